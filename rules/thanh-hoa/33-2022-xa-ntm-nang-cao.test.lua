-- Kiểm thử của 33/2022/QĐ-UBND: what this set asks beyond 32/2022, and the gates above it.

return tests "33/2022" {
  base = { zone = "zone2", full = "pass", as_of = "2023-12-31" },

  case "everything passes" {
    expect = { ["1.1"] = "pass", ["10.1"] = "pass", ["18.7"] = "pass", level = "met" },
  },

  -- Dates -----------------------------------------------------------------------------------------
  case "1.1: the plan's last day is a day of it" {
    unit = { ["plan.commune.valid_until"] = "2023-12-31" },
    expect = { ["1.1"] = "pass" },
  },
  case "1.1: the day after" {
    unit = { ["plan.commune.valid_until"] = "2023-12-30" },
    expect = { ["1.1"] = "fail" },
  },

  -- Zones and years together ----------------------------------------------------------------------
  case "10.1 in zone 2 in 2023: 53 million" {
    unit = { ["income.per_capita_vnd"] = 53000000 },
    expect = { ["10.1"] = "pass" },
  },
  case "10.1 in zone 2 in 2023: one đồng short" {
    unit = { ["income.per_capita_vnd"] = 52999999 },
    expect = { ["10.1"] = "fail", gap = { ["10.1"] = "1" } },
  },
  case "10.1 in zone 1 in 2023: 47 million" {
    zone = "zone1",
    unit = { ["income.per_capita_vnd"] = 47000000 },
    expect = { ["10.1"] = "pass" },
  },
  case "10.1 in zone 1 in 2022: 44 million" {
    zone = "zone1", as_of = "2022-12-31",
    unit = { ["income.per_capita_vnd"] = 44000000 },
    expect = { ["10.1"] = "pass" },
  },
  case "11.1 in zone 2: 2,5 % may be reached" {
    unit = { ["poverty.households"] = 25, ["households.total"] = 1000 },
    expect = { ["11.1"] = "pass" },
  },
  case "11.1 in zone 2: one household too many" {
    unit = { ["poverty.households"] = 26, ["households.total"] = 1000 },
    expect = { ["11.1"] = "fail" },
  },

  -- Parts, grades, both sexes ---------------------------------------------------------------------
  case "5.1: all schools at level 1, none at level 2" {
    unit = { ["school.total_count"] = 3, ["school.level1_count"] = 3, ["school.level2_count"] = 0 },
    expect = { ["5.1"] = "fail", gap = { ["5.1/mức 2"] = "1" } },
  },
  case "5.3: lower secondary at level 2" {
    unit = { ["edu.primary_level"] = "muc_3", ["edu.lower_secondary_level"] = "muc_2" },
    expect = { ["5.3"] = "fail" },
  },
  case "3.6: sufficient is not fair" {
    unit = { ["disaster.onsite_grade"] = "dat" },
    expect = { ["3.6"] = "fail" },
  },
  case "14.3: 40 % of each sex" {
    unit = { ["health.telemed.male"] = 400, ["population.male"] = 1000,
             ["health.telemed.female"] = 399, ["population.female"] = 1000 },
    expect = { ["14.3"] = "fail", gap = { ["14.3/nữ"] = "1" } },
  },
  case "17.11: four square metres a head" {
    unit = { ["env.green_public_m2"] = 28000, ["population.total"] = 7000 },
    expect = { ["17.11"] = "pass" },
  },
  case "18.2: 60 litres a head and day" {
    unit = { ["water.litres_per_day"] = 59.99 },
    expect = { ["18.2"] = "fail", gap = { ["18.2"] = "0.01" } },
  },

  -- "Nếu có" --------------------------------------------------------------------------------------
  case "a year without disputes, requests and deaths asks for nothing" {
    unit = { ["law.dispute_count"] = 0, ["law.aid_request_count"] = 0, ["burial.deaths"] = 0 },
    expect = { ["16.2"] = "not_applicable", ["16.3"] = "not_applicable",
               ["17.10"] = "not_applicable", level = "met" },
  },
  case "16.2: nine of ten disputes settled" {
    unit = { ["law.dispute_count"] = 10, ["law.dispute_settled_count"] = 9 },
    expect = { ["16.2"] = "pass" },
  },

  -- OCOP: certificates on record decide -----------------------------------------------------------
  case "13.2: no product on record, the commune's own count stands" {
    products = {},
    unit = { ["ocop.valid_count"] = 1, ["ocop.best_star"] = "sao_3" },
    expect = { ["13.2"] = "pass" },
  },
  case "13.2: no product on record and none counted" {
    products = {},
    unit = { ["ocop.valid_count"] = 0, ["ocop.best_star"] = "sao_1" },
    expect = { ["13.2"] = "fail" },
  },
  case "13.2: a certificate in its last month" {
    products = { { ["ocop.certificate.issued_on"] = "2020-12-31",
                   ["ocop.certificate.star"] = "sao_3" } },
    expect = { ["13.2"] = "pass" },
  },
  case "13.2: a certificate that has run out, whatever the commune counts" {
    products = { { ["ocop.certificate.issued_on"] = "2020-12-30",
                   ["ocop.certificate.star"] = "sao_4" } },
    unit = { ["ocop.valid_count"] = 1, ["ocop.best_star"] = "sao_4" },
    expect = { ["13.2"] = "fail" },
  },
  case "13.2: two stars are not enough" {
    products = { { ["ocop.certificate.issued_on"] = "2022-12-31",
                   ["ocop.certificate.star"] = "sao_2" } },
    expect = { ["13.2"] = "fail" },
  },
}
