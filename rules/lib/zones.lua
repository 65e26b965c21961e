-- Phân vùng dùng chung · zone schemes that more than one decision names.

local zones = {}

-- Plain and mountain. A village lies where its commune lies.
function zones.terrain()
  return zone_scheme "terrain" {
    keys = { "plain", "mountain" }, by = f.zone.terrain,
    vi = "Đồng bằng, miền núi", basis = "assumed",
  }
end

-- The two zones of the commune sets of Thanh Hóa of 2022: split as 26/2024 splits, which was seen.
function zones.thanh_hoa_2022()
  return zone_scheme "thanh-hoa-2022" {
    keys = { "zone1", "zone2" }, by = f.zone.thanh_hoa_2022,
    vi = "Phân vùng của tỉnh Thanh Hóa năm 2022", basis = "assumed",
  }
end

return zones
