-- Từ điển trường số liệu · the field dictionary.
--
-- One entry for each figure that a criteria set may ask for. A figure is typed once and serves
-- every set; decisions name it as f.road.commune.paved_km. To add one, copy its nearest neighbour.
--
--   vi, en     what people read in forms and reports
--   type       count (whole number), number, yes_no, grade (of a scale), choice (of a list), date
--   unit       one of the units below, or a compound such as "kg/day"
--   level      whose figure it is: commune, village, both (each is read at its own level) or product
--   fresh      after how many months the figure is too old; "never": it holds until replaced
--   period     "year": an amount of one assessment year, read for that year only
--   range      lowest and highest possible value; counts, lengths and areas start at 0 without
--              saying so, percentages run from 0 to 100; anything outside is refused at import
--   part_of    the whole of which this is a part: a part above its whole is warned of
--   precision  the step in which a missing amount is told (counts: 1)
--   good       the direction in which effort moves the figure; left out where effort cannot
--   derive     how the figure follows from others when it was not given: the sum of the fields
--              named (where they exist at that level), or of all villages once all have reported
--   carry      "none": the figure stays with its unit. Other counts, lengths, areas and amounts are
--              added up for the unit that a merger makes of several; votes, polls and offices are not
--
-- The attributes are our own proposals, read through field by field for sense; no gazette fixes
-- them, so the basis of the whole page is "assumed". A comment stands where the sense of a figure
-- asked for more than its label tells.

local commune, village = { "commune" }, { "village" }
local both, product = { "commune", "village" }, { "product" }
local from_0, from_1 = { 0, nil }, { 1, nil }
local of_villages = { children = "village" }

