-- Quyết định 41/2022/QĐ-UBND của UBND tỉnh Thanh Hóa: thôn nông thôn mới kiểu mẫu.
--
-- From the report of Cẩm Ngọc: issued on 5/9/2022 (line 78), 15 criteria where there were 14
-- before (line 84), and that central clean water and health insurance are asked for (lines 84,
-- 86). Everything else is a stand-in: texts, thresholds, the number of indicators. Whether and
-- when the title is withdrawn is not known either, so no such rule stands here.

local measure = use "measures"
local zones   = use "zones"

return decision "41/2022/QĐ-UBND" {
  title     = "Bộ tiêu chí thôn nông thôn mới kiểu mẫu tỉnh Thanh Hóa",
  issuer    = "UBND tỉnh Thanh Hóa", scope = "38",
  level     = "village", series = "thon-kieu-mau",
  -- The day of issue is the report's; that it took effect at once, and its end, are assumed.
  effective = "2022-09-05", expires = "2025-12-31",
  basis     = "assumed", -- of the two dates
  declares  = { criteria = 15, indicators = 44 },

  zoning = zones.terrain(),

  criterion(1, "Tổ chức thực hiện và quy hoạch") {
    indicator "1.1" {
      "Chi bộ có nghị quyết và Ban phát triển thôn hoạt động hiệu quả",
      pass  = yes(f.village.party_resolution) & yes(f.village.board_active),
      basis = "assumed",
    },
    indicator "1.2" {
      "Quy hoạch được niêm yết, thôn có và thực hiện kế hoạch xây dựng thôn kiểu mẫu",
      pass  = yes(f.plan.village.posted) & yes(f.village.ntm_plan),
      basis = "assumed",
    },
  },

  criterion(2, "Giao thông") {
    indicator "2.1" {
      "Tỷ lệ đường thôn được cứng hóa",
      pass  = measure.village_roads_hardened:at_least(by_zone { plain = 100, mountain = 90 }),
      basis = "assumed",
    },
    indicator "2.2" {
      "Tỷ lệ đường ngõ, xóm được cứng hóa",
      pass  = measure.alleys_hardened:at_least(by_zone { plain = 90, mountain = 80 }),
      basis = "assumed",
    },
    indicator "2.3" {
      "Tỷ lệ đường trục chính nội đồng được cứng hóa",
      applies = f.road.field.total_km:more_than(0),
      pass    = measure.field_roads_hardened:at_least(by_zone { plain = 80, mountain = 70 }),
      basis   = "assumed",
    },
    indicator "2.4" {
      "Tỷ lệ đường thôn có điện chiếu sáng",
      pass  = percent(f.road.village.lit_km, f.road.village.total_km, { zero = "unknown" })
              :at_least(80),
      basis = "assumed",
    },
    indicator "2.5" {
      "Tỷ lệ đường thôn trồng hoa hoặc cây bóng mát",
      pass  = percent(f.road.village.planted_km, f.road.village.total_km, { zero = "unknown" })
              :at_least(70),
      basis = "assumed",
    },
  },

  criterion(3, "Thủy lợi và phòng, chống thiên tai") {
    indicator "3.1" {
      "Tỷ lệ diện tích đất nông nghiệp được tưới, tiêu chủ động",
      applies = f.land.agri.total_ha:more_than(0),
      pass    = measure.land_irrigated:at_least(85),
      basis   = "assumed",
    },
    indicator "3.2" {
      "Rãnh thoát nước khu dân cư có nắp đậy; chủ động phòng chống thiên tai",
      pass  = part("rãnh thoát nước",
                   percent(f.drainage.village.covered_km, f.drainage.village.total_km,
                           { zero = "unknown" }):at_least(60))
              & part("phòng chống thiên tai", yes(f.disaster.onsite_ready)),
      basis = "assumed",
    },
  },

  criterion(4, "Điện") {
    indicator "4.1" {
      "Tỷ lệ hộ dùng điện thường xuyên, an toàn",
      pass  = measure.safe_power:at_least(100),
      basis = "assumed",
    },
  },

  criterion(5, "Cơ sở vật chất văn hóa") {
    indicator "5.1" {
      "Thôn có nhà văn hóa đủ diện tích",
      pass  = part("có nhà văn hóa", yes(f.village.culture_house))
              & part("diện tích", f.village.culture_house_area_m2:at_least(
                       by_zone { plain = unit(120, "m2"), mountain = unit(80, "m2") })),
      basis = "assumed",
    },
    indicator "5.2" {
      "Nhà văn hóa có trang thiết bị, dụng cụ thể thao",
      pass  = yes(f.village.culture_house_equipped),
      basis = "assumed",
    },
    indicator "5.3" {
      "Hoạt động văn hóa, thể thao thường xuyên",
      pass  = yes(f.culture.activities_regular),
      basis = "assumed",
    },
  },

  -- The criterion added in 2022, when 14 became 15: which one it was is a guess.
  criterion(6, "Thông tin và chuyển đổi số") {
    indicator "6.1" {
      "Thôn có loa truyền thanh hoạt động và internet tại nhà văn hóa",
      pass  = yes(f.village.loudspeaker) & yes(f.village.internet),
      basis = "assumed",
    },
    indicator "6.2" {
      "Có nhóm thông tin trên mạng hoặc tổ công nghệ số cộng đồng",
      pass  = yes(f.village.online_group) | yes(f.village.digital_team),
      basis = "assumed",
    },
    indicator "6.3" {
      "Tỷ lệ hộ có người dùng điện thoại thông minh",
      pass  = percent(f.ict.smartphone_households, f.households.total):at_least(80),
      basis = "assumed",
    },
  },

  criterion(7, "Nhà ở và công trình phụ trợ") {
    indicator "7.1" {
      "Không còn nhà tạm, dột nát",
      pass  = f.housing.temporary_count:at_most(0),
      basis = "assumed",
    },
    indicator "7.2" {
      "Tỷ lệ hộ có nhà kiên cố hoặc bán kiên cố",
      pass  = measure.solid_houses:at_least(by_zone { plain = 95, mountain = 90 }),
      basis = "assumed",
    },
    indicator "7.3" {
      "Tỷ lệ hộ có nhà và công trình phụ gọn gàng, chỉnh trang",
      pass  = percent(f.housing.tidy_households, f.households.total):at_least(90),
      basis = "assumed",
    },
  },

  criterion(8, "Vườn hộ và hàng rào") {
    indicator "8.1" {
      "Tỷ lệ hộ có vườn đã cải tạo, không còn vườn tạp",
      applies = f.garden.households:more_than(0),
      pass    = measure.gardens_improved:at_least(80),
      basis   = "assumed",
    },
    indicator "8.2" {
      "Có vườn mẫu",
      pass  = f.garden.model_count:at_least(by_zone { plain = 2, mountain = 1 }),
      basis = "assumed",
    },
    indicator "8.3" {
      "Tỷ lệ hộ có hàng rào cây xanh hoặc hàng rào đẹp",
      pass  = measure.green_fences:at_least(80),
      basis = "assumed",
    },
  },

  criterion(9, "Thu nhập") {
    indicator "9.1" {
      "Thu nhập bình quân đầu người của thôn",
      pass  = f.income.per_capita_vnd:at_least(by_year {
        [2022] = by_zone { plain = million_vnd(52), mountain = million_vnd(47) },
        [2023] = by_zone { plain = million_vnd(55), mountain = million_vnd(50) },
        [2024] = by_zone { plain = million_vnd(58), mountain = million_vnd(53) },
        [2025] = by_zone { plain = million_vnd(61), mountain = million_vnd(56) },
      }),
      basis = "assumed",
    },
    indicator "9.2" {
      "Có mô hình kinh tế hiệu quả hoặc sản phẩm OCOP",
      pass  = f.village.ocop_or_model_count:at_least(1),
      basis = "assumed",
    },
  },

  criterion(10, "Nghèo đa chiều") {
    indicator "10.1" {
      "Tỷ lệ hộ nghèo đa chiều",
      pass  = measure.poor_households:at_most(by_zone { plain = 1.5, mountain = 3 }),
      basis = "assumed",
    },
  },

  criterion(11, "Lao động có việc làm") {
    indicator "11.1" {
      "Tỷ lệ người có việc làm trong độ tuổi có khả năng lao động",
      pass  = measure.employed:at_least(95),
      basis = "assumed",
    },
    indicator "11.2" {
      "Tỷ lệ lao động qua đào tạo",
      pass  = percent(f.labour.trained, f.labour.force)
              :at_least(by_zone { plain = 75, mountain = 70 }),
      basis = "assumed",
    },
  },

  criterion(12, "Giáo dục") {
    indicator "12.1" {
      "Tỷ lệ trẻ trong độ tuổi được đến trường",
      applies = f.edu.school_age_children:more_than(0),
      pass    = measure.children_enrolled:at_least(100),
      basis   = "assumed",
    },
    indicator "12.2" {
      "Tỷ lệ học sinh tốt nghiệp THCS học tiếp",
      applies = f.edu.lower_secondary_graduates:more_than(0),
      pass    = measure.graduates_continuing:at_least(by_zone { plain = 95, mountain = 90 }),
      basis   = "assumed",
      note    = "Số nhỏ: có năm thôn không có học sinh tốt nghiệp",
    },
  },

  criterion(13, "Y tế và Văn hóa") {
    indicator "13.1" {
      "Tỷ lệ người dân tham gia bảo hiểm y tế",
      pass  = measure.insured_people:at_least(95),
      basis = "assumed",
      note  = "Báo cáo nói Song Nga và Phúc Ngán Vải chưa đạt (dòng 84, 86), không nói ngưỡng",
    },
    indicator "13.2" {
      "Tỷ lệ trẻ dưới 5 tuổi thấp còi",
      applies = f.health.under5:more_than(0),
      pass    = measure.stunted_children:at_most(by_zone { plain = 15, mountain = 20 }),
      basis   = "assumed",
    },
    indicator "13.3" {
      "Thôn đạt tiêu chuẩn văn hóa nhiều năm và tỷ lệ gia đình văn hóa",
      pass  = measure.cultured(85),
      basis = "assumed",
    },
    indicator "13.4" {
      "Có hương ước, quy ước được công nhận",
      pass  = yes(f.village.convention),
      basis = "assumed",
    },
  },

  criterion(14, "Môi trường và an toàn thực phẩm") {
    indicator "14.1" {
      "Tỷ lệ hộ dùng nước sạch, trong đó có từ công trình tập trung",
      pass  = part("nước sạch",
                   measure.clean_water:at_least(by_zone { plain = 90, mountain = 80 }))
              & part("công trình tập trung",
                     measure.central_water:at_least(by_zone { plain = 50, mountain = 30 })),
      basis = "assumed",
      note  = "Báo cáo nói chưa có nước sạch tập trung (dòng 84, 86), không nói ngưỡng",
    },
    indicator "14.2" {
      "Tỷ lệ hộ có nhà tiêu, nhà tắm, thiết bị chứa nước hợp vệ sinh, 3 sạch",
      pass  = measure.three_clean:at_least(90),
      basis = "assumed",
    },
    indicator "14.3" {
      "Tỷ lệ hộ phân loại rác tại nguồn",
      pass  = measure.waste_sorted:at_least(50),
      basis = "assumed",
    },
    indicator "14.4" {
      "Tỷ lệ rác thải và bao gói thuốc bảo vệ thực vật được thu gom, xử lý",
      pass  = part("rác thải", measure.solid_waste_treated:at_least(90))
              & part("bao gói thuốc bảo vệ thực vật",
                     measure.pesticide_packs_treated:at_least(100)),
      basis = "assumed",
    },
    indicator "14.5" {
      "Tỷ lệ hộ chăn nuôi bảo đảm vệ sinh; nước thải sinh hoạt được xử lý",
      pass  = part("chăn nuôi", measure.livestock_compliant:at_least(90))
              & part("nước thải", measure.waste_water_treated:at_least(50)),
      basis = "assumed",
    },
    indicator "14.6" {
      "Cảnh quan xanh, sạch, đẹp; không tồn đọng nước thải; mai táng đúng quy định",
      pass  = yes(f.env.landscape_ok) & f.env.stagnant_wastewater_count:at_most(0)
              & yes(f.burial.compliant),
      basis = "assumed",
    },
    indicator "14.7" {
      "Hộ sản xuất, kinh doanh thực phẩm tuân thủ an toàn thực phẩm",
      applies = f.food.unit_count:more_than(0),
      pass    = measure.food_units_compliant:at_least(100),
      basis   = "assumed",
    },
  },

  criterion(15, "Hệ thống chính trị và an ninh, trật tự") {
    indicator "15.1" {
      "Chi bộ thôn hoàn thành tốt nhiệm vụ trở lên",
      pass  = f.village.party_cell_grade:at_least("hoan_thanh_tot"),
      basis = "assumed",
    },
    indicator "15.2" {
      "Ban công tác Mặt trận và đoàn thể thôn hoàn thành tốt trở lên",
      pass  = f.village.front_grade:at_least("hoan_thanh_tot"),
      basis = "assumed",
    },
    indicator "15.3" {
      "Bảo đảm bình đẳng giới, bảo vệ trẻ em và người dễ bị tổn thương",
      pass  = measure.people_protected,
      basis = "assumed",
    },
    indicator "15.4" {
      "Không có khiếu kiện đông người, vượt cấp; không có tội phạm nghiêm trọng; có mô hình tự quản",
      pass  = f.security.mass_complaint_count:at_most(0)
              & f.admin.bypass_complaint_count:at_most(0)
              & f.security.serious_crime_count:at_most(0)
              & yes(f.village.security_safe) & yes(f.village.camera_model),
      basis = "assumed",
    },
  },
}
