-- Kiểm thử của 41/2022/QĐ-UBND: a village in the plain or in the mountains.

return tests "41/2022" {
  base = { zone = "mountain", full = "pass", as_of = "2023-12-31" },

  case "everything passes" {
    expect = { ["13.1"] = "pass", ["14.1"] = "pass", level = "met" },
  },
  case "what the report says of Song Nga: insurance and central water" {
    unit = { ["health.insured"] = 812, ["population.total"] = 946,
             ["water.central_households"] = 0 },
    expect = { ["13.1"] = "fail", ["14.1"] = "fail", level = "not_met" },
  },
  case "13.1: 95 %" {
    unit = { ["health.insured"] = 949, ["population.total"] = 1000 },
    expect = { ["13.1"] = "fail", gap = { ["13.1"] = "1" } },
  },
  case "14.1 in the mountains: 30 % from central works" {
    unit = { ["households.total"] = 100, ["water.clean_households"] = 80,
             ["water.central_households"] = 30 },
    expect = { ["14.1"] = "pass" },
  },
  case "14.1 in the plain asks for more" {
    zone = "plain",
    unit = { ["households.total"] = 100, ["water.clean_households"] = 90,
             ["water.central_households"] = 49 },
    expect = { ["14.1"] = "fail", gap = { ["14.1/công trình tập trung"] = "1" } },
  },
  case "5.1: a house of 80 square metres in the mountains" {
    unit = { ["village.culture_house_area_m2"] = 80 },
    expect = { ["5.1"] = "pass" },
  },
  case "5.1: the same house in the plain" {
    zone = "plain",
    unit = { ["village.culture_house_area_m2"] = 80 },
    expect = { ["5.1"] = "fail", gap = { ["5.1/diện tích"] = "40" } },
  },
  case "6.2: an online group or a digital team, one is enough" {
    unit = { ["village.online_group"] = false, ["village.digital_team"] = true },
    expect = { ["6.2"] = "pass" },
  },
  case "6.2: neither" {
    unit = { ["village.online_group"] = false, ["village.digital_team"] = false },
    expect = { ["6.2"] = "fail" },
  },
  case "12.2: no graduate in the year" {
    unit = { ["edu.lower_secondary_graduates"] = 0, ["edu.continuing"] = 0 },
    expect = { ["12.2"] = "not_applicable", level = "met" },
  },
  case "9.1 in the mountains in 2023: 50 million" {
    unit = { ["income.per_capita_vnd"] = 49999999 },
    expect = { ["9.1"] = "fail", gap = { ["9.1"] = "1" } },
  },
  case "8.2: one model garden in the mountains" {
    unit = { ["garden.model_count"] = 1 },
    expect = { ["8.2"] = "pass" },
  },
}