return dictionary {
  basis = "assumed",

  -- Đơn vị tính · Units of measure ----------------------------------------------------------------
  unit "percent" { kind = "share", vi = "%", en = "%" },
  unit "VND" { kind = "money", vi = "đồng", en = "VND" },
  unit "thousand_vnd" { kind = "money", of = "VND", factor = "1000", vi = "nghìn đồng",
    en = "thousand VND" },
  unit "million_vnd" { kind = "money", of = "VND", factor = "1000000", vi = "triệu đồng",
    en = "million VND" },
  unit "billion_vnd" { kind = "money", of = "VND", factor = "1000000000", vi = "tỷ đồng",
    en = "billion VND" },
  unit "km" { kind = "length", vi = "km", en = "km" },
  unit "m" { kind = "length", of = "km", factor = "0.001", vi = "m", en = "m" },
  unit "ha" { kind = "area", vi = "ha", en = "ha" },
  unit "m2" { kind = "area", of = "ha", factor = "0.0001", vi = "m²", en = "m²" },
  unit "kg" { kind = "mass", vi = "kg", en = "kg" },
  unit "tonne" { kind = "mass", of = "kg", factor = "1000", vi = "tấn", en = "tonnes" },
  unit "litre" { kind = "volume", vi = "lít", en = "litres" },
  unit "m3" { kind = "volume", of = "litre", factor = "1000", vi = "m³", en = "m³" },
  -- A year has no fixed number of days, so neither is given in terms of the other.
  unit "day" { kind = "time", vi = "ngày", en = "days" },
  unit "year" { kind = "time", vi = "năm", en = "years" },

  -- What is counted. A count of households never adds to a count of people.
  unit "person" { kind = "count", vi = "người", en = "people" },
  unit "child" { kind = "count", vi = "trẻ", en = "children" },
  unit "pupil" { kind = "count", vi = "học sinh", en = "pupils" },
  unit "household" { kind = "count", vi = "hộ", en = "households" },
  unit "house" { kind = "count", vi = "nhà", en = "houses" },
  unit "village" { kind = "count", vi = "thôn", en = "villages" },
  unit "craft_village" { kind = "count", vi = "làng nghề", en = "craft villages" },
  unit "school" { kind = "count", vi = "trường", en = "schools" },
  unit "organisation" { kind = "count", vi = "tổ chức", en = "organisations" },
  unit "cooperative" { kind = "count", vi = "hợp tác xã", en = "cooperatives" },
  unit "unit" { kind = "count", vi = "cơ sở", en = "establishments" },
  unit "farm" { kind = "count", vi = "cơ sở chăn nuôi", en = "farms" },
  unit "work" { kind = "count", vi = "công trình", en = "works" },
  unit "market" { kind = "count", vi = "chợ", en = "markets" },
  unit "model" { kind = "count", vi = "mô hình", en = "models" },
  unit "product" { kind = "count", vi = "sản phẩm", en = "products" },
  unit "garden" { kind = "count", vi = "vườn", en = "gardens" },
  unit "subscriber" { kind = "count", vi = "thuê bao", en = "subscribers" },
  unit "area" { kind = "count", vi = "vùng", en = "areas" },
  unit "zone" { kind = "count", vi = "khu", en = "zones" },
  unit "site" { kind = "count", vi = "di tích", en = "sites" },
  unit "spot" { kind = "count", vi = "điểm du lịch", en = "tourist spots" },
  unit "place" { kind = "count", vi = "nơi", en = "places" },
  unit "point" { kind = "count", vi = "điểm", en = "points" },
  unit "case" { kind = "count", vi = "vụ", en = "cases" },
  unit "incident" { kind = "count", vi = "sự cố", en = "incidents" },
  unit "item" { kind = "count", vi = "nội dung", en = "items" },

  -- Thang xếp loại, thấp nhất đứng đầu · Scales, lowest first -------------------------------------
  scale "task_grade" {
    { "khong_hoan_thanh", vi = "Không hoàn thành nhiệm vụ", en = "Task not fulfilled" },
    { "hoan_thanh", vi = "Hoàn thành nhiệm vụ", en = "Task fulfilled" },
    { "hoan_thanh_tot", vi = "Hoàn thành tốt nhiệm vụ", en = "Task fulfilled well" },
    { "hoan_thanh_xuat_sac", vi = "Hoàn thành xuất sắc nhiệm vụ",
      en = "Task fulfilled with distinction" },
  },
  scale "rating" {
    { "khong_dat", vi = "Không đạt", en = "Not met" },
    { "dat", vi = "Đạt", en = "Met" },
    { "kha", vi = "Khá", en = "Fair" },
    { "tot", vi = "Tốt", en = "Good" },
  },
  -- The two scales of levels begin below level 1: without that grade a commune that has not reached
  -- level 1 could not say so, and "level 1 at least" would hold whatever is reported.
  scale "edu_level" {
    { "chua_dat", vi = "Chưa đạt mức độ 1", en = "Below level 1" },
    { "muc_1", vi = "Mức độ 1", en = "Level 1" },
    { "muc_2", vi = "Mức độ 2", en = "Level 2" },
    { "muc_3", vi = "Mức độ 3", en = "Level 3" },
  },
  scale "online_level" {
    { "chua_co", vi = "Chưa có dịch vụ công trực tuyến", en = "No online service" },
    { "muc_1", vi = "Mức độ 1", en = "Level 1" },
    { "muc_2", vi = "Mức độ 2", en = "Level 2" },
    { "muc_3", vi = "Mức độ 3", en = "Level 3" },
    { "muc_4", vi = "Mức độ 4", en = "Level 4" },
  },
  scale "ocop_star" {
    { "sao_1", vi = "1 sao", en = "1 star" },
    { "sao_2", vi = "2 sao", en = "2 stars" },
    { "sao_3", vi = "3 sao", en = "3 stars" },
    { "sao_4", vi = "4 sao", en = "4 stars" },
    { "sao_5", vi = "5 sao", en = "5 stars" },
  },
  scale "market_reach" {
    { "xa", vi = "Trong xã", en = "Within the commune" },
    { "huyen", vi = "Trong huyện", en = "Within the district" },
    { "tinh", vi = "Trong tỉnh", en = "Within the province" },
    { "toan_quoc", vi = "Toàn quốc", en = "Nationwide" },
    { "xuat_khau", vi = "Xuất khẩu", en = "Exported" },
  },

  -- Danh mục không có thứ tự · Lists without an order ---------------------------------------------
  list "thanh_hoa_2022" {
    { "zone1", vi = "Vùng 1 (xã khu vực II, III, xã đặc biệt khó khăn)",
      en = "Zone 1 (communes of area II and III, communes in hardship)" },
    { "zone2", vi = "Vùng 2 (các xã còn lại)", en = "Zone 2 (all other communes)" },
  },
  list "terrain" {
    { "plain", vi = "Đồng bằng", en = "Plain" },
    { "mountain", vi = "Miền núi", en = "Mountain" },
  },

  -- Cấp đánh giá; số lớn hơn đè lên số nhỏ hơn · Levels of appraisal, the higher order prevails ---
  -- office is who assesses there (assumed), from and to the days on which the level exists.
  assessor "village" { order = 1, vi = "Thôn tự đánh giá", en = "Village's own assessment",
    office = "Ban phát triển thôn" },
  assessor "commune" { order = 2, vi = "Xã tự đánh giá", en = "Commune's own assessment",
    office = "UBND xã" },
  -- Districts ended with 30/6/2025; what they found until then stays.
  assessor "district" { order = 3, vi = "Huyện thẩm tra", en = "District's appraisal",
    office = "UBND huyện", to = "2025-06-30" },
  assessor "province" { order = 4, vi = "Tỉnh thẩm định", en = "Province's appraisal",
    office = "UBND tỉnh" },
  assessor "central" { order = 5, vi = "Trung ương thẩm định", en = "Central appraisal",
    office = "Văn phòng Điều phối nông thôn mới trung ương" },

  -- Loại giấy tờ minh chứng · Kinds of papers that prove figures ---------------------------------
  -- Our own names for what dossiers usually hold; the guidance on dossiers was not seen.
  paper "quyet-dinh-phe-duyet" { vi = "Quyết định phê duyệt (quy hoạch, đề án, kế hoạch)",
    en = "Decision approving a plan or scheme" },
  paper "quyet-dinh-cong-nhan" { vi = "Quyết định công nhận (trường chuẩn, danh hiệu văn hóa)",
    en = "Decision of recognition" },
  paper "bien-ban-nghiem-thu" { vi = "Biên bản nghiệm thu công trình",
    en = "Minutes of acceptance of works" },
  paper "bien-ban-kiem-tra" { vi = "Biên bản kiểm tra", en = "Minutes of an inspection" },
  paper "van-ban-xac-nhan" { vi = "Văn bản xác nhận của cơ quan chuyên môn",
    en = "Confirmation by the competent office" },
  paper "giay-chung-nhan" { vi = "Giấy chứng nhận", en = "Certificate" },
  paper "phieu-kiem-nghiem" { vi = "Phiếu kết quả kiểm nghiệm, xét nghiệm",
    en = "Result of a laboratory test" },
  paper "bao-cao" { vi = "Báo cáo, biểu tổng hợp số liệu", en = "Report or table of figures" },
  paper "quyet-toan" { vi = "Hồ sơ quyết toán", en = "Final accounts" },
  paper "danh-sach" { vi = "Danh sách (không đưa tệp vào kho)",
    en = "List of persons or households (its file stays outside)" },

  -- Dân số và hộ · People and households ----------------------------------------------------------
  field "population.total" {
    vi = "Dân số", en = "Population",
    type = "count", unit = "person", level = both, fresh = 12, range = from_1,
    derive = { sum = { "population.male", "population.female" }, children = "village" } },
  -- Each sex is part of the total: a slip in one of the three figures shows.
  field "population.male" {
    vi = "Dân số nam", en = "Male population",
    type = "count", unit = "person", level = both, fresh = 12, range = from_1,
    part_of = "population.total", derive = of_villages },
  field "population.female" {
    vi = "Dân số nữ", en = "Female population",
    type = "count", unit = "person", level = both, fresh = 12, range = from_1,
    part_of = "population.total", derive = of_villages },
  field "households.total" {
    vi = "Tổng số hộ", en = "Households",
    type = "count", unit = "household", level = both, fresh = 12, range = from_1,
    derive = of_villages },

  -- Quy hoạch · Planning --------------------------------------------------------------------------
  field "plan.commune.approved" {
    vi = "Quy hoạch chung xây dựng xã được duyệt", en = "Commune master plan approved",
    type = "yes_no", level = commune, fresh = "never", good = "up" },
  field "plan.commune.service_zone" {
    vi = "Quy hoạch có khu chức năng dịch vụ hỗ trợ kinh tế nông thôn",
    en = "Plan contains a rural service zone",
    type = "yes_no", level = commune, fresh = "never", good = "up" },
  field "plan.commune.published_on" {
    vi = "Ngày công bố công khai quy hoạch", en = "Date the plan was published",
    type = "date", level = commune, fresh = "never" },
  field "plan.commune.publish_deadline" {
    vi = "Hạn công bố quy hoạch", en = "Deadline for publishing the plan",
    type = "date", level = commune, fresh = "never" },
  -- A revised plan runs longer: effort moves this date, unlike the two dates above.
  field "plan.commune.valid_until" {
    vi = "Thời hạn của quy hoạch", en = "Plan valid until",
    type = "date", level = commune, fresh = "never", good = "up" },
  field "plan.rules.issued" {
    vi = "Đã ban hành quy định quản lý quy hoạch", en = "Planning management rules issued",
    type = "yes_no", level = commune, fresh = "never", good = "up" },
  -- A state of affairs, not a paper: it is looked at every year.
  field "plan.rules.followed" {
    vi = "Thực hiện theo quy hoạch", en = "Building follows the plan",
    type = "yes_no", level = commune, fresh = 12, good = "up" },
  field "plan.detail.approved" {
    vi = "Có quy hoạch chi tiết trung tâm xã hoặc điểm dân cư mới",
    en = "Detailed plan for centre or new settlement",
    type = "yes_no", level = commune, fresh = "never", good = "up" },
  field "plan.village.posted" {
    vi = "Quy hoạch được niêm yết, công khai tại thôn", en = "Plan posted in the village",
    type = "yes_no", level = village, fresh = "never", good = "up" },

  -- Giao thông · Roads ----------------------------------------------------------------------------
  field "road.commune.total_km" {
    vi = "Tổng chiều dài đường xã", en = "Commune road length",
    type = "number", unit = "km", level = commune, fresh = "never", precision = "0.001" },
  field "road.commune.paved_km" {
    vi = "Đường xã được nhựa hóa, bê tông hóa", en = "Commune road paved",
    type = "number", unit = "km", level = commune, fresh = "never", precision = "0.001",
    part_of = "road.commune.total_km", good = "up" },
  -- Upkeep is yearly, so the figure ages, unlike a length that was built.
  field "road.commune.maintained_km" {
    vi = "Đường xã được bảo trì, sáng xanh sạch đẹp",
    en = "Commune road maintained, lit, green, clean",
    type = "number", unit = "km", level = commune, fresh = 12, precision = "0.001",
    part_of = "road.commune.total_km", good = "up" },
  field "road.village.total_km" {
    vi = "Tổng chiều dài đường thôn, liên thôn", en = "Village road length",
    type = "number", unit = "km", level = both, fresh = "never", precision = "0.001",
    derive = of_villages },
  field "road.village.hardened_km" {
    vi = "Đường thôn, liên thôn được cứng hóa", en = "Village road hardened",
    type = "number", unit = "km", level = both, fresh = "never", precision = "0.001",
    part_of = "road.village.total_km", good = "up", derive = of_villages },
  -- Upkeep is yearly, so the figure ages.
  field "road.village.maintained_km" {
    vi = "Đường thôn được cứng hóa, bảo trì và có hạng mục cần thiết",
    en = "Village road hardened, maintained, with fittings",
    type = "number", unit = "km", level = both, fresh = 12, precision = "0.001",
    part_of = "road.village.total_km", good = "up", derive = of_villages },
  field "road.village.lit_km" {
    vi = "Đường thôn có điện chiếu sáng", en = "Village road with street light",
    type = "number", unit = "km", level = village, fresh = "never", precision = "0.001",
    part_of = "road.village.total_km", good = "up" },
  field "road.village.planted_km" {
    vi = "Đường thôn có trồng hoa hoặc cây bóng mát",
    en = "Village road lined with flowers or trees",
    type = "number", unit = "km", level = village, fresh = "never", precision = "0.001",
    part_of = "road.village.total_km", good = "up" },
  field "road.alley.total_km" {
    vi = "Tổng chiều dài đường ngõ, xóm", en = "Alley length",
    type = "number", unit = "km", level = both, fresh = "never", precision = "0.001",
    derive = of_villages },
  field "road.alley.passable_km" {
    vi = "Đường ngõ, xóm sạch, đi lại thuận tiện", en = "Alleys clean and passable all year",
    type = "number", unit = "km", level = both, fresh = "never", precision = "0.001",
    part_of = "road.alley.total_km", good = "up", derive = of_villages },
  field "road.alley.hardened_km" {
    vi = "Đường ngõ, xóm được cứng hóa", en = "Alleys hardened",
    type = "number", unit = "km", level = both, fresh = "never", precision = "0.001",
    part_of = "road.alley.total_km", good = "up", derive = of_villages },
  field "road.field.total_km" {
    vi = "Tổng chiều dài đường trục chính nội đồng", en = "Main field road length",
    type = "number", unit = "km", level = both, fresh = "never", precision = "0.001",
    derive = of_villages },
  field "road.field.passable_km" {
    vi = "Đường nội đồng vận chuyển thuận tiện", en = "Field roads passable all year",
    type = "number", unit = "km", level = both, fresh = "never", precision = "0.001",
    part_of = "road.field.total_km", good = "up", derive = of_villages },
  field "road.field.hardened_km" {
    vi = "Đường nội đồng được cứng hóa", en = "Field roads hardened",
    type = "number", unit = "km", level = both, fresh = "never", precision = "0.001",
    part_of = "road.field.total_km", good = "up", derive = of_villages },

  -- Thủy lợi, đất sản xuất, phòng chống thiên tai · Irrigation, farm land, disaster readiness -----
  field "land.agri.total_ha" {
    vi = "Diện tích đất sản xuất nông nghiệp", en = "Farm land",
    type = "number", unit = "ha", level = both, fresh = "never", precision = "0.01",
    derive = of_villages },
  field "land.agri.irrigated_ha" {
    vi = "Diện tích được tưới, tiêu chủ động", en = "Farm land actively irrigated and drained",
    type = "number", unit = "ha", level = both, fresh = "never", precision = "0.01",
    part_of = "land.agri.total_ha", good = "up", derive = of_villages },
  field "crop.main.total_ha" {
    vi = "Diện tích cây trồng chủ lực", en = "Main crop area",
    type = "number", unit = "ha", level = commune, fresh = 12, precision = "0.01" },
  field "crop.main.saving_irrigated_ha" {
    vi = "Diện tích cây chủ lực tưới tiên tiến, tiết kiệm nước",
    en = "Main crop area with water-saving irrigation",
    type = "number", unit = "ha", level = commune, fresh = 12, precision = "0.01",
    part_of = "crop.main.total_ha", good = "up" },
  field "irrigation.org_count" {
    vi = "Số tổ chức thủy lợi cơ sở", en = "Grass-roots irrigation organisations",
    type = "count", unit = "organisation", level = commune, fresh = 12 },
  -- Part of the organisations that there are.
  field "irrigation.org_effective_count" {
    vi = "Số tổ chức thủy lợi cơ sở hoạt động hiệu quả",
    en = "Irrigation organisations working well",
    type = "count", unit = "organisation", level = commune, fresh = 12,
    part_of = "irrigation.org_count", good = "up" },
  field "irrigation.works_total_count" {
    vi = "Số công trình thủy lợi nhỏ, nội đồng", en = "Small irrigation works",
    type = "count", unit = "work", level = commune, fresh = 12 },
  field "irrigation.works_maintained_count" {
    vi = "Số công trình thủy lợi được bảo trì hằng năm",
    en = "Small irrigation works maintained yearly",
    type = "count", unit = "work", level = commune, fresh = 12,
    part_of = "irrigation.works_total_count", good = "up" },
  field "irrigation.discharge_inventory" {
    vi = "Kiểm kê nguồn nước thải vào công trình thủy lợi",
    en = "Inventory of waste water entering irrigation works",
    type = "yes_no", level = commune, fresh = 12, good = "up" },
  field "drainage.village.total_km" {
    vi = "Tổng chiều dài rãnh thoát nước khu dân cư cần có", en = "Residential drain length needed",
    type = "number", unit = "km", level = village, fresh = "never", precision = "0.001" },
  field "drainage.village.covered_km" {
    vi = "Rãnh thoát nước có nắp đậy", en = "Covered drain length",
    type = "number", unit = "km", level = village, fresh = "never", precision = "0.001",
    part_of = "drainage.village.total_km", good = "up" },
  field "disaster.onsite_ready" {
    vi = "Bảo đảm phòng chống thiên tai tại chỗ", en = "On-site disaster readiness met",
    type = "yes_no", level = both, fresh = 12, good = "up" },
  field "disaster.onsite_grade" {
    vi = "Xếp loại phòng chống thiên tai theo 4 tại chỗ",
    en = "Grade of four-on-the-spot readiness",
    type = "grade", scale = "rating", level = commune, fresh = 12, good = "up" },

  -- Điện · Power ----------------------------------------------------------------------------------
  field "power.system_standard" {
    vi = "Hệ thống điện đạt chuẩn", en = "Power system meets the standard",
    type = "yes_no", level = commune, fresh = "never", good = "up" },
  field "power.safe_households" {
    vi = "Số hộ dùng điện trực tiếp, an toàn, ổn định",
    en = "Households with direct, safe, stable power",
    type = "count", unit = "household", level = both, fresh = 12, part_of = "households.total",
    good = "up", derive = of_villages },

  -- Trường học và giáo dục · Schools and education ------------------------------------------------
  field "school.total_count" {
    vi = "Số trường các cấp tính tiêu chí", en = "Schools counted",
    type = "count", unit = "school", level = commune, fresh = "never" },
  field "school.level1_count" {
    vi = "Số trường đạt chuẩn cơ sở vật chất mức 1 trở lên",
    en = "Schools at facility level 1 or above",
    type = "count", unit = "school", level = commune, fresh = "never",
    part_of = "school.total_count", good = "up" },
  -- Level 2 includes level 1: part of the schools at level 1 or above.
  field "school.level2_count" {
    vi = "Số trường đạt chuẩn cơ sở vật chất mức 2", en = "Schools at facility level 2",
    type = "count", unit = "school", level = commune, fresh = "never",
    part_of = "school.level1_count", good = "up" },
  field "edu.preschool5_universal" {
    vi = "Đạt phổ cập mầm non 5 tuổi", en = "Universal preschool for age 5 achieved",
    type = "yes_no", level = commune, fresh = 12, good = "up" },
  field "edu.preschool5_maintained" {
    vi = "Duy trì, nâng cao phổ cập mầm non 5 tuổi", en = "Universal preschool kept and improved",
    type = "yes_no", level = commune, fresh = 12, good = "up" },
  -- A commune below level 1 says so (chua_dat): silence would be unknown, not failed.
  field "edu.primary_level" {
    vi = "Mức độ phổ cập tiểu học", en = "Universal primary level reached",
    type = "grade", scale = "edu_level", level = commune, fresh = 12, good = "up" },
  field "edu.lower_secondary_level" {
    vi = "Mức độ phổ cập trung học cơ sở", en = "Universal lower secondary level reached",
    type = "grade", scale = "edu_level", level = commune, fresh = 12, good = "up" },
  field "edu.literacy_level" {
    vi = "Mức độ xóa mù chữ", en = "Literacy level reached",
    type = "grade", scale = "edu_level", level = commune, fresh = 12, good = "up" },
  field "edu.lower_secondary_graduates" {
    vi = "Học sinh tốt nghiệp THCS", en = "Lower secondary graduates",
    type = "count", unit = "pupil", level = both, period = "year",
    derive = { sum = {
      "edu.lower_secondary_graduates.male", "edu.lower_secondary_graduates.female" },
      children = "village" } },
  -- Each sex is part of all graduates. None in a year is possible: from 0.
  field "edu.lower_secondary_graduates.male" {
    vi = "Học sinh nam tốt nghiệp THCS", en = "Male lower secondary graduates",
    type = "count", unit = "pupil", level = commune, period = "year",
    part_of = "edu.lower_secondary_graduates" },
  field "edu.lower_secondary_graduates.female" {
    vi = "Học sinh nữ tốt nghiệp THCS", en = "Female lower secondary graduates",
    type = "count", unit = "pupil", level = commune, period = "year",
    part_of = "edu.lower_secondary_graduates" },
  field "edu.continuing" {
    vi = "Học sinh tiếp tục học trung học", en = "Graduates who go on",
    type = "count", unit = "pupil", level = both, period = "year",
    part_of = "edu.lower_secondary_graduates", good = "up",
    derive = { sum = { "edu.continuing.male", "edu.continuing.female" }, children = "village" } },
  field "edu.continuing.male" {
    vi = "Học sinh nam tiếp tục học trung học", en = "Male graduates who go on",
    type = "count", unit = "pupil", level = commune, period = "year",
    part_of = "edu.lower_secondary_graduates.male", good = "up" },
  field "edu.continuing.female" {
    vi = "Học sinh nữ tiếp tục học trung học", en = "Female graduates who go on",
    type = "count", unit = "pupil", level = commune, period = "year",
    part_of = "edu.lower_secondary_graduates.female", good = "up" },
  field "edu.school_age_children" {
    vi = "Trẻ trong độ tuổi đi học của thôn", en = "School-age children in the village",
    type = "count", unit = "child", level = village, fresh = 12, part_of = "population.total" },
  field "edu.school_age_enrolled" {
    vi = "Trẻ trong độ tuổi được đến trường", en = "School-age children enrolled",
    type = "count", unit = "child", level = village, fresh = 12,
    part_of = "edu.school_age_children", good = "up" },
  field "edu.learning_community_grade" {
    vi = "Xếp loại cộng đồng học tập cấp xã", en = "Learning community grade",
    type = "grade", scale = "rating", level = commune, fresh = 12, good = "up" },
  field "edu.physical_model_count" {
    vi = "Số mô hình giáo dục thể chất cho học sinh", en = "Physical training models for pupils",
    type = "count", unit = "model", level = commune, fresh = 12, good = "up" },

  -- Cơ sở vật chất và đời sống văn hóa · Culture --------------------------------------------------
  field "culture.commune_hall" {
    vi = "Có nhà văn hóa hoặc hội trường đa năng xã", en = "Commune culture house or hall",
    type = "yes_no", level = commune, fresh = "never", good = "up" },
  field "culture.commune_sports_ground" {
    vi = "Có sân thể thao xã", en = "Commune sports ground",
    type = "yes_no", level = commune, fresh = "never", good = "up" },
  field "culture.play_area" {
    vi = "Có điểm vui chơi cho trẻ em và người cao tuổi",
    en = "Play area for children and the elderly",
    type = "yes_no", level = commune, fresh = "never", good = "up" },
  field "culture.outdoor_equipment" {
    vi = "Có dụng cụ thể thao ngoài trời nơi công cộng",
    en = "Outdoor exercise equipment in public places",
    type = "yes_no", level = commune, fresh = "never", good = "up" },
  field "culture.activities_regular" {
    vi = "Hoạt động văn hóa, thể thao thường xuyên", en = "Regular culture and sport activities",
    type = "yes_no", level = both, fresh = 12, good = "up" },
  field "culture.heritage_site_count" {
    vi = "Số di sản, di tích trên địa bàn", en = "Heritage sites",
    type = "count", unit = "site", level = commune, fresh = 12 },
  field "culture.heritage_managed" {
    vi = "Di sản được kiểm kê, bảo vệ, phát huy đúng quy định",
    en = "Heritage listed and protected by the rules",
    type = "yes_no", level = commune, fresh = 12, good = "up" },
  field "culture.cultured_families" {
    vi = "Số hộ đạt gia đình văn hóa", en = "Households titled cultured family",
    type = "count", unit = "household", level = village, fresh = 12, part_of = "households.total",
    good = "up" },

  -- Thôn: cơ sở vật chất, tổ chức · The village: its house, plan and organisations ----------------
  field "village.culture_house" {
    vi = "Thôn có nhà văn hóa hoặc nơi sinh hoạt cộng đồng", en = "Village has a culture house",
    type = "yes_no", level = village, fresh = "never", good = "up" },
  field "village.culture_house_area_m2" {
    vi = "Diện tích nhà văn hóa thôn", en = "Village culture house floor area",
    type = "number", unit = "m2", level = village, fresh = "never", precision = "0.01",
    good = "up", carry = "none" },
  field "village.culture_house_equipped" {
    vi = "Nhà văn hóa thôn có trang thiết bị, dụng cụ thể thao",
    en = "Village culture house equipped",
    type = "yes_no", level = village, fresh = "never", good = "up" },
  field "village.culture_title" {
    vi = "Thôn đạt tiêu chuẩn văn hóa", en = "Village holds the culture title",
    type = "yes_no", level = village, fresh = 12, good = "up" },
  field "village.ntm_plan" {
    vi = "Thôn có và thực hiện kế hoạch xây dựng NTM", en = "Village has and follows an NTM plan",
    type = "yes_no", level = village, fresh = 12, good = "up" },
  field "village.ntm_met" {
    vi = "Thôn đạt chuẩn NTM", en = "Village meets the NTM village set",
    type = "yes_no", level = village, fresh = 12, good = "up" },
  field "village.loudspeaker" {
    vi = "Thôn có loa truyền thanh hoạt động", en = "Village loudspeaker working",
    type = "yes_no", level = village, fresh = 12, good = "up" },
  field "village.internet" {
    vi = "Nhà văn hóa thôn có internet", en = "Internet at the village culture house",
    type = "yes_no", level = village, fresh = 12, good = "up" },
  field "village.online_group" {
    vi = "Thôn có nhóm thông tin trên mạng (Zalo...)", en = "Village online information group",
    type = "yes_no", level = village, fresh = 12, good = "up" },
  field "village.digital_team" {
    vi = "Thôn có tổ công nghệ số cộng đồng", en = "Village digital team",
    type = "yes_no", level = village, fresh = 12, good = "up" },
  field "village.convention" {
    vi = "Thôn có hương ước, quy ước được công nhận", en = "Village convention recognised",
    type = "yes_no", level = village, fresh = "never", good = "up" },
  field "village.front_grade" {
    vi = "Xếp loại Ban công tác Mặt trận và đoàn thể thôn",
    en = "Grade of village Front and mass organisations",
    type = "grade", scale = "task_grade", level = village, period = "year", good = "up" },
  field "village.party_cell_grade" {
    vi = "Xếp loại chi bộ thôn", en = "Grade of the village party cell",
    type = "grade", scale = "task_grade", level = village, period = "year", good = "up" },
  field "village.party_resolution" {
    vi = "Chi bộ có nghị quyết xây dựng thôn kiểu mẫu",
    en = "Party cell resolution on the model village",
    type = "yes_no", level = village, fresh = "never", good = "up" },
  field "village.board_active" {
    vi = "Ban phát triển thôn hoạt động hiệu quả", en = "Village development board works",
    type = "yes_no", level = village, fresh = 12, good = "up" },
  field "village.security_safe" {
    vi = "Thôn đạt chuẩn an toàn về an ninh, trật tự",
    en = "Village meets the public security standard",
    type = "yes_no", level = village, fresh = 12, good = "up" },
  field "village.camera_model" {
    vi = "Thôn có mô hình camera an ninh hoặc tự quản",
    en = "Camera or self-guarding model in the village",
    type = "yes_no", level = village, fresh = 12, good = "up" },
  field "village.ocop_or_model_count" {
    vi = "Số mô hình kinh tế hiệu quả hoặc sản phẩm OCOP của thôn",
    en = "Effective economic models or OCOP products of the village",
    type = "count", unit = "model", level = village, fresh = 12, good = "up" },

  -- Thương mại · Trade ----------------------------------------------------------------------------
  field "trade.market_or_shop" {
    vi = "Có chợ hoặc nơi mua bán, trao đổi hàng hóa", en = "Market or trading place",
    type = "yes_no", level = commune, fresh = "never", good = "up" },
  field "trade.market_count" {
    vi = "Số chợ trên địa bàn", en = "Markets",
    type = "count", unit = "market", level = commune, fresh = "never" },
  -- Part of the markets; inspected every year.
  field "trade.market_food_safe_count" {
    vi = "Số chợ đạt yêu cầu an toàn thực phẩm", en = "Markets meeting food safety rules",
    type = "count", unit = "market", level = commune, fresh = 12, part_of = "trade.market_count",
    good = "up" },

  -- Thông tin và truyền thông · Information and communication -------------------------------------
  field "ict.postal_point" {
    vi = "Có điểm phục vụ bưu chính", en = "Postal service point",
    type = "yes_no", level = commune, fresh = "never", good = "up" },
  field "ict.telecom_internet" {
    vi = "Có dịch vụ viễn thông, internet", en = "Telecom and internet service",
    type = "yes_no", level = commune, fresh = "never", good = "up" },
  field "ict.radio_station" {
    vi = "Có đài truyền thanh xã", en = "Commune radio station",
    type = "yes_no", level = commune, fresh = "never", good = "up" },
  field "ict.it_in_management" {
    vi = "Ứng dụng công nghệ thông tin trong quản lý, điều hành", en = "IT used in administration",
    type = "yes_no", level = commune, fresh = 12, good = "up" },
  field "ict.postal_online_service" {
    vi = "Điểm bưu chính cung cấp dịch vụ công trực tuyến",
    en = "Postal point gives online public service",
    type = "yes_no", level = commune, fresh = 12, good = "up" },
  field "ict.subscribers" {
    vi = "Số thuê bao điện thoại", en = "Phone subscribers",
    type = "count", unit = "subscriber", level = commune, fresh = 12 },
  field "ict.smartphone_subscribers" {
    vi = "Số thuê bao dùng điện thoại thông minh", en = "Smartphone subscribers",
    type = "count", unit = "subscriber", level = commune, fresh = 12, part_of = "ict.subscribers",
    good = "up" },
  field "ict.smartphone_households" {
    vi = "Số hộ có người dùng điện thoại thông minh", en = "Households with a smartphone user",
    type = "count", unit = "household", level = village, fresh = 12, part_of = "households.total",
    good = "up" },
  field "ict.press_service" {
    vi = "Có dịch vụ báo chí, truyền thông", en = "Press and media service",
    type = "yes_no", level = commune, fresh = 12, good = "up" },
  field "ict.satisfaction_poll" {
    vi = "Có tổ chức lấy ý kiến hài lòng của người dân", en = "Satisfaction poll of residents held",
    type = "yes_no", level = commune, fresh = 12, good = "up" },
  field "ict.public_wifi" {
    vi = "Có wifi miễn phí ở điểm công cộng", en = "Free wifi at public points",
    type = "yes_no", level = commune, fresh = 12, good = "up" },

  -- Nhà ở, vườn hộ, hàng rào · Housing, gardens, fences -------------------------------------------
  field "housing.temporary_count" {
    vi = "Số nhà tạm, dột nát", en = "Temporary or derelict houses",
    type = "count", unit = "house", level = both, fresh = 12, good = "down", derive = of_villages },
  field "housing.solid_households" {
    vi = "Số hộ có nhà kiên cố, bán kiên cố", en = "Households in solid or semi-solid houses",
    type = "count", unit = "household", level = both, fresh = 12, part_of = "households.total",
    good = "up", derive = of_villages },
  field "housing.tidy_households" {
    vi = "Số hộ có nhà và công trình phụ chỉnh trang, gọn gàng",
    en = "Households with tidy house and outbuildings",
    type = "count", unit = "household", level = village, fresh = 12, part_of = "households.total",
    good = "up" },
  field "garden.improved_households" {
    vi = "Số hộ có vườn được cải tạo, không còn vườn tạp", en = "Households with improved garden",
    type = "count", unit = "household", level = village, fresh = 12, part_of = "garden.households",
    good = "up" },
  field "garden.households" {
    vi = "Số hộ có vườn", en = "Households with a garden",
    type = "count", unit = "household", level = village, fresh = 12, part_of = "households.total" },
  field "garden.model_count" {
    vi = "Số vườn mẫu", en = "Model gardens",
    type = "count", unit = "garden", level = village, fresh = 12, good = "up" },
  field "fence.green_households" {
    vi = "Số hộ có hàng rào cây xanh hoặc hàng rào đẹp", en = "Households with green or tidy fence",
    type = "count", unit = "household", level = village, fresh = 12, part_of = "households.total",
    good = "up" },

  -- Thu nhập và nghèo đa chiều · Income and poverty -----------------------------------------------
  field "income.per_capita_vnd" {
    vi = "Thu nhập bình quân đầu người một năm", en = "Income per head per year",
    type = "number", unit = "VND/person/year", level = both, period = "year", range = from_0,
    precision = "1", good = "up" },
  field "poverty.households" {
    vi = "Số hộ nghèo đa chiều", en = "Multidimensionally poor households",
    type = "count", unit = "household", level = both, fresh = 12, part_of = "households.total",
    good = "down", derive = of_villages },

  -- Lao động · Labour -----------------------------------------------------------------------------
  -- The force is part of the population, and from 1 in every inhabited place.
  field "labour.force" {
    vi = "Lực lượng lao động", en = "Labour force",
    type = "count", unit = "person", level = both, fresh = 12, range = from_1,
    part_of = "population.total",
    derive = { sum = { "labour.force.male", "labour.force.female" }, children = "village" } },
  -- Each sex is part of the whole force, and no commune is without workers: from 1.
  field "labour.force.male" {
    vi = "Lực lượng lao động nam", en = "Male labour force",
    type = "count", unit = "person", level = commune, fresh = 12, range = from_1,
    part_of = "labour.force" },
  field "labour.force.female" {
    vi = "Lực lượng lao động nữ", en = "Female labour force",
    type = "count", unit = "person", level = commune, fresh = 12, range = from_1,
    part_of = "labour.force" },
  -- At the commune too: men and women are told apart only there, so only there can they be added.
  field "labour.trained" {
    vi = "Lao động qua đào tạo", en = "Trained workers",
    type = "count", unit = "person", level = both, fresh = 12, part_of = "labour.force",
    good = "up",
    derive = { sum = { "labour.trained.male", "labour.trained.female" }, children = "village" } },
  field "labour.trained.male" {
    vi = "Lao động nam qua đào tạo", en = "Trained male workers",
    type = "count", unit = "person", level = commune, fresh = 12, part_of = "labour.force.male",
    good = "up" },
  field "labour.trained.female" {
    vi = "Lao động nữ qua đào tạo", en = "Trained female workers",
    type = "count", unit = "person", level = commune, fresh = 12, part_of = "labour.force.female",
    good = "up" },
  -- Who holds a certificate has been trained: part of the trained, not only of the force.
  field "labour.certified.male" {
    vi = "Lao động nam có bằng cấp, chứng chỉ", en = "Certified male workers",
    type = "count", unit = "person", level = commune, fresh = 12, part_of = "labour.trained.male",
    good = "up" },
  field "labour.certified.female" {
    vi = "Lao động nữ có bằng cấp, chứng chỉ", en = "Certified female workers",
    type = "count", unit = "person", level = commune, fresh = 12, part_of = "labour.trained.female",
    good = "up" },
  field "labour.main_sector" {
    vi = "Lao động trong ngành kinh tế chủ lực", en = "Workers in the main local sectors",
    type = "count", unit = "person", level = commune, fresh = 12, part_of = "labour.force",
    good = "up" },
  -- Part of the population, and from 1 in every inhabited place.
  field "labour.able" {
    vi = "Dân số trong độ tuổi có khả năng lao động", en = "Working-age people able to work",
    type = "count", unit = "person", level = both, fresh = 12, range = from_1,
    part_of = "population.total", derive = of_villages },
  field "labour.employed" {
    vi = "Người có việc làm", en = "Employed people",
    type = "count", unit = "person", level = both, fresh = 12, part_of = "labour.able", good = "up",
    derive = of_villages },
  field "labour.trained_employed" {
    vi = "Lao động có việc làm qua đào tạo", en = "Employed workers with training",
    type = "count", unit = "person", level = commune, fresh = 12, part_of = "labour.employed",
    good = "up" },

  -- Tổ chức sản xuất · Organisation of production -------------------------------------------------
  field "coop.effective_count" {
    vi = "Số hợp tác xã hoạt động hiệu quả", en = "Effective cooperatives",
    type = "count", unit = "cooperative", level = commune, fresh = 12, good = "up" },
  field "coop.legal_count" {
    vi = "Số hợp tác xã hoạt động đúng Luật Hợp tác xã",
    en = "Cooperatives run under the Cooperative Law",
    type = "count", unit = "cooperative", level = commune, fresh = 12, good = "up" },
  field "coop.chain_contract_count" {
    vi = "Số hợp tác xã có hợp đồng liên kết chuỗi ổn định",
    en = "Cooperatives with stable value-chain contracts",
    type = "count", unit = "cooperative", level = commune, fresh = 12, good = "up" },
  field "link.model_count" {
    vi = "Số mô hình liên kết sản xuất gắn tiêu thụ", en = "Production-sale linkage models",
    type = "count", unit = "model", level = commune, fresh = 12, good = "up" },
  field "trace.main_done" {
    vi = "Đã truy xuất nguồn gốc sản phẩm chủ lực", en = "Main products traced",
    type = "yes_no", level = commune, fresh = 12, good = "up" },
  field "trace.material_area" {
    vi = "Có vùng nguyên liệu gắn với sản phẩm chủ lực",
    en = "Raw material area for the main products",
    type = "yes_no", level = commune, fresh = 12, good = "up" },
  field "trace.vietgap" {
    vi = "Sản phẩm chủ lực được chứng nhận VietGAP hoặc tương đương",
    en = "VietGAP or equal certificate",
    type = "yes_no", level = commune, fresh = 12, good = "up" },
  field "trace.digital" {
    vi = "Ứng dụng số để truy xuất nguồn gốc", en = "Digital traceability",
    type = "yes_no", level = commune, fresh = 12, good = "up" },
  -- A craft village is not a thôn of the commune: it has a unit of its own.
  field "craft.village_count" {
    vi = "Số làng nghề, làng nghề truyền thống", en = "Craft villages",
    type = "count", unit = "craft_village", level = commune, fresh = 12 },
  field "craft.plan_done" {
    vi = "Có và thực hiện kế hoạch bảo tồn làng nghề",
    en = "Craft village plan made and carried out",
    type = "yes_no", level = commune, fresh = 12, good = "up" },
  field "craft.env_infra" {
    vi = "Làng nghề có hạ tầng bảo vệ môi trường",
    en = "Craft village has environmental infrastructure",
    type = "yes_no", level = commune, fresh = 12, good = "up" },
  field "agri.extension_group" {
    vi = "Tổ khuyến nông cộng đồng hoạt động hiệu quả", en = "Community extension group works",
    type = "yes_no", level = commune, fresh = 12, good = "up" },
  field "ocop.valid_count" {
    vi = "Số sản phẩm OCOP còn thời hạn", en = "OCOP products with a valid certificate",
    type = "count", unit = "product", level = commune, fresh = 12, good = "up" },
  field "ocop.best_star" {
    vi = "Hạng sao OCOP cao nhất", en = "Best OCOP star grade",
    type = "grade", scale = "ocop_star", level = commune, fresh = 12, good = "up" },
  -- A certificate is a product's; its number stands as the evidence of these two. It runs for 36
  -- months (recalled), which the sets that read it say.
  field "ocop.certificate.issued_on" {
    vi = "Ngày cấp giấy chứng nhận OCOP", en = "Day of the OCOP certificate",
    type = "date", level = product, fresh = "never" },
  field "ocop.certificate.star" {
    vi = "Hạng sao trên giấy chứng nhận OCOP", en = "Stars on the OCOP certificate",
    type = "grade", scale = "ocop_star", level = product, fresh = "never", good = "up" },
  -- What a product is rated on: stand-ins for the items of the national sets.
  field "ocop.rating.local_material_percent" {
    vi = "Tỷ lệ nguyên liệu địa phương", en = "Share of local materials",
    type = "number", unit = "percent", level = product, fresh = 12, precision = "0.01", good = "up" },
  field "ocop.rating.local_labour_percent" {
    vi = "Tỷ lệ lao động địa phương", en = "Share of local workers",
    type = "number", unit = "percent", level = product, fresh = 12, precision = "0.01", good = "up" },
  field "ocop.rating.chain_contract" {
    vi = "Có hợp đồng liên kết sản xuất", en = "Contract of linked production",
    type = "yes_no", level = product, fresh = 12, good = "up" },
  field "ocop.rating.environment" {
    vi = "Bảo vệ môi trường trong sản xuất", en = "Environmental care in production",
    type = "grade", scale = "rating", level = product, fresh = 12, good = "up" },
  field "ocop.rating.packaging" {
    vi = "Sản phẩm, bao bì, nhãn", en = "Product, packaging and label",
    type = "grade", scale = "rating", level = product, fresh = 12, good = "up" },
  field "ocop.rating.market" {
    vi = "Khu vực phân phối chính", en = "Main area of distribution",
    type = "grade", scale = "market_reach", level = product, fresh = 12, good = "up" },
  field "ocop.rating.online_sales" {
    vi = "Bán hàng qua thương mại điện tử", en = "Sold by e-commerce",
    type = "yes_no", level = product, fresh = 12, good = "up" },
  field "ocop.rating.promotion" {
    vi = "Quảng bá sản phẩm", en = "Promotion of the product",
    type = "grade", scale = "rating", level = product, fresh = 12, good = "up" },
  field "ocop.rating.story" {
    vi = "Câu chuyện về sản phẩm", en = "Story of the product",
    type = "grade", scale = "rating", level = product, fresh = 12, good = "up" },
  field "ocop.rating.sensory" {
    vi = "Chỉ tiêu cảm quan, dinh dưỡng", en = "Taste, looks and nutrition",
    type = "grade", scale = "rating", level = product, fresh = 12, good = "up" },
  field "ocop.rating.uniqueness" {
    vi = "Tính độc đáo của sản phẩm", en = "Uniqueness of the product",
    type = "grade", scale = "rating", level = product, fresh = 12, good = "up" },
  field "ocop.rating.quality_declared" {
    vi = "Đã công bố chất lượng sản phẩm", en = "Quality declared",
    type = "yes_no", level = product, fresh = 12, good = "up" },
  field "ocop.rating.food_safety_certified" {
    vi = "Có chứng nhận an toàn thực phẩm", en = "Food safety certificate",
    type = "yes_no", level = product, fresh = 12, good = "up" },
  field "ocop.rating.quality_system" {
    vi = "Hệ thống quản lý chất lượng", en = "Quality management system",
    type = "grade", scale = "rating", level = product, fresh = 12, good = "up" },
  field "hightech.model_count" {
    vi = "Số mô hình công nghệ cao hoặc cơ giới hóa theo chuỗi",
    en = "High-tech or mechanised chain models",
    type = "count", unit = "model", level = commune, fresh = 12, good = "up" },
  field "product.main_value_vnd" {
    vi = "Giá trị sản phẩm chủ lực bán ra", en = "Main product sales",
    type = "number", unit = "VND", level = commune, period = "year", range = from_0,
    precision = "1" },
  field "product.main_ecommerce_vnd" {
    vi = "Giá trị sản phẩm chủ lực bán qua thương mại điện tử",
    en = "Main product sales by e-commerce",
    type = "number", unit = "VND", level = commune, period = "year", range = from_0,
    precision = "1", part_of = "product.main_value_vnd", good = "up" },
  field "material_area.total_count" {
    vi = "Số vùng nguyên liệu tập trung của nông sản chủ lực",
    en = "Concentrated raw material areas",
    type = "count", unit = "area", level = commune, fresh = 12 },
  -- Part of the areas that there are.
  field "material_area.coded_count" {
    vi = "Số vùng nguyên liệu được cấp mã", en = "Raw material areas with a code",
    type = "count", unit = "area", level = commune, fresh = 12,
    part_of = "material_area.total_count", good = "up" },
  field "tourism.spot_count" {
    vi = "Số điểm du lịch của xã", en = "Tourist spots",
    type = "count", unit = "spot", level = commune, fresh = 12 },
  field "tourism.promoted_online" {
    vi = "Quảng bá điểm du lịch qua internet, mạng xã hội", en = "Tourist spots promoted online",
    type = "yes_no", level = commune, fresh = 12, good = "up" },
  field "rural.multi_value_model_count" {
    vi = "Số mô hình kinh tế nông thôn tích hợp đa giá trị",
    en = "Multi-value rural economy models",
    type = "count", unit = "model", level = commune, fresh = 12, good = "up" },

  -- Y tế · Health ---------------------------------------------------------------------------------
  field "health.insured" {
    vi = "Số người tham gia bảo hiểm y tế", en = "People with health insurance",
    type = "count", unit = "person", level = both, fresh = 12, part_of = "population.total",
    good = "up",
    derive = { sum = { "health.insured.male", "health.insured.female" }, children = "village" } },
  field "health.insured.male" {
    vi = "Nam tham gia bảo hiểm y tế", en = "Men with health insurance",
    type = "count", unit = "person", level = commune, fresh = 12, part_of = "population.male",
    good = "up" },
  field "health.insured.female" {
    vi = "Nữ tham gia bảo hiểm y tế", en = "Women with health insurance",
    type = "count", unit = "person", level = commune, fresh = 12, part_of = "population.female",
    good = "up" },
  field "health.station_standard" {
    vi = "Xã đạt tiêu chí quốc gia về y tế", en = "Commune meets the national health standard",
    type = "yes_no", level = commune, fresh = "never", good = "up" },
  field "health.under5" {
    vi = "Số trẻ dưới 5 tuổi", en = "Children under 5",
    type = "count", unit = "child", level = both, fresh = 12, part_of = "population.total",
    derive = of_villages },
  field "health.under5_stunted" {
    vi = "Số trẻ dưới 5 tuổi thấp còi", en = "Stunted children under 5",
    type = "count", unit = "child", level = both, fresh = 12, part_of = "health.under5",
    good = "down", derive = of_villages },
  field "health.ebook_people" {
    vi = "Số người có sổ khám chữa bệnh điện tử", en = "People with an electronic health book",
    type = "count", unit = "person", level = both, fresh = 12, part_of = "population.total",
    good = "up", derive = of_villages },
  field "health.managed.male" {
    vi = "Nam được quản lý sức khỏe", en = "Men under health management",
    type = "count", unit = "person", level = commune, fresh = 12, part_of = "population.male",
    good = "up" },
  field "health.managed.female" {
    vi = "Nữ được quản lý sức khỏe", en = "Women under health management",
    type = "count", unit = "person", level = commune, fresh = 12, part_of = "population.female",
    good = "up" },
  field "health.telemed.male" {
    vi = "Nam dùng ứng dụng khám chữa bệnh từ xa", en = "Men using tele-medicine",
    type = "count", unit = "person", level = commune, fresh = 12, part_of = "population.male",
    good = "up" },
  field "health.telemed.female" {
    vi = "Nữ dùng ứng dụng khám chữa bệnh từ xa", en = "Women using tele-medicine",
    type = "count", unit = "person", level = commune, fresh = 12, part_of = "population.female",
    good = "up" },

  -- Nước sạch · Water -----------------------------------------------------------------------------
  field "water.hygienic_households" {
    vi = "Số hộ dùng nước hợp vệ sinh", en = "Households with hygienic water",
    type = "count", unit = "household", level = both, fresh = 12, part_of = "households.total",
    good = "up", derive = of_villages },
  -- Water by the standard is hygienic water too.
  field "water.clean_households" {
    vi = "Số hộ dùng nước sạch theo quy chuẩn", en = "Households with clean water by the standard",
    type = "count", unit = "household", level = both, fresh = 12,
    part_of = "water.hygienic_households", good = "up", derive = of_villages },
  -- Counted only where it is clean: part of the clean water, as the indicators say (of which).
  field "water.central_households" {
    vi = "Số hộ dùng nước sạch từ công trình tập trung",
    en = "Households on central clean water supply",
    type = "count", unit = "household", level = both, fresh = 12,
    part_of = "water.clean_households", good = "up", derive = of_villages },
  field "water.litres_per_day" {
    vi = "Nước sinh hoạt bình quân đầu người một ngày đêm", en = "Litres of water per head per day",
    type = "number", unit = "litre/person/day", level = commune, period = "year", range = from_0,
    precision = "0.01", good = "up" },
  field "water.works_count" {
    vi = "Số công trình cấp nước tập trung", en = "Central water works",
    type = "count", unit = "work", level = commune, fresh = 12 },
  field "water.works_sustainable_count" {
    vi = "Số công trình cấp nước quản lý bền vững", en = "Central water works run sustainably",
    type = "count", unit = "work", level = commune, fresh = 12, part_of = "water.works_count",
    good = "up" },

  -- Môi trường · Environment ----------------------------------------------------------------------
  field "env.business_count" {
    vi = "Số cơ sở sản xuất, kinh doanh, nuôi trồng, làng nghề",
    en = "Businesses, fish farms, craft villages",
    type = "count", unit = "unit", level = both, fresh = 12, derive = of_villages },
  field "env.business_compliant_count" {
    vi = "Số cơ sở bảo đảm quy định môi trường", en = "Those meeting environmental rules",
    type = "count", unit = "unit", level = both, fresh = 12, part_of = "env.business_count",
    good = "up", derive = of_villages },
  field "env.zone_count" {
    vi = "Số khu kinh doanh, chăn nuôi, giết mổ, nuôi trồng",
    en = "Business, livestock, slaughter, fish zones",
    type = "count", unit = "zone", level = commune, fresh = 12 },
  field "env.zone_infra_count" {
    vi = "Số khu có hạ tầng bảo vệ môi trường", en = "Zones with environmental infrastructure",
    type = "count", unit = "zone", level = commune, fresh = 12, part_of = "env.zone_count",
    good = "up" },
  field "env.landscape_ok" {
    vi = "Cảnh quan xanh, sạch, đẹp, an toàn", en = "Green, clean, safe landscape",
    type = "yes_no", level = both, fresh = 12, good = "up" },
  field "env.stagnant_wastewater_count" {
    vi = "Số điểm tồn đọng nước thải khu dân cư", en = "Points of stagnant waste water",
    type = "count", unit = "point", level = both, fresh = 12, good = "down", derive = of_villages },
  field "env.green_public_m2" {
    vi = "Diện tích cây xanh công cộng", en = "Public green area",
    type = "number", unit = "m2", level = commune, fresh = 12, precision = "0.01", good = "up" },
  field "burial.compliant" {
    vi = "Mai táng, hỏa táng đúng quy định, quy hoạch", en = "Burial by the rules and plan",
    type = "yes_no", level = both, fresh = 12, good = "up" },
  field "burial.cemetery_count" {
    vi = "Số nghĩa trang, cơ sở hỏa táng", en = "Cemeteries and crematoria",
    type = "count", unit = "place", level = commune, fresh = 12 },
  field "burial.cemetery_compliant_count" {
    vi = "Số nghĩa trang đúng quy định, quy hoạch", en = "Cemeteries by the rules and plan",
    type = "count", unit = "place", level = commune, fresh = 12, part_of = "burial.cemetery_count",
    good = "up" },
  field "burial.deaths" {
    vi = "Số ca tử vong trong năm", en = "Deaths in the year",
    type = "count", unit = "person", level = commune, period = "year" },
  field "burial.cremations" {
    vi = "Số ca hỏa táng trong năm", en = "Cremations in the year",
    type = "count", unit = "person", level = commune, period = "year", part_of = "burial.deaths",
    good = "up" },

  -- Chất thải và vệ sinh · Waste and sanitation ---------------------------------------------------
  -- The commune's waste is more than its villages' (market, school, offices): it is not their sum.
  field "waste.solid_kg" {
    vi = "Chất thải rắn sinh hoạt và không nguy hại phát sinh",
    en = "Household and harmless solid waste",
    type = "number", unit = "kg/day", level = both, period = "year", range = from_0,
    precision = "0.01" },
  field "waste.solid_treated_kg" {
    vi = "Chất thải rắn được thu gom, xử lý", en = "Solid waste collected and treated",
    type = "number", unit = "kg/day", level = both, period = "year", range = from_0,
    precision = "0.01", part_of = "waste.solid_kg", good = "up" },
  field "waste.wastewater_ok" {
    vi = "Thu gom, xử lý nước thải khu dân cư theo quy định",
    en = "Residential waste water treated by the rules",
    type = "yes_no", level = commune, period = "year", good = "up" },
  -- Weighed where it is collected; the villages' figures need not cover the commune.
  field "waste.pesticide_pack_kg" {
    vi = "Bao gói thuốc bảo vệ thực vật phát sinh", en = "Pesticide packaging",
    type = "number", unit = "kg/year", level = both, period = "year", range = from_0,
    precision = "0.01" },
  field "waste.pesticide_pack_collected_kg" {
    vi = "Bao gói thuốc được thu gom, xử lý", en = "Pesticide packaging collected and treated",
    type = "number", unit = "kg/year", level = both, period = "year", range = from_0,
    precision = "0.01", part_of = "waste.pesticide_pack_kg", good = "up" },
  field "waste.medical_kg" {
    vi = "Chất thải rắn y tế phát sinh", en = "Medical solid waste",
    type = "number", unit = "kg/year", level = commune, period = "year", range = from_0,
    precision = "0.01" },
  field "waste.medical_treated_kg" {
    vi = "Chất thải rắn y tế được xử lý", en = "Medical solid waste treated",
    type = "number", unit = "kg/year", level = commune, period = "year", range = from_0,
    precision = "0.01", part_of = "waste.medical_kg", good = "up" },
  field "waste.hazard_kg" {
    vi = "Chất thải rắn nguy hại phát sinh", en = "Hazardous solid waste",
    type = "number", unit = "kg/year", level = commune, period = "year", range = from_0,
    precision = "0.01" },
  field "waste.hazard_treated_kg" {
    vi = "Chất thải rắn nguy hại được xử lý", en = "Hazardous solid waste treated",
    type = "number", unit = "kg/year", level = commune, period = "year", range = from_0,
    precision = "0.01", part_of = "waste.hazard_kg", good = "up" },
  field "waste.organic_kg" {
    vi = "Chất thải hữu cơ, phụ phẩm nông nghiệp phát sinh",
    en = "Organic waste and farm by-products",
    type = "number", unit = "kg/year", level = commune, period = "year", range = from_0,
    precision = "0.01" },
  field "waste.organic_reused_kg" {
    vi = "Chất thải hữu cơ được tái sử dụng, tái chế", en = "Organic waste reused",
    type = "number", unit = "kg/year", level = commune, period = "year", range = from_0,
    precision = "0.01", part_of = "waste.organic_kg", good = "up" },
  field "waste.plastic_kg" {
    vi = "Chất thải nhựa phát sinh", en = "Plastic waste",
    type = "number", unit = "kg/year", level = commune, period = "year", range = from_0,
    precision = "0.01" },
  field "waste.plastic_treated_kg" {
    vi = "Chất thải nhựa được thu gom, tái chế, xử lý",
    en = "Plastic waste collected, recycled, treated",
    type = "number", unit = "kg/year", level = commune, period = "year", range = from_0,
    precision = "0.01", part_of = "waste.plastic_kg", good = "up" },
  field "waste.sorting_households" {
    vi = "Số hộ phân loại chất thải rắn tại nguồn", en = "Households sorting waste at source",
    type = "count", unit = "household", level = both, period = "year", part_of = "households.total",
    good = "up", derive = of_villages },
  field "wastewater.treated_households" {
    vi = "Số hộ thu gom, xử lý nước thải sinh hoạt", en = "Households treating waste water",
    type = "count", unit = "household", level = both, fresh = 12, part_of = "households.total",
    good = "up", derive = of_villages },
  field "sanitation.three_clean_households" {
    vi = "Số hộ có nhà tiêu, nhà tắm, thiết bị chứa nước hợp vệ sinh, bảo đảm 3 sạch",
    en = "Households with hygienic latrine, bath, tank and three-clean",
    type = "count", unit = "household", level = both, fresh = 12, part_of = "households.total",
    good = "up", derive = of_villages },
  field "sanitation.safe_latrine_households" {
    vi = "Số hộ có nhà tiêu an toàn, 3 sạch", en = "Households with safe latrine and three-clean",
    type = "count", unit = "household", level = commune, fresh = 12, part_of = "households.total",
    good = "up" },

  -- Chăn nuôi và an toàn thực phẩm · Livestock and food safety ------------------------------------
  field "livestock.farm_count" {
    vi = "Số cơ sở (hộ) chăn nuôi", en = "Livestock farms or households",
    type = "count", unit = "farm", level = both, fresh = 12, derive = of_villages },
  field "livestock.farm_compliant_count" {
    vi = "Số cơ sở chăn nuôi bảo đảm vệ sinh thú y, môi trường",
    en = "Livestock farms meeting hygiene rules",
    type = "count", unit = "farm", level = both, fresh = 12, part_of = "livestock.farm_count",
    good = "up", derive = of_villages },
  field "food.unit_count" {
    vi = "Số hộ và cơ sở sản xuất, kinh doanh thực phẩm", en = "Food producing or trading units",
    type = "count", unit = "unit", level = both, fresh = 12, derive = of_villages },
  field "food.unit_compliant_count" {
    vi = "Số cơ sở tuân thủ an toàn thực phẩm", en = "Units obeying food safety rules",
    type = "count", unit = "unit", level = both, fresh = 12, part_of = "food.unit_count",
    good = "up", derive = of_villages },
  field "food.unit_trained_count" {
    vi = "Số cơ sở được tập huấn an toàn thực phẩm trong năm",
    en = "Units trained on food safety this year",
    type = "count", unit = "unit", level = commune, period = "year", part_of = "food.unit_count",
    good = "up" },
  field "food.incident_count" {
    vi = "Số sự cố an toàn thực phẩm", en = "Food safety incidents",
    type = "count", unit = "incident", level = commune, period = "year", good = "down" },
  field "food.processor_count" {
    vi = "Số cơ sở sơ chế, chế biến nông lâm thủy sản", en = "Food processing units",
    type = "count", unit = "unit", level = commune, fresh = 12 },
  field "food.processor_certified_count" {
    vi = "Số cơ sở chế biến được chứng nhận an toàn thực phẩm",
    en = "Food processing units certified",
    type = "count", unit = "unit", level = commune, fresh = 12, part_of = "food.processor_count",
    good = "up" },

  -- Hệ thống chính trị, pháp luật, hành chính · Political system, law, administration -------------
  -- No commune is without cadres: from 1.
  field "cadre.count" {
    vi = "Số cán bộ, công chức xã", en = "Commune cadres and civil servants",
    type = "count", unit = "person", level = commune, fresh = 12, range = from_1, carry = "none" },
  field "cadre.standard_count" {
    vi = "Số cán bộ, công chức đạt chuẩn", en = "Cadres meeting the standard",
    type = "count", unit = "person", level = commune, fresh = 12, part_of = "cadre.count",
    good = "up", carry = "none" },
  field "org.full_set" {
    vi = "Có đủ các tổ chức trong hệ thống chính trị cơ sở",
    en = "All political organisations exist",
    type = "yes_no", level = commune, period = "year", good = "up" },
  -- No commune is without its organisations: from 1.
  field "org.count" {
    vi = "Số tổ chức chính trị - xã hội của xã", en = "Socio-political organisations",
    type = "count", unit = "organisation", level = commune, period = "year", range = from_1,
    carry = "none" },
  field "org.good_count" {
    vi = "Số tổ chức chính trị - xã hội hoàn thành tốt trở lên",
    en = "Organisations graded good or above",
    type = "count", unit = "organisation", level = commune, period = "year", part_of = "org.count",
    good = "up", carry = "none" },
  field "party.grade" {
    vi = "Xếp loại Đảng bộ xã", en = "Grade of the commune party committee",
    type = "grade", scale = "task_grade", level = commune, period = "year", good = "up" },
  field "gov.grade" {
    vi = "Xếp loại chính quyền xã", en = "Grade of the commune government",
    type = "grade", scale = "task_grade", level = commune, period = "year", good = "up" },
  field "law.access_standard" {
    vi = "Xã đạt chuẩn tiếp cận pháp luật", en = "Commune meets the access-to-law standard",
    type = "yes_no", level = commune, fresh = 12, good = "up" },
  field "law.model_count" {
    vi = "Số mô hình phổ biến pháp luật, hòa giải được công nhận",
    en = "Recognised legal education or mediation models",
    type = "count", unit = "model", level = commune, fresh = 12, good = "up" },
  field "law.dispute_count" {
    vi = "Số vụ thuộc phạm vi hòa giải", en = "Disputes fit for mediation",
    type = "count", unit = "case", level = commune, period = "year" },
  field "law.dispute_settled_count" {
    vi = "Số vụ hòa giải thành", en = "Disputes settled",
    type = "count", unit = "case", level = commune, period = "year", part_of = "law.dispute_count",
    good = "up" },
  field "law.aid_request_count" {
    vi = "Số người yêu cầu trợ giúp pháp lý", en = "Legal aid requests",
    type = "count", unit = "person", level = commune, period = "year" },
  field "law.aid_given_count" {
    vi = "Số người được trợ giúp pháp lý", en = "Legal aid given",
    type = "count", unit = "person", level = commune, period = "year",
    part_of = "law.aid_request_count", good = "up" },
  field "gender.equality_ok" {
    vi = "Bảo đảm bình đẳng giới, phòng chống bạo lực gia đình",
    en = "Gender equality, no domestic violence",
    type = "yes_no", level = both, fresh = 12, good = "up" },
  field "child.protection_ok" {
    vi = "Bảo vệ trẻ em, người dễ bị tổn thương", en = "Children and vulnerable people protected",
    type = "yes_no", level = both, fresh = 12, good = "up" },
  field "training.ntm_plan_done" {
    vi = "Có và thực hiện kế hoạch bồi dưỡng kiến thức NTM",
    en = "NTM training plan made and carried out",
    type = "yes_no", level = commune, fresh = 12, good = "up" },
  field "admin.it_used" {
    vi = "Ứng dụng công nghệ thông tin giải quyết thủ tục", en = "IT used for procedures",
    type = "yes_no", level = commune, fresh = 12, good = "up" },
  field "admin.online_level" {
    vi = "Mức độ dịch vụ công trực tuyến", en = "Online public service level",
    type = "grade", scale = "online_level", level = commune, fresh = 12, good = "up" },
  field "admin.procedures_ok" {
    vi = "Thủ tục hành chính giải quyết đúng quy định", en = "Procedures settled by the rules",
    type = "yes_no", level = commune, fresh = 12, good = "up" },
  field "admin.bypass_complaint_count" {
    vi = "Số khiếu nại vượt cấp", en = "Complaints that bypass levels",
    type = "count", unit = "case", level = both, period = "year", good = "down",
    derive = of_villages },

  -- Quốc phòng và an ninh · Defence and security --------------------------------------------------
  field "militia.strong" {
    vi = "Dân quân vững mạnh, rộng khắp", en = "Militia strong and broad",
    type = "yes_no", level = commune, period = "year", good = "up" },
  field "militia.targets_met" {
    vi = "Hoàn thành chỉ tiêu quân sự, quốc phòng", en = "Military targets met",
    type = "yes_no", level = commune, period = "year", good = "up" },
  field "militia.command_grade" {
    vi = "Xếp loại Ban chỉ huy quân sự xã", en = "Grade of the military command",
    type = "grade", scale = "task_grade", level = commune, period = "year", good = "up" },
  field "security.national_violation_count" {
    vi = "Số vụ xâm phạm an ninh quốc gia", en = "National security violations",
    type = "count", unit = "case", level = commune, period = "year", good = "down" },
  field "security.mass_complaint_count" {
    vi = "Số vụ khiếu kiện đông người kéo dài trái pháp luật",
    en = "Illegal prolonged mass complaints",
    type = "count", unit = "case", level = both, period = "year", good = "down",
    derive = of_villages },
  field "security.serious_crime_count" {
    vi = "Số vụ phạm tội nghiêm trọng trở lên", en = "Serious crimes",
    type = "count", unit = "case", level = both, period = "year", good = "down",
    derive = of_villages },
  field "security.child_abuse_count" {
    vi = "Số vụ xâm hại trẻ em", en = "Child abuse crimes",
    type = "count", unit = "case", level = commune, period = "year", good = "down" },
  field "security.crime_trend_down" {
    vi = "Tội phạm, tệ nạn, tai nạn, cháy nổ kiềm chế, giảm", en = "Crime and accidents held down",
    type = "yes_no", level = commune, period = "year", good = "up" },
  field "security.model_count" {
    vi = "Số mô hình camera an ninh, tự quản hoạt động", en = "Security models in operation",
    type = "count", unit = "model", level = commune, period = "year", good = "up" },
  field "security.resident_offender_count" {
    vi = "Số công dân cư trú phạm tội hoặc gây tai nạn nghiêm trọng",
    en = "Residents who commit serious crime or cause serious accident",
    type = "count", unit = "person", level = commune, period = "year", good = "down" },

  -- Vùng · Zones ----------------------------------------------------------------------------------
  -- Recognition turns a commune of area II or III into area I: a zone has a date and can change.
  field "zone.thanh_hoa_2022" {
    vi = "Vùng theo bộ tiêu chí tỉnh 2022", en = "Zone of the provincial sets of 2022",
    type = "choice", list = "thanh_hoa_2022", level = commune, fresh = "never" },
  -- The national sets and the village sets know only these two groups.
  field "zone.terrain" {
    vi = "Đồng bằng hoặc miền núi", en = "Plain or mountain",
    type = "choice", list = "terrain", level = commune, fresh = "never" },

  -- Điều kiện công nhận · Conditions of recognition -----------------------------------------------
  field "debt.ntm_construction_vnd" {
    vi = "Nợ đọng xây dựng cơ bản thuộc Chương trình NTM",
    en = "Overdue construction debt of the NTM programme",
    type = "number", unit = "VND", level = commune, fresh = 12, range = from_0, precision = "1",
    good = "down" },
  -- One sheet stands for one household, so sheets are counted in households: the share of those
  -- asked and the share of all households are then shares of one thing.
  field "satisfaction.asked_people" {
    vi = "Số người (hộ) được lấy ý kiến", en = "People or households asked",
    type = "count", unit = "household", level = both, fresh = 12,
    part_of = "satisfaction.households_total", derive = of_villages, carry = "none" },
  field "satisfaction.satisfied_people" {
    vi = "Số người (hộ) hài lòng", en = "People or households satisfied",
    type = "count", unit = "household", level = both, fresh = 12,
    part_of = "satisfaction.asked_people", good = "up", derive = of_villages, carry = "none" },
  field "satisfaction.households_total" {
    vi = "Số hộ thuộc diện lấy ý kiến", en = "Households that could be asked",
    type = "count", unit = "household", level = both, fresh = 12, part_of = "households.total",
    derive = of_villages, carry = "none" },
  -- Every village is asked the same items: their number is not a sum of villages.
  field "satisfaction.item_count" {
    vi = "Số nội dung lấy ý kiến", en = "Items in the poll",
    type = "count", unit = "item", level = both, fresh = 12, carry = "none" },
  field "satisfaction.item_min_percent" {
    vi = "Tỷ lệ hài lòng của nội dung thấp nhất", en = "Satisfaction on the weakest item",
    type = "number", unit = "percent", level = both, fresh = 12, precision = "0.01", good = "up" },
  field "council.present" {
    vi = "Số thành viên hội đồng dự họp", en = "Council members present",
    type = "count", unit = "person", level = commune, fresh = 12, carry = "none" },
  field "council.yes" {
    vi = "Số phiếu tán thành", en = "Votes in favour",
    type = "count", unit = "person", level = commune, fresh = 12, part_of = "council.present",
    good = "up", carry = "none" },

  -- Nguồn vốn huy động trong năm · Funds raised in the year ---------------------------------------
  -- The six sources are parts of the total, and make it up.
  field "funds.central_province_vnd" {
    vi = "Vốn Trung ương, tỉnh huy động trong năm",
    en = "Funds raised in the year: central and provincial budget",
    type = "number", unit = "VND", level = commune, period = "year", range = from_0,
    precision = "1", part_of = "funds.total_vnd" },
  field "funds.district_vnd" {
    vi = "Vốn huyện huy động trong năm", en = "Funds raised in the year: district",
    type = "number", unit = "VND", level = commune, period = "year", range = from_0,
    precision = "1", part_of = "funds.total_vnd" },
  field "funds.commune_vnd" {
    vi = "Vốn xã huy động trong năm", en = "Funds raised in the year: commune",
    type = "number", unit = "VND", level = commune, period = "year", range = from_0,
    precision = "1", part_of = "funds.total_vnd" },
  field "funds.integrated_vnd" {
    vi = "Vốn lồng ghép huy động trong năm", en = "Funds raised in the year: integrated programmes",
    type = "number", unit = "VND", level = commune, period = "year", range = from_0,
    precision = "1", part_of = "funds.total_vnd" },
  field "funds.enterprise_vnd" {
    vi = "Vốn doanh nghiệp huy động trong năm", en = "Funds raised in the year: enterprises",
    type = "number", unit = "VND", level = commune, period = "year", range = from_0,
    precision = "1", part_of = "funds.total_vnd" },
  field "funds.people_vnd" {
    vi = "Vốn nhân dân huy động trong năm", en = "Funds raised in the year: residents",
    type = "number", unit = "VND", level = both, period = "year", range = from_0, precision = "1",
    part_of = "funds.total_vnd", derive = of_villages },
  field "funds.total_vnd" {
    vi = "Vốn tổng huy động trong năm", en = "Funds raised in the year: total",
    type = "number", unit = "VND", level = commune, period = "year", range = from_0,
    precision = "1",
    derive = { sum = {
      "funds.central_province_vnd", "funds.district_vnd", "funds.commune_vnd",
      "funds.integrated_vnd", "funds.enterprise_vnd", "funds.people_vnd" } } },
  -- Cement that the province grants for roads: what was granted and what of it was spent.
  field "funds.cement_allocated_vnd" {
    vi = "Vốn hỗ trợ xi măng được giao", en = "Cement support: allocated",
    type = "number", unit = "VND", level = commune, period = "year", range = from_0,
    precision = "1" },
  field "funds.cement_disbursed_vnd" {
    vi = "Vốn hỗ trợ xi măng đã giải ngân", en = "Cement support: disbursed",
    type = "number", unit = "VND", level = commune, period = "year", range = from_0,
    precision = "1", part_of = "funds.cement_allocated_vnd" },
}
