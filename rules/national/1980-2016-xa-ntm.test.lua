-- Kiểm thử của 1980/QĐ-TTg.

return tests "1980/QĐ-TTg" {
  base = { zone = "mountain", full = "pass", as_of = "2020-12-31" },

  case "in 2020 the income floor is known" {
    unit = { ["income.per_capita_vnd"] = 36000000 },
    expect = { ["10.1"] = "pass", level = "met" },
  },
  case "in 2017 it is not: whatever was earned, the indicator is undecided" {
    as_of = "2017-12-29",
    unit = { ["income.per_capita_vnd"] = 36000000 },
    expect = { ["10.1"] = "unknown", level = "undecided" },
  },
  case "15.3: a limit, though its source prints 'at least'" {
    unit = { ["health.under5_stunted"] = 242, ["health.under5"] = 1000 },
    expect = { ["15.3"] = "pass" },
  },
  case "15.3: one child more" {
    unit = { ["health.under5_stunted"] = 243, ["health.under5"] = 1000 },
    expect = { ["15.3"] = "fail" },
  },
  case "17.1: hygienic water for 98 %, of which clean 60 %" {
    unit = { ["households.total"] = 1000, ["water.hygienic_households"] = 980,
             ["water.clean_households"] = 599 },
    expect = { ["17.1"] = "fail", gap = { ["17.1/nước sạch"] = "1" } },
  },
  case "14.1: below level 1 is said, and fails" {
    unit = { ["edu.literacy_level"] = "chua_dat" },
    expect = { ["14.1"] = "fail" },
  },
  case "16.1: five of seven villages" {
    villages = { { ["village.culture_title"] = true }, { ["village.culture_title"] = true },
                 { ["village.culture_title"] = true }, { ["village.culture_title"] = true },
                 { ["village.culture_title"] = true }, { ["village.culture_title"] = false },
                 { ["village.culture_title"] = false } },
    expect = { ["16.1"] = "pass" },
  },
}
