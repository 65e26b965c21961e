-- Quyết định 1980/QĐ-TTg: Bộ tiêu chí quốc gia về xã nông thôn mới, giai đoạn 2016-2020.
--
-- Under this set Cẩm Ngọc was recognised on 29/12/2017 (QĐ 5155/QĐ-UBND). Values are those of the
-- North Central region. The gazette was not seen; "found" names the public page that was. Pages
-- disagree (60 and 65 % for one and the same share), and one turns a sign round: so each threshold
-- carries its own source. Where the set leaves a threshold to the province, it is assumed.

local blocks  = use "blocks"
local measure = use "measures"
local zones   = use "zones"

local income_not_known = not_known(
  "mức thu nhập tối thiểu của năm này được công bố riêng từng năm, chưa tìm được")

return decision "1980/QĐ-TTg" {
  title     = "Bộ tiêu chí quốc gia về xã nông thôn mới, giai đoạn 2016-2020",
  issuer    = "Thủ tướng Chính phủ",
  level     = "commune", series = "xa-ntm",
  -- In force from 1/12/2016 (found: thuvienphapluat newsletter 14746). The next national set came
  -- in March 2022; until when this one was applied here is assumed.
  effective = "2016-12-01", expires = "2021-12-31",
  basis     = "assumed", -- of the later date
  declares  = { criteria = 19, indicators = 49 },

  zoning = zones.terrain(),

  criterion(1, "Quy hoạch") {
    indicator "1.1" {
      "Có quy hoạch chung xây dựng xã được duyệt và công bố đúng hạn",
      pass  = yes(f.plan.commune.approved) & measure.plan_published_in_time,
      basis = "recalled",
    },
    indicator "1.2" {
      "Ban hành quy định quản lý quy hoạch và thực hiện theo quy hoạch",
      pass  = measure.plan_rules,
      basis = "recalled",
    },
  },

  -- All four thresholds are left to the province by the set.
  criterion(2, "Giao thông") {
    indicator "2.1" {
      "Đường xã và đường từ trung tâm xã đến đường huyện được nhựa hóa hoặc bê tông hóa",
      pass  = measure.commune_roads_paved:at_least(100),
      basis = "assumed",
    },
    indicator "2.2" {
      "Đường trục thôn, liên thôn được cứng hóa",
      pass  = measure.village_roads_hardened:at_least(by_zone { plain = 80, mountain = 70 }),
      basis = "assumed",
    },
    indicator "2.3" {
      "Đường ngõ, xóm sạch, không lầy lội vào mùa mưa",
      pass  = measure.alleys_passable:at_least(100),
      basis = "assumed",
    },
    indicator "2.4" {
      "Đường trục chính nội đồng vận chuyển hàng hóa thuận tiện",
      applies = f.road.field.total_km:more_than(0),
      pass    = measure.field_roads_passable:at_least(by_zone { plain = 70, mountain = 50 }),
      basis   = "assumed",
    },
  },

  criterion(3, "Thủy lợi") {
    indicator "3.1" {
      "Tỷ lệ diện tích đất sản xuất nông nghiệp được tưới, tiêu chủ động",
      pass  = measure.land_irrigated:at_least(80),
      basis = "recalled",
    },
    indicator "3.2" {
      "Đáp ứng yêu cầu dân sinh và phòng chống thiên tai tại chỗ",
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
      "Tỷ lệ hộ dùng điện thường xuyên, an toàn",
      pass  = measure.safe_power:at_least(98),
      basis = "found", source = "thukyluat.vn/news 19904 (general value 98)",
    },
  },

  criterion(5, "Trường học") {
    indicator "5.1" {
      "Tỷ lệ trường các cấp có cơ sở vật chất đạt chuẩn quốc gia",
      pass  = measure.schools_level1:at_least(80),
      basis = "found", source = "thukyluat.vn/news 19904 (general value 80)",
      note  = "Nhớ giá trị vùng Bắc Trung Bộ cũng là 80",
    },
  },

  criterion(6, "Cơ sở vật chất văn hóa") {
    indicator "6.1" {
      "Xã có nhà văn hóa hoặc hội trường đa năng và sân thể thao",
      pass  = measure.hall_and_sports_ground,
      basis = "recalled",
    },
    indicator "6.2" {
      "Xã có điểm vui chơi cho trẻ em và người cao tuổi",
      pass  = yes(f.culture.play_area),
      basis = "recalled",
    },
    indicator "6.3" {
      "Tỷ lệ thôn có nhà văn hóa hoặc nơi sinh hoạt cộng đồng",
      pass  = measure.villages_with_house:at_least(100),
      basis = "recalled",
    },
  },

  blocks.trade(),          -- 7
  blocks.communications(), -- 8

  criterion(9, "Nhà ở dân cư") {
    indicator "9.1" {
      "Không còn nhà tạm, dột nát",
      pass  = f.housing.temporary_count:at_most(0),
      basis = "found", source = "thuvienphapluat newsletter 14746",
    },
    indicator "9.2" {
      "Tỷ lệ hộ có nhà ở đạt tiêu chuẩn",
      pass  = measure.solid_houses:at_least(80),
      basis = "found", source = "thuvienphapluat newsletter 14746 (general value 80)",
      note  = "Nhớ giá trị vùng Bắc Trung Bộ cũng là 80",
    },
  },

  criterion(10, "Thu nhập") {
    indicator "10.1" {
      "Thu nhập bình quân đầu người khu vực nông thôn đến năm 2020",
      pass  = f.income.per_capita_vnd:at_least(by_year {
        [2016] = income_not_known,
        [2017] = income_not_known,
        [2018] = income_not_known,
        [2019] = income_not_known,
        [2020] = million_vnd(36),
        [2021] = income_not_known,
      }),
      basis = "found", source = "thuviennhadat.vn Q&A 318802 (BTB 36; general 45)",
    },
  },

  criterion(11, "Hộ nghèo") {
    indicator "11.1" {
      "Tỷ lệ hộ nghèo đa chiều giai đoạn 2016-2020",
      pass  = measure.poor_households:at_most(5),
      basis = "recalled",
      note  = "Một trang báo ghi giá trị chung là 6",
    },
  },

  criterion(12, "Lao động có việc làm") {
    indicator "12.1" {
      "Tỷ lệ người có việc làm trên dân số trong độ tuổi có khả năng lao động",
      pass  = measure.employed:at_least(90),
      basis = "found", source = "thuvienphapluat newsletter 14746 (general value 90)",
    },
  },

  criterion(13, "Tổ chức sản xuất") {
    indicator "13.1" {
      "Xã có hợp tác xã hoạt động đúng Luật Hợp tác xã 2012",
      pass  = f.coop.legal_count:at_least(1),
      basis = "recalled",
    },
    indicator "13.2" {
      "Có mô hình liên kết sản xuất gắn tiêu thụ nông sản chủ lực",
      pass  = f.link.model_count:at_least(1),
      basis = "recalled",
    },
  },

  criterion(14, "Giáo dục và Đào tạo") {
    indicator "14.1" {
      "Phổ cập mầm non 5 tuổi, tiểu học đúng độ tuổi, THCS; xóa mù chữ",
      pass  = measure.universal_education {
        primary = "muc_1", lower_secondary = "muc_1", literacy = "muc_1",
      },
      basis = "found", source = "thuvienphapluat.vn hoi-dap 24BBA",
      note  = "Mức độ 1 là mức thấp nhất được coi là đạt",
    },
    indicator "14.2" {
      "Tỷ lệ học sinh tốt nghiệp THCS học tiếp trung học",
      pass  = measure.graduates_continuing:at_least(85),
      basis = "found", source = "thuvienphapluat.vn hoi-dap 24BBA (BTB 85)",
    },
    indicator "14.3" {
      "Tỷ lệ lao động có việc làm qua đào tạo",
      pass  = percent(f.labour.trained_employed, f.labour.employed, { zero = "unknown" })
              :at_least(40),
      basis = "found", source = "thuvienphapluat.vn hoi-dap 24BBA (BTB 40)",
    },
  },

  criterion(15, "Y tế") {
    indicator "15.1" {
      "Tỷ lệ người dân tham gia bảo hiểm y tế",
      pass  = measure.insured_people:at_least(85),
      basis = "found", source = "thuvienphapluat.vn hoi-dap 24BBF (85 in every region)",
    },
    indicator "15.2" {
      "Xã đạt tiêu chí quốc gia về y tế",
      pass  = yes(f.health.station_standard),
      basis = "found", source = "thuvienphapluat.vn hoi-dap 24BBF",
    },
    indicator "15.3" {
      "Tỷ lệ trẻ dưới 5 tuổi suy dinh dưỡng thể thấp còi",
      pass  = measure.stunted_children:at_most(24.2),
      basis = "found", source = "thuvienphapluat.vn hoi-dap 24BBF (BTB 24.2)",
      note  = "Trang nguồn ghi “tối thiểu”; một hạn mức của điều xấu chỉ có thể là tối đa",
    },
  },

  criterion(16, "Văn hóa") {
    indicator "16.1" {
      "Tỷ lệ thôn đạt tiêu chuẩn văn hóa",
      pass  = villages:percent_where(yes(f.village.culture_title)):at_least(70),
      basis = "recalled",
    },
  },

  criterion(17, "Môi trường và an toàn thực phẩm") {
    indicator "17.1" {
      "Tỷ lệ hộ dùng nước hợp vệ sinh và nước sạch",
      pass  = part("nước hợp vệ sinh", measure.hygienic_water:at_least(98))
              & part("nước sạch", measure.clean_water:at_least(60)),
      basis = "found", source = "thuvienphapluat mirror hoi-dap 24BCB (BTB 98 and 60)",
    },
    indicator "17.2" {
      "Tỷ lệ cơ sở sản xuất, kinh doanh, nuôi trồng, làng nghề bảo đảm quy định môi trường",
      applies = f.env.business_count:more_than(0),
      pass    = measure.businesses_compliant:at_least(100),
      basis   = "recalled",
    },
    indicator "17.3" {
      "Xây dựng cảnh quan, môi trường xanh, sạch, đẹp, an toàn",
      pass  = yes(f.env.landscape_ok),
      basis = "recalled",
    },
    indicator "17.4" {
      "Mai táng phù hợp quy định và quy hoạch",
      pass  = yes(f.burial.compliant),
      basis = "recalled",
    },
    indicator "17.5" {
      "Chất thải rắn và nước thải khu dân cư được thu gom, xử lý theo quy định",
      pass  = yes(f.waste.wastewater_ok),
      basis = "recalled",
    },
    indicator "17.6" {
      "Tỷ lệ hộ có nhà tiêu, nhà tắm, bể chứa nước hợp vệ sinh, 3 sạch",
      pass  = measure.three_clean:at_least(85),
      basis = "found", source = "thukyluat.vn/news 19904 (general value 85)",
      note  = "Nhớ giá trị vùng Bắc Trung Bộ cũng là 85",
    },
    indicator "17.7" {
      "Tỷ lệ hộ chăn nuôi có chuồng trại hợp vệ sinh",
      applies = f.livestock.farm_count:more_than(0),
      pass    = measure.livestock_compliant:at_least(75),
      basis   = "recalled",
      note    = "Nhớ tương đối chắc giá trị vùng Bắc Trung Bộ",
    },
    indicator "17.8" {
      "Tỷ lệ hộ và cơ sở thực phẩm tuân thủ an toàn thực phẩm",
      pass  = measure.food_units_compliant:at_least(100),
      basis = "found", source = "thukyluat.vn/news 19904",
    },
  },

  criterion(18, "Hệ thống chính trị và tiếp cận pháp luật") {
    indicator "18.1" {
      "Cán bộ, công chức xã đạt chuẩn",
      pass  = measure.cadres_to_standard:at_least(100),
      basis = "recalled",
    },
    indicator "18.2" {
      "Có đủ các tổ chức trong hệ thống chính trị cơ sở",
      pass  = yes(f.org.full_set),
      basis = "recalled",
    },
    indicator "18.3" {
      "Đảng bộ, chính quyền xã đạt trong sạch, vững mạnh",
      pass  = measure.party_and_government("hoan_thanh_tot"),
      basis = "recalled",
      note  = "Danh hiệu cũ “trong sạch, vững mạnh” được coi là hoàn thành tốt: cách đo tạm",
    },
    indicator "18.4" {
      "Tổ chức chính trị - xã hội của xã đạt loại khá trở lên",
      pass  = measure.organisations_good:at_least(100),
      basis = "recalled",
      note  = "Tên xếp loại cũ là khá",
    },
    indicator "18.5" {
      "Xã đạt chuẩn tiếp cận pháp luật",
      pass  = yes(f.law.access_standard),
      basis = "recalled",
    },
    indicator "18.6" {
      "Bảo đảm bình đẳng giới, phòng chống bạo lực gia đình, bảo vệ người dễ bị tổn thương",
      pass  = measure.people_protected,
      basis = "recalled",
    },
  },

  criterion(19, "Quốc phòng và An ninh") {
    indicator "19.1" {
      "Dân quân vững mạnh, rộng khắp; hoàn thành chỉ tiêu quốc phòng",
      pass  = measure.militia,
      basis = "recalled",
    },
    indicator "19.2" {
      "An toàn về an ninh, trật tự; không khiếu kiện đông người; tội phạm, tệ nạn kiềm chế, giảm",
      pass  = f.security.mass_complaint_count:at_most(0) & yes(f.security.crime_trend_down),
      basis = "recalled",
    },
  },
}
