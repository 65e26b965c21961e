-- Kiểm thử của 32/2022/QĐ-UBND: each kind of indicator at its threshold and on either side of it.
-- A case changes only what it speaks of; everything else passes in zone 2 at the end of 2023.

-- Seven villages; the first n say yes to the fields named, the others no.
local function villages_with(n, ...)
  local seven = {}
  for i = 1, 7 do
    seven[i] = {}
    for _, name in ipairs { ... } do seven[i][name] = i <= n end
  end
  return seven
end

-- Every share at its threshold and one in a thousand off it, in each zone: { indicator, part, whole,
-- threshold in zone 1, in zone 2 }; `limit` where the threshold must not be exceeded.
local shares = {
  { "2.1", "road.commune.paved_km", "road.commune.total_km", 100, 100 },
  { "2.2", "road.village.hardened_km", "road.village.total_km", 70, 80 },
  { "2.3", "road.alley.passable_km", "road.alley.total_km", 100, 100 },
  { "2.4", "road.field.passable_km", "road.field.total_km", 50, 70 },
  { "3.1", "land.agri.irrigated_ha", "land.agri.total_ha", 80, 80 },
  { "4.2", "power.safe_households", "households.total", 98, 98 },
  { "5.1", "school.level1_count", "school.total_count", 80, 80 },
  { "9.2", "housing.solid_households", "households.total", 80, 80 },
  { "11.1", "poverty.households", "households.total", 7, 5, limit = true },
  { "12.1", "labour.trained.male", "labour.force.male", 60, 70 },
  { "12.1", "labour.trained.female", "labour.force.female", 60, 70 },
  { "12.2", "labour.certified.male", "labour.force.male", 20, 25 },
  { "12.2", "labour.certified.female", "labour.force.female", 20, 25 },
  { "14.2", "edu.continuing.male", "edu.lower_secondary_graduates.male", 75, 85 },
  { "14.2", "edu.continuing.female", "edu.lower_secondary_graduates.female", 75, 85 },
  { "15.1", "health.insured.male", "population.male", 90, 90 },
  { "15.1", "health.insured.female", "population.female", 90, 90 },
  { "15.3", "health.under5_stunted", "health.under5", 25, 25, limit = true },
  { "15.4", "health.ebook_people", "population.total", 50, 50 },
  { "17.1", "water.clean_households", "households.total", 40, 50 },
  { "17.1", "water.central_households", "households.total", 10, 15 },
  { "17.2", "env.business_compliant_count", "env.business_count", 90, 90 },
  { "17.6", "waste.solid_treated_kg", "waste.solid_kg", 60, 70 },
  { "17.7", "waste.pesticide_pack_collected_kg", "waste.pesticide_pack_kg", 100, 100 },
  { "17.7", "waste.medical_treated_kg", "waste.medical_kg", 100, 100 },
  { "17.8", "sanitation.three_clean_households", "households.total", 70, 80 },
  { "17.9", "livestock.farm_compliant_count", "livestock.farm_count", 60, 70 },
  { "17.10", "food.unit_compliant_count", "food.unit_count", 100, 100 },
  { "17.11", "waste.sorting_households", "households.total", 30, 30 },
  { "17.12", "waste.plastic_treated_kg", "waste.plastic_kg", 50, 50 },
  { "18.1", "cadre.standard_count", "cadre.count", 100, 100 },
  { "18.3", "org.good_count", "org.count", 100, 100 },
}

local function at_the_thresholds()
  local cases = {}
  local function add(share, zone, what, part, status)
    local unit = { [share[2]] = part, [share[3]] = 1000 }
    -- The other half of 17.1 is out of the question.
    for _, water in ipairs { "water.clean_households", "water.central_households" } do
      if share[1] == "17.1" and water ~= share[2] then unit[water] = 1000 end
    end
    cases[#cases + 1] = case(share[1] .. " in " .. zone .. ", " .. share[2] .. " " .. what) {
      zone = zone, unit = unit, expect = { [share[1]] = status },
    }
  end
  for _, share in ipairs(shares) do
    local off = share.limit and 1 or -1
    for i, zone in ipairs { "zone1", "zone2" } do
      local at = share[3 + i] * 10
      add(share, zone, "at the threshold", at, "pass")
      add(share, zone, "off the threshold", at + off, "fail")
    end
  end
  return cases
