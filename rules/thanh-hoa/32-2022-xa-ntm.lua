-- Quyết định 32/2022/QĐ-UBND của UBND tỉnh Thanh Hóa: xã nông thôn mới, 2022-2025.
--
-- The annex of this decision was not seen. The report of Cẩm Ngọc gives its size (19 criteria, 57
-- indicators); texts and thresholds follow the national set 318/QĐ-TTg as remembered. So each
-- indicator says on what it rests:
--   recalled  remembered with confidence from the national set; the province may be stricter
--   found     read in the public page named as its source
--   assumed   a stand-in: compare it with the annex before use
-- To correct one, change its number and its basis ("gazette", with cite = the place in the annex).
-- The papers that some indicators ask for (evidence) are what a dossier would obviously hold; the
-- guidance on dossiers was not seen, so each such list is assumed too.
--
-- What several sets measure alike has its name in lib/measures.lua; the rest is written out here.
-- A share of nothing is unknown where the set does not say "nếu có": zero = "unknown".

local blocks      = use "blocks"
local measure     = use "measures"
local recognition = use "recognition"
local zones       = use "zones"

return decision "32/2022/QĐ-UBND" {
  title     = "Bộ tiêu chí xã nông thôn mới tỉnh Thanh Hóa, giai đoạn 2022-2025",
  issuer    = "UBND tỉnh Thanh Hóa", scope = "38",
  level     = "commune", series = "xa-ntm",
  effective = "2022-08-01", expires = "2025-12-31",
  basis     = "assumed", -- of the two dates
  declares  = { criteria = 19, indicators = 57 },

  zoning = zones.thanh_hoa_2022(),

  criterion(1, "Quy hoạch") {
    indicator "1.1" {
      "Có quy hoạch chung xây dựng xã được duyệt, có khu chức năng dịch vụ hỗ trợ kinh tế nông thôn, công bố đúng hạn",
      pass  = yes(f.plan.commune.approved) & yes(f.plan.commune.service_zone)
              & measure.plan_published_in_time,
      basis = "recalled",
      evidence = { "quyet-dinh-phe-duyet" },
    },
    indicator "1.2" {
      "Ban hành quy định quản lý quy hoạch và thực hiện theo quy hoạch",
      pass  = measure.plan_rules,
      basis = "recalled",
    },
  },

  criterion(2, "Giao thông") {
    indicator "2.1" {
      "Tỷ lệ đường xã được nhựa hóa hoặc bê tông hóa, ô tô đi lại thuận tiện quanh năm",
      pass  = measure.commune_roads_paved:at_least(100),
      basis = "assumed",
      evidence = { "bien-ban-nghiem-thu" },
      note  = "Bộ quốc gia giao tỉnh quy định cả bốn ngưỡng của tiêu chí Giao thông",
    },
    indicator "2.2" {
      "Tỷ lệ đường thôn và liên thôn được cứng hóa, ô tô đi lại thuận tiện quanh năm",
      pass  = measure.village_roads_hardened:at_least(by_zone { zone1 = 70, zone2 = 80 }),
      basis = "assumed",
    },
    indicator "2.3" {
      "Tỷ lệ đường ngõ, xóm sạch, đi lại thuận tiện quanh năm",
      pass  = measure.alleys_passable:at_least(100),
      basis = "assumed",
    },
    indicator "2.4" {
      "Tỷ lệ đường trục chính nội đồng bảo đảm vận chuyển hàng hóa thuận tiện quanh năm",
      applies = f.road.field.total_km:more_than(0),
      pass    = measure.field_roads_passable:at_least(by_zone { zone1 = 50, zone2 = 70 }),
      basis   = "assumed",
    },
  },

  criterion(3, "Thủy lợi và phòng, chống thiên tai") {
    indicator "3.1" {
      "Tỷ lệ diện tích đất sản xuất nông nghiệp được tưới, tiêu chủ động",
      pass  = measure.land_irrigated:at_least(80),
      basis = "recalled",
    },
    indicator "3.2" {
      "Đáp ứng yêu cầu dân sinh và phòng, chống thiên tai tại chỗ",
      pass  = yes(f.disaster.onsite_ready),
      basis = "recalled",
    },
  },

  criterion(4, "Điện") {
    indicator "4.1" {
      "Hệ thống điện đạt chuẩn",
      pass  = yes(f.power.system_standard),
      basis = "recalled",
    },
    indicator "4.2" {
      "Tỷ lệ hộ đăng ký trực tiếp và dùng điện an toàn, tin cậy, ổn định",
      pass  = measure.safe_power:at_least(98),
      basis = "recalled",
    },
  },

  criterion(5, "Trường học") {
    indicator "5.1" {
      "Tỷ lệ trường các cấp đạt tiêu chuẩn cơ sở vật chất",
      pass  = measure.schools_level1:at_least(80),
      basis = "assumed",
      evidence = { "quyet-dinh-cong-nhan" },
      note  = "80 là giá trị vùng Bắc Trung Bộ của bộ tiêu chí 2016",
    },
  },

  criterion(6, "Cơ sở vật chất văn hóa") {
    indicator "6.1" {
      "Xã có nhà văn hóa hoặc hội trường đa năng và sân thể thao",
      pass  = measure.hall_and_sports_ground,
      basis = "recalled",
      evidence = { "bien-ban-nghiem-thu" },
    },
    indicator "6.2" {
      "Xã có điểm vui chơi, giải trí, thể thao cho trẻ em và người cao tuổi",
      pass  = yes(f.culture.play_area),
      basis = "recalled",
    },
    indicator "6.3" {
      "Tỷ lệ thôn có nhà văn hóa hoặc nơi sinh hoạt văn hóa, thể thao cộng đồng",
      pass  = measure.villages_with_house:at_least(100),
      basis = "recalled",
      evidence = { "bien-ban-nghiem-thu" },
    },
  },

  blocks.trade(),          -- 7
  blocks.communications(), -- 8

  criterion(9, "Nhà ở dân cư") {
    indicator "9.1" {
      "Không còn nhà tạm, nhà dột nát",
      pass  = f.housing.temporary_count:at_most(0),
      basis = "recalled",
    },
    indicator "9.2" {
      "Tỷ lệ hộ có nhà kiên cố hoặc bán kiên cố",
      pass  = measure.solid_houses:at_least(80),
      basis = "recalled",
      note  = "Giá trị vùng Bắc Trung Bộ của bộ quốc gia, nhớ không chắc lắm",
    },
  },

  criterion(10, "Thu nhập") {
    indicator "10.1" {
      "Thu nhập bình quân đầu người theo năm đánh giá",
      pass  = f.income.per_capita_vnd:at_least(by_year {
        [2021] = million_vnd(39), -- the year before the decision, for looking back
        [2022] = million_vnd(42),
        [2023] = million_vnd(45),
        [2024] = million_vnd(48),
        [2025] = million_vnd(51),
      }),
      basis = "assumed",
      evidence = { "van-ban-xac-nhan" },
      note  = "Bộ quốc gia tăng mỗi năm 3 triệu; mức đầu chưa chắc; tỉnh công bố hằng năm",
    },
  },

  criterion(11, "Nghèo đa chiều") {
    indicator "11.1" {
      "Tỷ lệ nghèo đa chiều giai đoạn 2021-2025",
      pass  = measure.poor_households:at_most(by_zone { zone1 = 7, zone2 = 5 }),
      basis = "assumed",
      note  = "5 là giá trị vùng Bắc Trung Bộ của bộ tiêu chí 2016; việc chia vùng là giả định",
    },
  },

  criterion(12, "Lao động") {
    indicator "12.1" {
      "Tỷ lệ lao động qua đào tạo, đạt cho cả nam và nữ",
      pass = both_sexes(function(sex)
        return measure.trained(sex):at_least(by_zone { zone1 = 60, zone2 = 70 })
      end),
      basis = "assumed",
    },
    indicator "12.2" {
      "Tỷ lệ lao động có bằng cấp, chứng chỉ, đạt cho cả nam và nữ",
      pass = both_sexes(function(sex)
        return measure.certified(sex):at_least(by_zone { zone1 = 20, zone2 = 25 })
      end),
      basis = "assumed",
    },
  },

  criterion(13, "Tổ chức sản xuất và phát triển kinh tế nông thôn") {
    indicator "13.1" {
      "Xã có hợp tác xã hoạt động hiệu quả theo Luật Hợp tác xã",
      pass  = f.coop.effective_count:at_least(1),
      basis = "recalled",
    },
    indicator "13.2" {
      "Xã có mô hình liên kết sản xuất gắn tiêu thụ sản phẩm chủ lực bền vững",
      pass  = f.link.model_count:at_least(1),
      basis = "recalled",
    },
    indicator "13.3" {
      "Truy xuất nguồn gốc sản phẩm chủ lực gắn vùng nguyên liệu và chứng nhận VietGAP hoặc tương đương",
      pass  = yes(f.trace.main_done) & yes(f.trace.material_area) & yes(f.trace.vietgap),
      basis = "recalled",
    },
    indicator "13.4" {
      "Có và thực hiện kế hoạch bảo tồn, phát triển làng nghề gắn hạ tầng môi trường (nếu có)",
      applies = f.craft.village_count:more_than(0),
      pass    = yes(f.craft.plan_done) & yes(f.craft.env_infra),
      basis   = "recalled",
    },
    indicator "13.5" {
      "Có tổ khuyến nông cộng đồng hoạt động hiệu quả",
      pass  = yes(f.agri.extension_group),
      basis = "recalled",
    },
  },

  criterion(14, "Giáo dục và Đào tạo") {
    indicator "14.1" {
      "Phổ cập mầm non 5 tuổi; phổ cập tiểu học; phổ cập THCS; xóa mù chữ",
      pass  = measure.universal_education {
        primary = "muc_2", lower_secondary = "muc_2", literacy = "muc_1",
      },
      basis = "assumed",
      note  = "Lời văn nhớ lại; các mức độ là giả định",
    },
    indicator "14.2" {
      "Tỷ lệ học sinh tốt nghiệp THCS học tiếp trung học, đạt cho cả nam và nữ",
      pass = both_sexes(function(sex)
        return percent(f.edu.continuing[sex], f.edu.lower_secondary_graduates[sex],
                       { zero = "unknown" })
               :at_least(by_zone { zone1 = 75, zone2 = 85 })
      end),
      basis = "assumed",
      note  = "85 là giá trị vùng Bắc Trung Bộ của bộ tiêu chí 2016; vùng 1 là giả định",
    },
  },

  criterion(15, "Y tế") {
    indicator "15.1" {
      "Tỷ lệ người dân tham gia bảo hiểm y tế, đạt cho cả nam và nữ",
      pass = both_sexes(function(sex)
        return measure.insured(sex):at_least(90)
      end),
      basis = "recalled",
    },
    indicator "15.2" {
      "Xã đạt tiêu chí quốc gia về y tế",
      pass  = yes(f.health.station_standard),
      basis = "recalled",
      evidence = { "quyet-dinh-cong-nhan" },
    },
    indicator "15.3" {
      "Tỷ lệ trẻ dưới 5 tuổi suy dinh dưỡng thể thấp còi",
      pass   = measure.stunted_children:at_most(25),
      basis  = "found",
      source = "118.69.201.250:801 (thuvienphapluat mirror), BTB value of the 318 set",
      note   = "Trang nguồn in ngược dấu (>=); một hạn mức của điều xấu chỉ có thể là <=",
    },
    indicator "15.4" {
      "Tỷ lệ dân số có sổ khám chữa bệnh điện tử",
      pass  = measure.electronic_books:at_least(50),
      basis = "assumed",
      note  = "Trang nguồn: miền núi phía Bắc 50, đồng bằng sông Hồng 70; thiếu Bắc Trung Bộ",
    },
  },

  criterion(16, "Văn hóa") {
    indicator "16.1" {
      "Tỷ lệ thôn đạt tiêu chuẩn văn hóa, có và thực hiện kế hoạch xây dựng NTM",
      pass  = villages:percent_where(yes(f.village.culture_title) & yes(f.village.ntm_plan))
              :at_least(70),
      basis = "assumed",
    },
  },

  criterion(17, "Môi trường và an toàn thực phẩm") {
    indicator "17.1" {
      "Tỷ lệ hộ dùng nước sạch theo quy chuẩn, trong đó có từ công trình cấp nước tập trung",
      pass  = part("nước sạch",
                   measure.clean_water:at_least(by_zone { zone1 = 40, zone2 = 50 }))
              & part("công trình tập trung",
                     measure.central_water:at_least(by_zone { zone1 = 10, zone2 = 15 })),
      basis = "assumed",
      evidence = { "phieu-kiem-nghiem" },
    },
    indicator "17.2" {
      "Tỷ lệ cơ sở sản xuất, kinh doanh, nuôi trồng, làng nghề bảo đảm quy định môi trường",
      applies = f.env.business_count:more_than(0),
      pass    = measure.businesses_compliant:at_least(90),
      basis   = "assumed",
    },
    indicator "17.3" {
      "Cảnh quan xanh, sạch, đẹp, an toàn; không tồn đọng nước thải ở khu dân cư tập trung",
      pass  = yes(f.env.landscape_ok) & f.env.stagnant_wastewater_count:at_most(0),
      basis = "recalled",
    },
    indicator "17.4" {
      "Đất cây xanh công cộng tại điểm dân cư",
      pass  = measure.green_area:at_least(unit(2, "m2/person")),
      basis = "recalled",
    },
    indicator "17.5" {
      "Mai táng, hỏa táng đúng quy định và quy hoạch",
      pass  = yes(f.burial.compliant),
      basis = "recalled",
    },
    indicator "17.6" {
      "Tỷ lệ chất thải rắn sinh hoạt và không nguy hại được thu gom, xử lý",
      pass  = measure.solid_waste_treated:at_least(by_zone { zone1 = 60, zone2 = 70 }),
      basis = "assumed",
    },
    indicator "17.7" {
      "Tỷ lệ bao gói thuốc bảo vệ thực vật và chất thải rắn y tế được thu gom, xử lý",
      pass  = part("bao gói thuốc bảo vệ thực vật",
                   measure.pesticide_packs_treated:at_least(100))
              & part("chất thải rắn y tế",
                     percent(f.waste.medical_treated_kg, f.waste.medical_kg,
                             { zero = "unknown" }):at_least(100)),
      basis = "recalled",
    },
    indicator "17.8" {
      "Tỷ lệ hộ có nhà tiêu, nhà tắm, thiết bị chứa nước hợp vệ sinh, bảo đảm 3 sạch",
      pass  = measure.three_clean:at_least(by_zone { zone1 = 70, zone2 = 80 }),
      basis = "assumed",
    },
    indicator "17.9" {
      "Tỷ lệ cơ sở chăn nuôi bảo đảm vệ sinh thú y và môi trường",
      applies = f.livestock.farm_count:more_than(0),
      pass    = measure.livestock_compliant:at_least(by_zone { zone1 = 60, zone2 = 70 }),
      basis   = "assumed",
    },
    indicator "17.10" {
      "Tỷ lệ hộ và cơ sở sản xuất, kinh doanh thực phẩm tuân thủ an toàn thực phẩm",
      pass  = measure.food_units_compliant:at_least(100),
      basis = "recalled",
    },
    indicator "17.11" {
      "Tỷ lệ hộ phân loại chất thải rắn tại nguồn",
      pass  = measure.waste_sorted:at_least(30),
      basis = "recalled",
    },
    indicator "17.12" {
      "Tỷ lệ chất thải nhựa được thu gom, tái sử dụng, tái chế, xử lý",
      pass  = measure.plastic_treated:at_least(50),
      basis = "recalled",
    },
  },

  criterion(18, "Hệ thống chính trị và tiếp cận pháp luật") {
    indicator "18.1" {
      "Cán bộ, công chức xã đạt chuẩn",
      pass  = measure.cadres_to_standard:at_least(100),
      basis = "recalled",
    },
    indicator "18.2" {
      "Đảng bộ, chính quyền xã xếp loại hoàn thành tốt nhiệm vụ trở lên",
      pass  = measure.party_and_government("hoan_thanh_tot"),
      basis = "recalled",
    },
    indicator "18.3" {
      "Tổ chức chính trị - xã hội xếp loại hoàn thành tốt nhiệm vụ trở lên",
      pass  = measure.organisations_good:at_least(100),
      basis = "recalled",
    },
    indicator "18.4" {
      "Xã đạt chuẩn tiếp cận pháp luật",
      pass  = yes(f.law.access_standard),
      basis = "recalled",
    },
    indicator "18.5" {
      "Bảo đảm bình đẳng giới, phòng chống bạo lực, bảo vệ trẻ em và người dễ bị tổn thương",
      pass  = measure.people_protected,
      basis = "recalled",
    },
    indicator "18.6" {
      "Có và thực hiện kế hoạch bồi dưỡng kiến thức NTM, nâng năng lực Ban phát triển thôn",
      pass  = yes(f.training.ntm_plan_done),
      basis = "recalled",
    },
  },

  criterion(19, "Quốc phòng và An ninh") {
    indicator "19.1" {
      "Dân quân vững mạnh, rộng khắp; hoàn thành chỉ tiêu quân sự, quốc phòng",
      pass  = measure.militia,
      basis = "recalled",
    },
    indicator "19.2" {
      "Không xâm phạm an ninh quốc gia, khiếu kiện đông người, tội phạm nghiêm trọng, xâm hại trẻ em; tội phạm, tai nạn kiềm chế; có mô hình an ninh",
      pass  = f.security.national_violation_count:at_most(0)
              & f.security.mass_complaint_count:at_most(0)
              & f.security.serious_crime_count:at_most(0)
              & f.security.child_abuse_count:at_most(0)
              & yes(f.security.crime_trend_down)
              & f.security.model_count:at_least(1),
      basis = "recalled",
    },
  },

  -- Conditions of recognition (Decision 18/2022/QĐ-TTg): they never touch the level reached.
  condition "Không có nợ đọng xây dựng cơ bản thuộc Chương trình NTM" {
    pass = recognition.no_debt(), basis = "recalled",
  },
  condition "Tỷ lệ người dân hài lòng từ 90% trở lên; từng nội dung từ 80% trở lên" {
    pass = recognition.satisfied { overall = 90, weakest_item = 80 }, basis = "recalled",
  },
  condition "Hội đồng thẩm định tỉnh bỏ phiếu từ 90% thành viên dự họp trở lên" {
    pass = recognition.voted(90), basis = "recalled",
  },

  -- From 30% with income (10), environment (17) or defence and security (19) lost; from 50% in any
  -- case.
  withdrawal "Thu hồi Quyết định công nhận xã đạt chuẩn NTM" {
    applies = holds "xa-ntm",
    when    = recognition.lost { 10, 17, 19 },
    basis   = "found",
    note    = "Nguồn: thuvienphapluat newsletter 41861 và tinhuyhaiduong.vn 6013",
  },
}
