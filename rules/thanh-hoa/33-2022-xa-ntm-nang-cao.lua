-- Quyết định 33/2022/QĐ-UBND của UBND tỉnh Thanh Hóa: xã nông thôn mới nâng cao, 2022-2025.
--
-- The annex was not seen. The report of Cẩm Ngọc gives the size (19 criteria, 74 indicators); texts
-- and thresholds follow the advanced set of 318/QĐ-TTg as remembered. The national set has 75
-- indicators: which one the province dropped or merged is not known; here it is the one on
-- landfills. What "recalled" and "assumed" mean stands at the head of 32-2022-xa-ntm.lua.

local measure     = use "measures"
local ocop        = use "ocop"
local recognition = use "recognition"
local zones       = use "zones"

return decision "33/2022/QĐ-UBND" {
  title     = "Bộ tiêu chí xã nông thôn mới nâng cao tỉnh Thanh Hóa, giai đoạn 2022-2025",
  issuer    = "UBND tỉnh Thanh Hóa", scope = "38",
  level     = "commune", series = "xa-ntm-nang-cao",
  -- 26/2024/QĐ-UBND took its place in 2024, on a day that was not seen: the end is the period's.
  effective = "2022-08-01", expires = "2025-12-31",
  basis     = "assumed", -- of the two dates
  declares  = { criteria = 19, indicators = 74 },

  zoning = zones.thanh_hoa_2022(),

  requires "Là xã đạt chuẩn NTM" {
    pass = holds "xa-ntm", basis = "recalled",
  },
  requires "Đạt đủ bộ tiêu chí xã NTM hiện hành" {
    pass = meets_current "xa-ntm", basis = "recalled",
  },

  criterion(1, "Quy hoạch") {
    indicator "1.1" {
      "Quy hoạch chung xây dựng xã còn thời hạn hoặc đã rà soát, điều chỉnh",
      pass  = f.plan.commune.valid_until:on_or_after(as_of()),
      basis = "recalled",
    },
    indicator "1.2" {
      "Có quy chế quản lý quy hoạch và tổ chức thực hiện",
      pass  = measure.plan_rules,
      basis = "recalled",
    },
    indicator "1.3" {
      "Có quy hoạch chi tiết trung tâm xã hoặc điểm dân cư mới",
      pass  = yes(f.plan.detail.approved),
      basis = "recalled",
    },
  },

  criterion(2, "Giao thông") {
    indicator "2.1" {
      "Tỷ lệ đường xã được bảo trì hằng năm, sáng xanh sạch đẹp, có hạng mục cần thiết",
      pass  = percent(f.road.commune.maintained_km, f.road.commune.total_km,
                      { zero = "unknown" }):at_least(100),
      basis = "assumed",
      note  = "Bộ quốc gia giao tỉnh quy định cả bốn ngưỡng của tiêu chí Giao thông",
    },
    indicator "2.2" {
      "Tỷ lệ đường thôn, liên thôn được cứng hóa, bảo trì, có hạng mục cần thiết",
      pass  = percent(f.road.village.maintained_km, f.road.village.total_km,
                      { zero = "unknown" }):at_least(by_zone { zone1 = 80, zone2 = 90 }),
      basis = "assumed",
    },
    indicator "2.3" {
      "Tỷ lệ đường ngõ, xóm được cứng hóa, sáng xanh sạch đẹp",
      pass  = measure.alleys_hardened:at_least(by_zone { zone1 = 80, zone2 = 85 }),
      basis = "assumed",
    },
    indicator "2.4" {
      "Tỷ lệ đường trục chính nội đồng được cứng hóa",
      applies = f.road.field.total_km:more_than(0),
      pass    = measure.field_roads_hardened:at_least(by_zone { zone1 = 60, zone2 = 70 }),
      basis   = "assumed",
    },
  },

  criterion(3, "Thủy lợi và phòng, chống thiên tai") {
    indicator "3.1" {
      "Tỷ lệ diện tích đất sản xuất nông nghiệp được tưới, tiêu chủ động",
      pass  = measure.land_irrigated:at_least(90),
      basis = "recalled",
      note  = "Nhớ tương đối chắc con số 90",
    },
    indicator "3.2" {
      "Có ít nhất một tổ chức thủy lợi cơ sở hoạt động hiệu quả (nếu có)",
      applies = f.irrigation.org_count:more_than(0),
      pass    = f.irrigation.org_effective_count:at_least(1),
      basis   = "recalled",
    },
    indicator "3.3" {
      "Tỷ lệ diện tích cây trồng chủ lực tưới tiên tiến, tiết kiệm nước",
      pass  = percent(f.crop.main.saving_irrigated_ha, f.crop.main.total_ha,
                      { zero = "unknown" }):at_least(by_zone { zone1 = 10, zone2 = 20 }),
      basis = "assumed",
    },
    indicator "3.4" {
      "Công trình thủy lợi nhỏ, nội đồng được bảo trì hằng năm",
      pass  = percent(f.irrigation.works_maintained_count, f.irrigation.works_total_count,
                      { zero = "unknown" }):at_least(100),
      basis = "recalled",
    },
    indicator "3.5" {
      "Kiểm kê, kiểm soát nguồn nước thải xả vào công trình thủy lợi",
      pass  = yes(f.irrigation.discharge_inventory),
      basis = "recalled",
    },
    indicator "3.6" {
      "Chủ động phòng chống thiên tai theo phương châm 4 tại chỗ",
      pass  = f.disaster.onsite_grade:at_least("kha"),
      basis = "recalled",
      note  = "Nhớ tương đối chắc mức khá",
    },
  },

  criterion(4, "Điện") {
    indicator "4.1" {
      "Tỷ lệ hộ dùng điện trực tiếp, an toàn, tin cậy, ổn định",
      pass  = measure.safe_power:at_least(99),
      basis = "assumed",
    },
  },

  criterion(5, "Giáo dục") {
    indicator "5.1" {
      "Các trường đạt chuẩn cơ sở vật chất mức 1 và có ít nhất một trường mức 2",
      pass  = part("mức 1", measure.schools_level1:at_least(100))
              & part("mức 2", f.school.level2_count:at_least(1)),
      basis = "recalled",
    },
    indicator "5.2" {
      "Duy trì, nâng cao phổ cập mầm non 5 tuổi",
      pass  = yes(f.edu.preschool5_maintained),
      basis = "recalled",
    },
    indicator "5.3" {
      "Phổ cập tiểu học và THCS mức độ 3",
      pass  = part("tiểu học", f.edu.primary_level:at_least("muc_3"))
              & part("THCS", f.edu.lower_secondary_level:at_least("muc_3")),
      basis = "recalled",
      note  = "Nhớ tương đối chắc mức độ 3",
    },
    indicator "5.4" {
      "Xóa mù chữ mức độ 2",
      pass  = f.edu.literacy_level:at_least("muc_2"),
      basis = "recalled",
    },
    indicator "5.5" {
      "Cộng đồng học tập cấp xã xếp loại khá trở lên",
      pass  = f.edu.learning_community_grade:at_least("kha"),
      basis = "recalled",
    },
    indicator "5.6" {
      "Có mô hình giáo dục thể chất cho học sinh",
      pass  = f.edu.physical_model_count:at_least(1),
      basis = "recalled",
    },
  },

  criterion(6, "Văn hóa") {
    indicator "6.1" {
      "Có dụng cụ thể thao ngoài trời nơi công cộng; hoạt động văn hóa, thể thao thường xuyên",
      pass  = yes(f.culture.outdoor_equipment) & yes(f.culture.activities_regular),
      basis = "recalled",
    },
    indicator "6.2" {
      "Di sản văn hóa được kiểm kê, bảo vệ, tu bổ, phát huy đúng quy định",
      applies = f.culture.heritage_site_count:more_than(0),
      pass    = yes(f.culture.heritage_managed),
      basis   = "recalled",
    },
    indicator "6.3" {
      "Tỷ lệ thôn đạt tiêu chuẩn văn hóa và đạt chuẩn NTM",
      pass  = villages:percent_where(yes(f.village.culture_title) & yes(f.village.ntm_met))
              :at_least(100),
      basis = "assumed",
    },
  },

  criterion(7, "Cơ sở hạ tầng thương mại nông thôn") {
    indicator "7.1" {
      "Có chợ thí điểm bảo đảm an toàn thực phẩm hoặc chợ đạt tiêu chuẩn kinh doanh thực phẩm",
      applies = f.trade.market_count:more_than(0),
      pass    = f.trade.market_food_safe_count:at_least(1),
      basis   = "recalled",
    },
  },

  criterion(8, "Thông tin và Truyền thông") {
    indicator "8.1" {
      "Điểm phục vụ bưu chính cung cấp dịch vụ công trực tuyến",
      pass  = yes(f.ict.postal_online_service),
      basis = "recalled",
    },
    indicator "8.2" {
      "Tỷ lệ thuê bao dùng điện thoại thông minh",
      pass  = percent(f.ict.smartphone_subscribers, f.ict.subscribers, { zero = "unknown" })
              :at_least(80),
      basis = "assumed",
    },
    indicator "8.3" {
      "Có dịch vụ báo chí, truyền thông",
      pass  = yes(f.ict.press_service),
      basis = "recalled",
    },
    indicator "8.4" {
      "Ứng dụng công nghệ thông tin trong quản lý và lấy ý kiến hài lòng của người dân",
      pass  = yes(f.ict.it_in_management) & yes(f.ict.satisfaction_poll),
      basis = "recalled",
    },
    indicator "8.5" {
      "Có wifi miễn phí ở các điểm công cộng",
      pass  = yes(f.ict.public_wifi),
      basis = "recalled",
    },
  },

  criterion(9, "Nhà ở dân cư") {
    indicator "9.1" {
      "Tỷ lệ hộ có nhà kiên cố hoặc bán kiên cố",
      pass  = measure.solid_houses:at_least(by_zone { zone1 = 85, zone2 = 90 }),
      basis = "assumed",
    },
  },

  criterion(10, "Thu nhập") {
    indicator "10.1" {
      "Thu nhập bình quân đầu người theo năm đánh giá",
      pass  = f.income.per_capita_vnd:at_least(by_year {
        [2022] = by_zone { zone1 = million_vnd(44), zone2 = million_vnd(50) },
        [2023] = by_zone { zone1 = million_vnd(47), zone2 = million_vnd(53) },
        [2024] = by_zone { zone1 = million_vnd(50), zone2 = million_vnd(56) },
        [2025] = by_zone { zone1 = million_vnd(53), zone2 = million_vnd(59) },
      }),
      basis = "assumed",
    },
  },

  criterion(11, "Nghèo đa chiều") {
    indicator "11.1" {
      "Tỷ lệ nghèo đa chiều giai đoạn 2021-2025",
      pass  = measure.poor_households:at_most(by_zone { zone1 = 4.5, zone2 = 2.5 }),
      basis = "assumed",
    },
  },

  criterion(12, "Lao động") {
    indicator "12.1" {
      "Tỷ lệ lao động qua đào tạo, đạt cho cả nam và nữ",
      pass = both_sexes(function(sex)
        return measure.trained(sex):at_least(by_zone { zone1 = 75, zone2 = 80 })
      end),
      basis = "assumed",
    },
    indicator "12.2" {
      "Tỷ lệ lao động có bằng cấp, chứng chỉ, đạt cho cả nam và nữ",
      pass = both_sexes(function(sex)
        return measure.certified(sex):at_least(by_zone { zone1 = 25, zone2 = 30 })
      end),
      basis = "assumed",
    },
    indicator "12.3" {
      "Tỷ lệ lao động làm việc trong các ngành kinh tế chủ lực",
      pass  = percent(f.labour.main_sector, f.labour.force)
              :at_least(by_zone { zone1 = 55, zone2 = 60 }),
      basis = "assumed",
    },
  },

  criterion(13, "Tổ chức sản xuất và phát triển kinh tế nông thôn") {
    indicator "13.1" {
      "Hợp tác xã hoạt động hiệu quả và có hợp đồng liên kết chuỗi ổn định",
      pass  = part("hoạt động hiệu quả", f.coop.effective_count:at_least(1))
              & part("hợp đồng liên kết chuỗi", f.coop.chain_contract_count:at_least(1)),
      basis = "recalled",
    },
    -- Certificates on record decide; the commune's own count only where none of its products is.
    indicator "13.2" {
      "Có sản phẩm OCOP xếp hạng đạt chuẩn, còn thời hạn",
      pass  = ocop.certified {
        product = ocop.valid_certificate { star = "sao_3", months = 36 },
        typed   = f.ocop.valid_count:at_least(1) & f.ocop.best_star:at_least("sao_3"),
      },
      basis = "recalled",
      note  = "Giấy chứng nhận OCOP có hạn 36 tháng",
    },
    indicator "13.3" {
      "Có mô hình công nghệ cao hoặc cơ giới hóa các khâu, liên kết chuỗi, an toàn thực phẩm",
      pass  = f.hightech.model_count:at_least(1),
      basis = "recalled",
    },
    indicator "13.4" {
      "Ứng dụng chuyển đổi số để truy xuất nguồn gốc sản phẩm chủ lực",
      pass  = yes(f.trace.digital),
      basis = "recalled",
    },
    indicator "13.5" {
      "Tỷ lệ sản phẩm chủ lực bán qua thương mại điện tử",
      pass  = percent(f.product.main_ecommerce_vnd, f.product.main_value_vnd,
                      { zero = "unknown" }):at_least(10),
      basis = "assumed",
    },
    indicator "13.6" {
      "Vùng nguyên liệu tập trung của nông sản chủ lực được cấp mã vùng",
      applies = f.material_area.total_count:more_than(0),
      pass    = f.material_area.coded_count:at_least(1),
      basis   = "recalled",
    },
    indicator "13.7" {
      "Quảng bá điểm du lịch của xã qua internet, mạng xã hội",
      applies = f.tourism.spot_count:more_than(0),
      pass    = yes(f.tourism.promoted_online),
      basis   = "recalled",
    },
    indicator "13.8" {
      "Có mô hình kinh tế nông thôn tích hợp đa giá trị",
      pass  = f.rural.multi_value_model_count:at_least(1),
      basis = "recalled",
    },
  },

  criterion(14, "Y tế") {
    indicator "14.1" {
      "Tỷ lệ người dân tham gia bảo hiểm y tế, đạt cho cả nam và nữ",
      pass = both_sexes(function(sex)
        return measure.insured(sex):at_least(95)
      end),
      basis = "recalled",
    },
    indicator "14.2" {
      "Tỷ lệ dân số được quản lý sức khỏe, đạt cho cả nam và nữ",
      pass = both_sexes(function(sex)
        return percent(f.health.managed[sex], f.population[sex]):at_least(90)
      end),
      basis = "recalled",
    },
    indicator "14.3" {
      "Tỷ lệ người dân dùng ứng dụng khám chữa bệnh từ xa, đạt cho cả nam và nữ",
      pass = both_sexes(function(sex)
        return percent(f.health.telemed[sex], f.population[sex]):at_least(40)
      end),
      basis = "assumed",
      note  = "Bản sửa đổi của Trung ương năm 2024 đụng đến nhóm này",
    },
    indicator "14.4" {
      "Tỷ lệ dân số có sổ khám chữa bệnh điện tử",
      pass  = measure.electronic_books:at_least(70),
      basis = "assumed",
    },
  },

  criterion(15, "Hành chính công") {
    indicator "15.1" {
      "Ứng dụng công nghệ thông tin giải quyết thủ tục hành chính",
      pass  = yes(f.admin.it_used),
      basis = "recalled",
    },
    indicator "15.2" {
      "Có dịch vụ công trực tuyến mức độ 3 trở lên",
      pass  = f.admin.online_level:at_least("muc_3"),
      basis = "recalled",
      note  = "Quy định sau này thay mức độ 3, 4 bằng dịch vụ công một phần và toàn trình",
    },
    indicator "15.3" {
      "Thủ tục giải quyết đúng quy định, không có khiếu nại vượt cấp",
      pass  = yes(f.admin.procedures_ok) & f.admin.bypass_complaint_count:at_most(0),
      basis = "recalled",
    },
  },

  criterion(16, "Tiếp cận pháp luật") {
    indicator "16.1" {
      "Có mô hình phổ biến, giáo dục pháp luật, hòa giải ở cơ sở được công nhận",
      pass  = f.law.model_count:at_least(1),
      basis = "recalled",
    },
    indicator "16.2" {
      "Tỷ lệ mâu thuẫn, tranh chấp được hòa giải thành",
      applies = f.law.dispute_count:more_than(0),
      pass    = percent(f.law.dispute_settled_count, f.law.dispute_count):at_least(90),
      basis   = "recalled",
    },
    indicator "16.3" {
      "Tỷ lệ người thuộc diện được trợ giúp pháp lý khi có yêu cầu",
      applies = f.law.aid_request_count:more_than(0),
      pass    = percent(f.law.aid_given_count, f.law.aid_request_count):at_least(90),
      basis   = "recalled",
    },
  },

  criterion(17, "Môi trường") {
    indicator "17.1" {
      "Khu kinh doanh, chăn nuôi, giết mổ, nuôi trồng có hạ tầng bảo vệ môi trường",
      applies = f.env.zone_count:more_than(0),
      pass    = percent(f.env.zone_infra_count, f.env.zone_count):at_least(100),
      basis   = "recalled",
    },
    indicator "17.2" {
      "Tỷ lệ cơ sở sản xuất, kinh doanh, nuôi trồng, làng nghề bảo đảm quy định môi trường",
      applies = f.env.business_count:more_than(0),
      pass    = measure.businesses_compliant:at_least(100),
      basis   = "recalled",
    },
    indicator "17.3" {
      "Tỷ lệ chất thải rắn sinh hoạt và không nguy hại được thu gom, xử lý",
      pass  = measure.solid_waste_treated:at_least(by_zone { zone1 = 75, zone2 = 85 }),
      basis = "assumed",
    },
    indicator "17.4" {
      "Tỷ lệ hộ thu gom, xử lý nước thải sinh hoạt bằng biện pháp phù hợp",
      pass  = measure.waste_water_treated:at_least(by_zone { zone1 = 20, zone2 = 30 }),
      basis = "assumed",
    },
    indicator "17.5" {
      "Tỷ lệ hộ phân loại chất thải rắn tại nguồn",
      pass  = measure.waste_sorted:at_least(50),
      basis = "recalled",
    },
    indicator "17.6" {
      "Tỷ lệ chất thải rắn nguy hại được thu gom, vận chuyển, xử lý",
      pass  = percent(f.waste.hazard_treated_kg, f.waste.hazard_kg, { zero = "unknown" })
              :at_least(100),
      basis = "recalled",
    },
    indicator "17.7" {
      "Tỷ lệ chất thải hữu cơ, phụ phẩm nông nghiệp được tái sử dụng, tái chế",
      pass  = percent(f.waste.organic_reused_kg, f.waste.organic_kg, { zero = "unknown" })
              :at_least(80),
      basis = "assumed",
    },
    indicator "17.8" {
      "Tỷ lệ cơ sở chăn nuôi bảo đảm vệ sinh thú y và môi trường",
      applies = f.livestock.farm_count:more_than(0),
      pass    = measure.livestock_compliant:at_least(by_zone { zone1 = 75, zone2 = 85 }),
      basis   = "assumed",
    },
    indicator "17.9" {
      "Nghĩa trang, cơ sở hỏa táng (nếu có) đúng quy định và quy hoạch",
      applies = f.burial.cemetery_count:more_than(0),
      pass    = percent(f.burial.cemetery_compliant_count, f.burial.cemetery_count):at_least(100),
      basis   = "recalled",
    },
    indicator "17.10" {
      "Tỷ lệ sử dụng hình thức hỏa táng",
      applies = f.burial.deaths:more_than(0),
      pass    = percent(f.burial.cremations, f.burial.deaths)
                :at_least(by_zone { zone1 = 2, zone2 = 5 }),
      basis   = "assumed",
      note    = "Số người mất trong năm ít nên tỷ lệ dao động mạnh",
    },
    indicator "17.11" {
      "Đất cây xanh công cộng tại điểm dân cư",
      pass  = measure.green_area:at_least(unit(4, "m2/person")),
      basis = "recalled",
    },
    indicator "17.12" {
      "Tỷ lệ chất thải nhựa được thu gom, tái sử dụng, tái chế, xử lý",
      pass  = measure.plastic_treated:at_least(by_zone { zone1 = 70, zone2 = 80 }),
      basis = "assumed",
    },
  },

  criterion(18, "Chất lượng môi trường sống") {
    indicator "18.1" {
      "Tỷ lệ hộ dùng nước sạch từ hệ thống cấp nước tập trung",
      pass  = measure.central_water:at_least(by_zone { zone1 = 35, zone2 = 50 }),
      basis = "assumed",
    },
    indicator "18.2" {
      "Cấp nước sinh hoạt bình quân đầu người một ngày đêm",
      pass  = f.water.litres_per_day:at_least(unit(60, "litre/person/day")),
      basis = "recalled",
    },
    indicator "18.3" {
      "Tỷ lệ công trình cấp nước tập trung được quản lý, khai thác bền vững",
      applies = f.water.works_count:more_than(0),
      pass    = percent(f.water.works_sustainable_count, f.water.works_count):at_least(40),
      basis   = "assumed",
    },
    indicator "18.4" {
      "Hộ và cơ sở thực phẩm được tập huấn an toàn thực phẩm hằng năm",
      pass  = percent(f.food.unit_trained_count, f.food.unit_count, { zero = "unknown" })
              :at_least(100),
      basis = "recalled",
    },
    indicator "18.5" {
      "Không để xảy ra sự cố an toàn thực phẩm",
      pass  = f.food.incident_count:at_most(0),
      basis = "recalled",
    },
    indicator "18.6" {
      "Cơ sở sơ chế, chế biến nông lâm thủy sản được chứng nhận an toàn thực phẩm",
      applies = f.food.processor_count:more_than(0),
      pass    = percent(f.food.processor_certified_count, f.food.processor_count):at_least(100),
      basis   = "recalled",
    },
    indicator "18.7" {
      "Tỷ lệ hộ có nhà tắm, thiết bị chứa nước hợp vệ sinh, nhà tiêu an toàn, bảo đảm 3 sạch",
      pass  = percent(f.sanitation.safe_latrine_households, f.households.total)
              :at_least(by_zone { zone1 = 80, zone2 = 90 }),
      basis = "assumed",
    },
  },

  criterion(19, "Quốc phòng và An ninh") {
    indicator "19.1" {
      "Nâng cao chất lượng Ban chỉ huy quân sự xã và lực lượng dân quân",
      pass  = f.militia.command_grade:at_least("hoan_thanh_tot"),
      basis = "recalled",
      note  = "Lời văn nhớ là có/không; xếp loại là cách đo tạm",
    },
    indicator "19.2" {
      "Không có công dân phạm tội nghiêm trọng hoặc gây tai nạn nghiêm trọng; có mô hình camera an ninh",
      pass  = f.security.resident_offender_count:at_most(0)
              & f.security.model_count:at_least(1),
      basis = "recalled",
    },
  },

  -- Conditions of recognition (Decision 18/2022/QĐ-TTg): they never touch the level reached.
  condition "Không có nợ đọng xây dựng cơ bản thuộc Chương trình NTM" {
    pass = recognition.no_debt(), basis = "recalled",
  },
  condition "Tỷ lệ người dân hài lòng từ 95% trở lên; từng nội dung từ 80% trở lên" {
    pass  = recognition.satisfied { overall = 95, weakest_item = 80 },
    basis = "assumed",
    note  = "Mức 95 của xã nâng cao là điều tin là đúng, phải kiểm tra; mức chung của xã NTM là 90",
  },
  condition "Hội đồng thẩm định tỉnh bỏ phiếu từ 90% thành viên dự họp trở lên" {
    pass = recognition.voted(90), basis = "recalled",
  },

  -- As for the basic set, with the living environment (18) beside the environment (17).
  withdrawal "Thu hồi Quyết định công nhận xã đạt chuẩn NTM nâng cao" {
    applies = holds "xa-ntm-nang-cao",
    when    = recognition.lost { 10, 17, 18, 19 },
    basis   = "found",
    note    = "Nguồn: thuvienphapluat newsletter 41861 và tinhuyhaiduong.vn 6013",
  },
}