end

-- Every other figure, one at a time, at the best value that does not do: each fails its indicator.
local refused = {
  { "1.1", "plan.commune.approved", false }, { "1.1", "plan.commune.service_zone", false },
  { "1.2", "plan.rules.issued", false }, { "1.2", "plan.rules.followed", false },
  { "3.2", "disaster.onsite_ready", false }, { "4.1", "power.system_standard", false },
  { "6.1", "culture.commune_hall", false }, { "6.1", "culture.commune_sports_ground", false },
  { "6.2", "culture.play_area", false }, { "7.1", "trade.market_or_shop", false },
  { "8.1", "ict.postal_point", false }, { "8.2", "ict.telecom_internet", false },
  { "8.3", "ict.radio_station", false }, { "8.4", "ict.it_in_management", false },
  { "13.1", "coop.effective_count", 0 }, { "13.2", "link.model_count", 0 },
  { "13.3", "trace.main_done", false }, { "13.3", "trace.material_area", false },
  { "13.3", "trace.vietgap", false }, { "13.5", "agri.extension_group", false },
  { "14.1", "edu.preschool5_universal", false }, { "14.1", "edu.primary_level", "muc_1" },
  { "14.1", "edu.lower_secondary_level", "muc_1" }, { "14.1", "edu.literacy_level", "chua_dat" },
  { "15.2", "health.station_standard", false }, { "17.3", "env.landscape_ok", false },
  { "17.3", "env.stagnant_wastewater_count", 1 }, { "17.5", "burial.compliant", false },
  { "18.2", "party.grade", "hoan_thanh" }, { "18.2", "gov.grade", "hoan_thanh" },
  { "18.4", "law.access_standard", false }, { "18.5", "gender.equality_ok", false },
  { "18.5", "child.protection_ok", false }, { "18.6", "training.ntm_plan_done", false },
  { "19.1", "militia.strong", false }, { "19.1", "militia.targets_met", false },
  { "19.2", "security.national_violation_count", 1 },
  { "19.2", "security.mass_complaint_count", 1 }, { "19.2", "security.serious_crime_count", 1 },
  { "19.2", "security.child_abuse_count", 1 }, { "19.2", "security.crime_trend_down", false },
  { "19.2", "security.model_count", 0 },
}

local function one_at_a_time()
  local cases = {}
  for i, figure in ipairs(refused) do
    cases[i] = case(figure[1] .. " is not met for " .. figure[2]) {
      unit = { [figure[2]] = figure[3] }, expect = { [figure[1]] = "fail" },
    }
  end
  return cases
end

-- Income, million VND a head, in each year of the decision.
local function year_by_year()
  local cases = {}
  for i, millions in ipairs { 42, 45, 48, 51 } do
    local year = 2021 + i
    for _, short in ipairs { 0, 1 } do
      cases[#cases + 1] = case("10.1 in " .. year .. ", short by " .. short .. " đồng") {
        as_of = year .. "-12-31",
        unit = { ["income.per_capita_vnd"] = millions * 1000000 - short },
        expect = { ["10.1"] = short == 0 and "pass" or "fail" },
      }
    end
  end
  return cases
end

