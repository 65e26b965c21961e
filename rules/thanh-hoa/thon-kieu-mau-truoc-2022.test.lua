-- Kiểm thử của bộ tiêu chí thôn kiểu mẫu trước năm 2022.

return tests "thon-kieu-mau/2021" {
  base = { zone = "mountain", full = "pass", as_of = "2021-12-31" },

  case "everything passes" {
    expect = { ["12.1"] = "pass", ["13.1"] = "pass", level = "met" },
  },
  case "12.1 in the mountains: 85 % did" {
    unit = { ["health.insured"] = 850, ["population.total"] = 1000 },
    expect = { ["12.1"] = "pass" },
  },
  case "13.1 asks nothing of central works" {
    unit = { ["households.total"] = 100, ["water.hygienic_households"] = 95,
             ["water.clean_households"] = 50, ["water.central_households"] = 0 },
    expect = { ["13.1"] = "pass" },
  },
  case "8.1 in 2021: 42 million in the mountains" {
    unit = { ["income.per_capita_vnd"] = 41999999 },
    expect = { ["8.1"] = "fail", gap = { ["8.1"] = "1" } },
  },
  case "2.1 in the plain: every metre" {
    zone = "plain",
    unit = { ["road.village.hardened_km"] = 2.599, ["road.village.total_km"] = 2.6 },
    expect = { ["2.1"] = "fail", gap = { ["2.1"] = "0.001" } },
  },
}
