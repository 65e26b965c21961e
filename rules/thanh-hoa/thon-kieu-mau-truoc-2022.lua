-- Bộ tiêu chí thôn kiểu mẫu của tỉnh Thanh Hóa trước năm 2022.
--
-- The number of the decision is not known, so the set goes by the name of its series and the year
-- in which Song Nga met it. The report of Cẩm Ngọc gives one thing only: 14 criteria, all met by
-- Song Nga in 2021 (line 84). Texts, thresholds and dates are stand-ins, chosen lower than those
-- of 41/2022 where the report says that Song Nga no longer meets the later set.

local measure = use "measures"
local zones   = use "zones"

return decision "thon-kieu-mau/2021" {
  title     = "Bộ tiêu chí thôn nông thôn mới kiểu mẫu tỉnh Thanh Hóa, trước năm 2022",
  issuer    = "UBND tỉnh Thanh Hóa", scope = "38",
  level     = "village", series = "thon-kieu-mau",
  effective = "2020-01-01", expires = "2021-12-31",
  basis     = "assumed", -- of the two dates
  declares  = { criteria = 14, indicators = 29 },

  zoning = zones.terrain(),

  criterion(1, "Tổ chức thực hiện và quy hoạch") {
    indicator "1.1" {
      "Chi bộ có nghị quyết, thôn có và thực hiện kế hoạch",
      pass  = yes(f.village.party_resolution) & yes(f.village.ntm_plan),
      basis = "assumed",
    },
  },

  criterion(2, "Giao thông") {
    indicator "2.1" {
      "Tỷ lệ đường thôn được cứng hóa",
      pass  = measure.village_roads_hardened:at_least(by_zone { plain = 100, mountain = 80 }),
      basis = "assumed",
    },
    indicator "2.2" {
      "Tỷ lệ đường ngõ, xóm được cứng hóa",
      pass  = measure.alleys_hardened:at_least(by_zone { plain = 80, mountain = 70 }),
      basis = "assumed",
    },
    indicator "2.3" {
      "Tỷ lệ đường trục chính nội đồng đi lại thuận tiện",
      applies = f.road.field.total_km:more_than(0),
      pass    = measure.field_roads_passable:at_least(by_zone { plain = 70, mountain = 60 }),
      basis   = "assumed",
    },
  },

  criterion(3, "Thủy lợi") {
    indicator "3.1" {
      "Tỷ lệ diện tích đất nông nghiệp được tưới, tiêu chủ động",
      applies = f.land.agri.total_ha:more_than(0),
      pass    = measure.land_irrigated:at_least(80),
      basis   = "assumed",
    },
  },

  criterion(4, "Điện") {
    indicator "4.1" {
      "Tỷ lệ hộ dùng điện thường xuyên, an toàn",
      pass  = measure.safe_power:at_least(98),
      basis = "assumed",
    },
  },

  criterion(5, "Cơ sở vật chất văn hóa") {
    indicator "5.1" {
      "Thôn có nhà văn hóa và trang thiết bị",
      pass  = yes(f.village.culture_house) & yes(f.village.culture_house_equipped),
      basis = "assumed",
    },
    indicator "5.2" {
      "Hoạt động văn hóa, thể thao thường xuyên",
      pass  = yes(f.culture.activities_regular),
      basis = "assumed",
    },
  },

  criterion(6, "Nhà ở và công trình phụ trợ") {
    indicator "6.1" {
      "Không còn nhà tạm, dột nát",
      pass  = f.housing.temporary_count:at_most(0),
      basis = "assumed",
    },
    indicator "6.2" {
      "Tỷ lệ hộ có nhà kiên cố hoặc bán kiên cố",
      pass  = measure.solid_houses:at_least(by_zone { plain = 90, mountain = 80 }),
      basis = "assumed",
    },
  },

  criterion(7, "Vườn hộ và hàng rào") {
    indicator "7.1" {
      "Tỷ lệ hộ có vườn đã cải tạo",
      applies = f.garden.households:more_than(0),
      pass    = measure.gardens_improved:at_least(60),
      basis   = "assumed",
    },
    indicator "7.2" {
      "Tỷ lệ hộ có hàng rào cây xanh hoặc hàng rào đẹp",
      pass  = measure.green_fences:at_least(60),
      basis = "assumed",
    },
  },

  criterion(8, "Thu nhập") {
    indicator "8.1" {
      "Thu nhập bình quân đầu người của thôn",
      pass  = f.income.per_capita_vnd:at_least(by_year {
        [2020] = by_zone { plain = million_vnd(46), mountain = million_vnd(40) },
        [2021] = by_zone { plain = million_vnd(48), mountain = million_vnd(42) },
      }),
      basis = "assumed",
    },
  },

  criterion(9, "Hộ nghèo") {
    indicator "9.1" {
      "Tỷ lệ hộ nghèo đa chiều",
      pass  = measure.poor_households:at_most(by_zone { plain = 2, mountain = 4 }),
      basis = "assumed",
    },
  },

  criterion(10, "Lao động có việc làm") {
    indicator "10.1" {
      "Tỷ lệ người có việc làm",
      pass  = measure.employed:at_least(90),
      basis = "assumed",
    },
  },

  criterion(11, "Giáo dục") {
    indicator "11.1" {
      "Tỷ lệ trẻ trong độ tuổi được đến trường",
      applies = f.edu.school_age_children:more_than(0),
      pass    = measure.children_enrolled:at_least(100),
      basis   = "assumed",
    },
    indicator "11.2" {
      "Tỷ lệ học sinh tốt nghiệp THCS học tiếp",
      applies = f.edu.lower_secondary_graduates:more_than(0),
      pass    = measure.graduates_continuing:at_least(by_zone { plain = 90, mountain = 85 }),
      basis   = "assumed",
    },
  },

  criterion(12, "Y tế và Văn hóa") {
    indicator "12.1" {
      "Tỷ lệ người dân tham gia bảo hiểm y tế",
      pass  = measure.insured_people:at_least(by_zone { plain = 90, mountain = 85 }),
      basis = "assumed",
      note  = "Đặt thấp hơn 95 của bộ sau, để Song Nga đạt năm 2021 và thiếu khi xét lại",
    },
    indicator "12.2" {
      "Thôn đạt tiêu chuẩn văn hóa và tỷ lệ gia đình văn hóa",
      pass  = measure.cultured(80),
      basis = "assumed",
    },
    indicator "12.3" {
      "Có hương ước, quy ước được công nhận",
      pass  = yes(f.village.convention),
      basis = "assumed",
    },
  },

  criterion(13, "Môi trường và an toàn thực phẩm") {
    indicator "13.1" {
      "Tỷ lệ hộ dùng nước hợp vệ sinh và nước sạch",
      pass  = part("nước hợp vệ sinh",
                   measure.hygienic_water:at_least(by_zone { plain = 98, mountain = 95 }))
              & part("nước sạch",
                     measure.clean_water:at_least(by_zone { plain = 60, mountain = 50 })),
      basis = "assumed",
      note  = "Không đòi công trình tập trung, nên Song Nga đạt năm 2021",
    },
    indicator "13.2" {
      "Tỷ lệ hộ có nhà tiêu, nhà tắm, bể chứa nước hợp vệ sinh, 3 sạch",
      pass  = measure.three_clean:at_least(85),
      basis = "assumed",
    },
    indicator "13.3" {
      "Tỷ lệ rác thải được thu gom, xử lý",
      pass  = measure.solid_waste_treated:at_least(80),
      basis = "assumed",
    },
    indicator "13.4" {
      "Tỷ lệ hộ chăn nuôi bảo đảm vệ sinh",
      applies = f.livestock.farm_count:more_than(0),
      pass    = measure.livestock_compliant:at_least(80),
      basis   = "assumed",
    },
    indicator "13.5" {
      "Cảnh quan xanh, sạch, đẹp; mai táng đúng quy định",
      pass  = yes(f.env.landscape_ok) & yes(f.burial.compliant),
      basis = "assumed",
    },
    indicator "13.6" {
      "Hộ sản xuất, kinh doanh thực phẩm tuân thủ an toàn thực phẩm",
      applies = f.food.unit_count:more_than(0),
      pass    = measure.food_units_compliant:at_least(100),
      basis   = "assumed",
    },
  },

  criterion(14, "Hệ thống chính trị và an ninh, trật tự") {
    indicator "14.1" {
      "Chi bộ thôn hoàn thành tốt nhiệm vụ trở lên",
      pass  = f.village.party_cell_grade:at_least("hoan_thanh_tot"),
      basis = "assumed",
    },
    indicator "14.2" {
      "Ban công tác Mặt trận và đoàn thể thôn hoàn thành tốt trở lên",
      pass  = f.village.front_grade:at_least("hoan_thanh_tot"),
      basis = "assumed",
    },
    indicator "14.3" {
      "Không có khiếu kiện đông người, không có tội phạm nghiêm trọng; thôn an toàn",
      pass  = f.security.mass_complaint_count:at_most(0)
              & f.security.serious_crime_count:at_most(0)
              & yes(f.village.security_safe),
      basis = "assumed",
    },
  },
}