local written = {
  case "everything passes" {
    expect = { ["2.2"] = "pass", ["13.4"] = "pass", ["17.1"] = "pass", level = "met" },
  },

  -- Shares with one threshold for each zone -------------------------------------------------------
  case "2.2 in zone 2 at the threshold: 8 of 10 km" {
    unit = { ["road.village.hardened_km"] = 8, ["road.village.total_km"] = 10 },
    expect = { ["2.2"] = "pass" },
  },
  case "2.2 in zone 2 one metre short" {
    unit = { ["road.village.hardened_km"] = 7.999, ["road.village.total_km"] = 10 },
    expect = { ["2.2"] = "fail", gap = { ["2.2"] = "0.001" }, level = "not_met" },
  },
  case "2.2 in zone 1 at the threshold: 7 of 10 km" {
    zone = "zone1",
    unit = { ["road.village.hardened_km"] = 7, ["road.village.total_km"] = 10 },
    expect = { ["2.2"] = "pass" },
  },
  case "2.2 in zone 1 one metre short" {
    zone = "zone1",
    unit = { ["road.village.hardened_km"] = 6.999, ["road.village.total_km"] = 10 },
    expect = { ["2.2"] = "fail" },
  },
  case "2.2 without any village road is unknown, never met" {
    unit = { ["road.village.hardened_km"] = 0, ["road.village.total_km"] = 0 },
    expect = { ["2.2"] = "unknown" },
  },
  case "11.1 in zone 2: a limit that may be reached" {
    unit = { ["poverty.households"] = 50, ["households.total"] = 1000 },
    expect = { ["11.1"] = "pass" },
  },
  case "11.1 in zone 2: one household too many" {
    unit = { ["poverty.households"] = 51, ["households.total"] = 1000 },
    expect = { ["11.1"] = "fail", gap = { ["11.1"] = "-1" } },
  },
  case "11.1 in zone 1: 7 %" {
    zone = "zone1",
    unit = { ["poverty.households"] = 70, ["households.total"] = 1000 },
    expect = { ["11.1"] = "pass" },
  },

  -- "Nếu có": what is not there is not asked for --------------------------------------------------
  case "2.4 without field roads does not apply" {
    unit = { ["road.field.total_km"] = 0, ["road.field.passable_km"] = 0 },
    expect = { ["2.4"] = "not_applicable", level = "met" },
  },
  case "2.4 in zone 2 at and under 70 %" {
    unit = { ["road.field.total_km"] = 10, ["road.field.passable_km"] = 6.999 },
    expect = { ["2.4"] = "fail" },
  },
  case "13.4 without craft villages does not apply, whatever is said of plans" {
    unit = { ["craft.village_count"] = 0, ["craft.plan_done"] = false, ["craft.env_infra"] = false },
    expect = { ["13.4"] = "not_applicable", level = "met" },
  },
  case "13.4 with a craft village needs the infrastructure as well as the plan" {
    unit = { ["craft.village_count"] = 1, ["craft.plan_done"] = true, ["craft.env_infra"] = false },
    expect = { ["13.4"] = "fail" },
  },
  case "17.2 without businesses does not apply" {
    unit = { ["env.business_count"] = 0, ["env.business_compliant_count"] = 0 },
    expect = { ["17.2"] = "not_applicable" },
  },
  case "17.9 in zone 2 at 70 %" {
    unit = { ["livestock.farm_count"] = 10, ["livestock.farm_compliant_count"] = 7 },
    expect = { ["17.9"] = "pass" },
  },

  -- Both sexes ------------------------------------------------------------------------------------
  case "15.1 at 90 % for both" {
    unit = { ["health.insured.male"] = 900, ["population.male"] = 1000,
             ["health.insured.female"] = 900, ["population.female"] = 1000 },
    expect = { ["15.1"] = "pass" },
  },
  case "15.1 fails for women alone" {
    unit = { ["health.insured.female"] = 785, ["population.female"] = 1000 },
    expect = { ["15.1"] = "fail", gap = { ["15.1/nữ"] = "115" }, level = "not_met" },
  },
  case "15.1: 89,96 % is not 90 %" {
    unit = { ["health.insured.male"] = 8996, ["population.male"] = 10000 },
    expect = { ["15.1"] = "fail", gap = { ["15.1/nam"] = "4" } },
  },
  case "15.1: a mean of 95 % does not hide the men's 89 %" {
    unit = { ["health.insured.male"] = 890, ["population.male"] = 1000,
             ["health.insured.female"] = 1000, ["population.female"] = 1000 },
    expect = { ["15.1"] = "fail" },
  },
  case "15.1: the men's figure is missing" {
    unit = { ["health.insured.male"] = "missing" },
    expect = { ["15.1"] = "unknown", level = "undecided" },
  },
  case "15.1: women who fall short decide, though the men's figure is missing" {
    unit = { ["health.insured.male"] = "missing",
             ["health.insured.female"] = 899, ["population.female"] = 1000 },
    expect = { ["15.1"] = "fail", level = "not_met" },
  },
  case "15.1: a bound that is enough" {
    unit = { ["health.insured.male"] = ">=900", ["population.male"] = 1000 },
    expect = { ["15.1"] = "pass" },
  },
  case "12.1 in zone 2 at 70 % for men, a worker short for women" {
    unit = { ["labour.trained.male"] = 700, ["labour.force.male"] = 1000,
             ["labour.trained.female"] = 699, ["labour.force.female"] = 1000 },
    expect = { ["12.1"] = "fail", gap = { ["12.1/nữ"] = "1" } },
  },
  case "14.2 in a year without girls who finished is unknown" {
    unit = { ["edu.lower_secondary_graduates.female"] = 0, ["edu.continuing.female"] = 0 },
    expect = { ["14.2"] = "unknown" },
  },
  case "14.2: boys who fall short decide, whatever the girls did" {
    unit = { ["edu.lower_secondary_graduates.female"] = 0, ["edu.continuing.female"] = 0,
             ["edu.lower_secondary_graduates.male"] = 20, ["edu.continuing.male"] = 16 },
    expect = { ["14.2"] = "fail" },
  },

  -- Years -----------------------------------------------------------------------------------------
  case "10.1 in 2023: what was enough in 2022 is not" {
    unit = { ["income.per_capita_vnd"] = 42000000 },
    expect = { ["10.1"] = "fail", gap = { ["10.1"] = "3000000" } },
  },
  case "10.1 in 2023: one đồng short" {
    unit = { ["income.per_capita_vnd"] = 44999999 },
    expect = { ["10.1"] = "fail", gap = { ["10.1"] = "1" } },
  },

  -- Counts, quotients, dates, grades --------------------------------------------------------------
  case "5.1: of three schools two are not 80 %" {
    unit = { ["school.level1_count"] = 2, ["school.total_count"] = 3 },
    expect = { ["5.1"] = "fail", gap = { ["5.1"] = "1" } },
  },
  case "9.1: a single derelict house" {
    unit = { ["housing.temporary_count"] = 1 },
    expect = { ["9.1"] = "fail", gap = { ["9.1"] = "-1" } },
  },
  case "15.3: a quarter of the children, no more" {
    unit = { ["health.under5_stunted"] = 25, ["health.under5"] = 100 },
    expect = { ["15.3"] = "pass" },
  },
  case "15.3: one child above a quarter" {
    unit = { ["health.under5_stunted"] = 26, ["health.under5"] = 100 },
    expect = { ["15.3"] = "fail" },
  },
  case "17.4: two square metres a head are enough" {
    unit = { ["env.green_public_m2"] = 14000, ["population.total"] = 7000 },
    expect = { ["17.4"] = "pass" },
  },
  case "17.4: a hundredth of a square metre short" {
    unit = { ["env.green_public_m2"] = 13999.99, ["population.total"] = 7000 },
    expect = { ["17.4"] = "fail", gap = { ["17.4"] = "0.01" } },
  },
  case "1.1: published on the last day" {
    unit = { ["plan.commune.published_on"] = "2021-11-30",
             ["plan.commune.publish_deadline"] = "2021-11-30" },
    expect = { ["1.1"] = "pass" },
  },
  case "1.1: published a day late" {
    unit = { ["plan.commune.published_on"] = "2021-12-01",
             ["plan.commune.publish_deadline"] = "2021-11-30" },
    expect = { ["1.1"] = "fail" },
  },
  case "14.1: primary at level 1 does not do, literacy at level 1 does" {
    unit = { ["edu.primary_level"] = "muc_1", ["edu.literacy_level"] = "muc_1" },
    expect = { ["14.1"] = "fail" },
  },
  case "14.1: literacy at level 1" {
    unit = { ["edu.literacy_level"] = "muc_1" },
    expect = { ["14.1"] = "pass" },
  },
  case "18.2: the government's grade counts as much as the party's" {
    unit = { ["party.grade"] = "hoan_thanh_xuat_sac", ["gov.grade"] = "hoan_thanh" },
    expect = { ["18.2"] = "fail" },
  },

  -- Several parts ---------------------------------------------------------------------------------
  case "17.1: enough clean water, but not from central works" {
    unit = { ["households.total"] = 1000, ["water.clean_households"] = 700,
             ["water.central_households"] = 149 },
    expect = { ["17.1"] = "fail", gap = { ["17.1/công trình tập trung"] = "1" } },
  },
  case "17.7: medical waste alone does not meet it where no packaging was weighed" {
    unit = { ["waste.pesticide_pack_kg"] = 0, ["waste.pesticide_pack_collected_kg"] = 0 },
    expect = { ["17.7"] = "unknown" },
  },
  case "17.7: untreated medical waste fails it all the same" {
    unit = { ["waste.pesticide_pack_kg"] = 0, ["waste.pesticide_pack_collected_kg"] = 0,
             ["waste.medical_kg"] = 100, ["waste.medical_treated_kg"] = 99 },
    expect = { ["17.7"] = "fail" },
  },

  -- Villages --------------------------------------------------------------------------------------
  case "6.3: six houses in seven villages" {
    villages = villages_with(6, "village.culture_house"),
    expect = { ["6.3"] = "fail", gap = { ["6.3"] = "1" } },
  },
  case "16.1: five of seven villages are more than 70 %" {
    villages = villages_with(5, "village.culture_title", "village.ntm_plan"),
    expect = { ["16.1"] = "pass" },
  },
  case "16.1: four of seven are not" {
    villages = villages_with(4, "village.culture_title", "village.ntm_plan"),
    expect = { ["16.1"] = "fail", gap = { ["16.1"] = "1" } },
  },
  case "16.1: a title without a plan does not count" {
    villages = { { ["village.culture_title"] = true, ["village.ntm_plan"] = false },
                 { ["village.culture_title"] = true, ["village.ntm_plan"] = true } },
    expect = { ["16.1"] = "fail" },
  },
  case "16.1: five of seven decide, whatever the other two report" {
    villages = {
      { ["village.culture_title"] = true, ["village.ntm_plan"] = true },
      { ["village.culture_title"] = true, ["village.ntm_plan"] = true },
      { ["village.culture_title"] = true, ["village.ntm_plan"] = true },
      { ["village.culture_title"] = true, ["village.ntm_plan"] = true },
      { ["village.culture_title"] = true, ["village.ntm_plan"] = true },
      { ["village.culture_title"] = "missing" }, { ["village.ntm_plan"] = "missing" },
    },
    expect = { ["16.1"] = "pass" },
  },
  case "6.3: one village without a house decides, whatever the other reports" {
    villages = { { ["village.culture_house"] = false }, { ["village.culture_house"] = "missing" } },
    expect = { ["6.3"] = "fail" },
  },
  case "no village registered: nothing is said of villages" {
    villages = {},
    expect = { ["6.3"] = "unknown", ["8.3"] = "unknown", ["16.1"] = "unknown",
               level = "undecided" },
  },

  -- Gates: they never touch the level -------------------------------------------------------------
  case "one đồng of construction debt bars recognition, not the level" {
    unit = { ["debt.ntm_construction_vnd"] = 1 },
    expect = { level = "met", gates = {
      ["Không có nợ đọng xây dựng cơ bản thuộc Chương trình NTM"] = "fail" } },
  },
  case "debt that nobody gave leaves recognition open" {
    unit = { ["debt.ntm_construction_vnd"] = "missing" },
    expect = { level = "met", gates = {
      ["Không có nợ đọng xây dựng cơ bản thuộc Chương trình NTM"] = "unknown" } },
  },
  case "90 % of all households are content: either way of reckoning is met" {
    unit = { ["satisfaction.households_total"] = 1000, ["satisfaction.asked_people"] = 950,
             ["satisfaction.satisfied_people"] = 900, ["satisfaction.item_min_percent"] = 80 },
    expect = { gates = {
      ["Tỷ lệ người dân hài lòng từ 90% trở lên; từng nội dung từ 80% trở lên"] = "pass" } },
  },
  case "90 % of those asked, fewer of all: open, for the way of reckoning is not known" {
    unit = { ["satisfaction.households_total"] = 1000, ["satisfaction.asked_people"] = 600,
             ["satisfaction.satisfied_people"] = 560, ["satisfaction.item_min_percent"] = 80 },
    expect = { gates = {
      ["Tỷ lệ người dân hài lòng từ 90% trở lên; từng nội dung từ 80% trở lên"] = "unknown" } },
  },
  case "fewer than 90 % of those asked fail either way" {
    unit = { ["satisfaction.households_total"] = 1000, ["satisfaction.asked_people"] = 1000,
             ["satisfaction.satisfied_people"] = 899, ["satisfaction.item_min_percent"] = 80 },
    expect = { gates = {
      ["Tỷ lệ người dân hài lòng từ 90% trở lên; từng nội dung từ 80% trở lên"] = "fail" } },
  },
  case "a single item below 80 % fails" {
    unit = { ["satisfaction.item_min_percent"] = 79.99 },
    expect = { gates = {
      ["Tỷ lệ người dân hài lòng từ 90% trở lên; từng nội dung từ 80% trở lên"] = "fail" } },
  },
  case "nine of ten members vote yes" {
    unit = { ["council.present"] = 10, ["council.yes"] = 9 },
    expect = { gates = {
      ["Hội đồng thẩm định tỉnh bỏ phiếu từ 90% thành viên dự họp trở lên"] = "pass" } },
  },
  case "withdrawal: five criteria are 26 %, income among them" {
    titles = { "xa-ntm" },
    unit = { ["income.per_capita_vnd"] = 1, ["power.system_standard"] = false,
             ["culture.play_area"] = false, ["trade.market_or_shop"] = false,
             ["ict.postal_point"] = false },
    expect = { gates = { ["Thu hồi Quyết định công nhận xã đạt chuẩn NTM"] = "fail" } },
  },
  case "withdrawal: six criteria are 32 %, income among them" {
    titles = { "xa-ntm" },
    unit = { ["income.per_capita_vnd"] = 1, ["power.system_standard"] = false,
             ["culture.play_area"] = false, ["trade.market_or_shop"] = false,
             ["ict.postal_point"] = false, ["law.access_standard"] = false },
    expect = { gates = { ["Thu hồi Quyết định công nhận xã đạt chuẩn NTM"] = "pass" } },
  },
  case "withdrawal: six criteria without income, environment or security" {
    titles = { "xa-ntm" },
    unit = { ["disaster.onsite_ready"] = false, ["power.system_standard"] = false,
             ["culture.play_area"] = false, ["trade.market_or_shop"] = false,
             ["ict.postal_point"] = false, ["law.access_standard"] = false },
    expect = { gates = { ["Thu hồi Quyết định công nhận xã đạt chuẩn NTM"] = "fail" } },
  },
  case "withdrawal: ten of nineteen, whichever they are" {
    titles = { "xa-ntm" },
    unit = { ["disaster.onsite_ready"] = false, ["power.system_standard"] = false,
             ["culture.play_area"] = false, ["trade.market_or_shop"] = false,
             ["ict.postal_point"] = false, ["law.access_standard"] = false,
             ["plan.rules.issued"] = false, ["housing.temporary_count"] = 1,
             ["link.model_count"] = 0, ["health.station_standard"] = false },
    expect = { gates = { ["Thu hồi Quyết định công nhận xã đạt chuẩn NTM"] = "pass" } },
  },
  case "without a title there is nothing to withdraw" {
    unit = { ["income.per_capita_vnd"] = 1 },
    expect = { gates = { ["Thu hồi Quyết định công nhận xã đạt chuẩn NTM"] = "not_applicable" } },
  },
}

local all = { base = { zone = "zone2", full = "pass", as_of = "2023-12-31" } }
for _, list in ipairs { written, at_the_thresholds(), one_at_a_time(), year_by_year() } do
  for _, one in ipairs(list) do all[#all + 1] = one end
end

return tests "32/2022"(all)
