-- Quyết định 26/2024/QĐ-UBND của UBND tỉnh Thanh Hóa: xã nông thôn mới nâng cao, 2024-2025.
--
-- Known only in part, from an excerpt (thuviennhadat.vn/vbpl 615248): the title, the two zones and the
-- requirement. No criterion was seen, so none stands here, and nobody can be said to meet this set:
-- `incomplete` makes every answer say so.
--
-- Not seen either: the day of issue, and whether 33/2022 is formally repealed. The first day is a
-- stand-in in the middle of the year of its number (the report of Cẩm Ngọc of May 2024 still works with
-- 33/2022). It takes the place of 33/2022 for the period it names; that 33/2022 may still be used
-- until its own end is assumed as long as its repeal was not seen.

local zones = use "zones"

return decision "26/2024/QĐ-UBND" {
  title      = "Bộ tiêu chí xã nông thôn mới nâng cao tỉnh Thanh Hóa, giai đoạn 2024-2025",
  issuer     = "UBND tỉnh Thanh Hóa", scope = "38",
  level      = "commune", series = "xa-ntm-nang-cao",
  incomplete = true,
  effective  = "2024-07-01", expires = "2025-12-31",
  basis      = "assumed", -- of the dates

  replaces = { "33/2022/QĐ-UBND" }, continue_until = "2025-12-31",

  zoning = zones.thanh_hoa_2022(),

  requires "Là xã đạt chuẩn NTM" {
    pass = holds "xa-ntm", basis = "found",
  },
  requires "Đáp ứng đầy đủ bộ tiêu chí xã NTM tỉnh giai đoạn 2024-2025" {
    pass  = meets_current "xa-ntm", basis = "found",
    note  = "thuviennhadat.vn/vbpl 615248: không chỉ giữ giấy công nhận cũ",
  },
}
