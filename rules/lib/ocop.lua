-- OCOP · what the ratings of products share, and how a commune's set reads their certificates.
--
-- The parts and their points are the decisions'; the items inside the parts are stand-ins of our
-- own (basis "assumed"), few and measurable, until an annex has been compared.

local ocop = {}

local rating = f.ocop.rating

-- An item judged good, fair or sufficient; each with its points.
local function graded(number, text, grade)
  return function(points)
    return item(number) {
      text,
      points = first_of {
        { grade:at_least("tot"), points.tot },
        { grade:at_least("kha"), points.kha },
        { grade:at_least("dat"), points.dat },
        { 0 },
      },
      basis = "assumed",
    }
  end
end

-- An item that is there or not.
local function present(number, text, what)
  return function(points)
    return item(number) {
      text,
      points = first_of { { yes(what), points }, { 0 } },
      basis  = "assumed",
    }
  end
end

-- Part A: the product and the strength of the community
function ocop.material(points)
  return item "A1" {
    "Nguồn nguyên liệu địa phương",
    points = first_of {
      { rating.local_material_percent:at_least(75), points.from_75 },
      { rating.local_material_percent:at_least(50), points.from_50 },
      { rating.local_material_percent:at_least(25), points.from_25 },
      { 0 },
    },
    basis = "assumed",
  }
end

-- Nothing up to a quarter of local workers, all points from three quarters, in proportion between.
function ocop.labour(points)
  return item "A2" {
    "Sử dụng lao động địa phương",
    points = linear(rating.local_labour_percent, { 25, 0 }, { 75, points }),
    basis  = "assumed",
  }
end

ocop.chain       = present("A3", "Liên kết sản xuất theo hợp đồng", rating.chain_contract)
ocop.environment = graded("A4", "Bảo vệ môi trường trong sản xuất", rating.environment)
ocop.packaging   = graded("A5", "Phát triển sản phẩm, bao bì, nhãn", rating.packaging)

-- Part B: marketing; its 25 points are the same in both decisions
function ocop.marketing()
  return part("B. Khả năng tiếp thị", { max = 25 }, {
    item "B1" {
      "Khu vực phân phối chính",
      points = first_of {
        { rating.market:at_least("xuat_khau"), 7 },
        { rating.market:at_least("toan_quoc"), 5 },
        { rating.market:at_least("tinh"), 3 },
        { rating.market:at_least("huyen"), 1 },
        { 0 },
      },
      basis = "assumed",
    },
    present("B2", "Bán hàng qua thương mại điện tử", rating.online_sales)(5),
    graded("B3", "Quảng bá sản phẩm", rating.promotion) { tot = 7, kha = 4, dat = 2 },
    graded("B4", "Câu chuyện về sản phẩm", rating.story) { tot = 6, kha = 4, dat = 2 },
  })
end

-- Part C: quality
ocop.sensory        = graded("C1", "Chỉ tiêu cảm quan, dinh dưỡng", rating.sensory)
ocop.uniqueness     = graded("C2", "Tính độc đáo", rating.uniqueness)
ocop.declared       = present("C3", "Công bố chất lượng sản phẩm", rating.quality_declared)
ocop.food_safety    = present("C4", "Chứng nhận an toàn thực phẩm", rating.food_safety_certified)
ocop.quality_system = graded("C5", "Hệ thống quản lý chất lượng", rating.quality_system)

-- Stars by total points, alike in both decisions
ocop.stars = {
  { 90, "sao_5" }, { 70, "sao_4" }, { 50, "sao_3" }, { 30, "sao_2" }, { 0, "sao_1" },
}

-- A certificate of so many stars or more that has not run out. Asked of a product.
function ocop.valid_certificate(required)
  return f.ocop.certificate.issued_on:within(required.months, "months")
         & f.ocop.certificate.star:at_least(required.star)
end

-- Has the commune a certified product? Its products on record decide; what the commune itself
-- counts decides only where none of its products is on record.
function ocop.certified(by)
  local products = children "product"
  return when(known(products:count()),
              part("theo giấy chứng nhận", products:count_where(by.product):at_least(1)),
              part("theo số xã tự kê", by.typed))
end

return ocop
