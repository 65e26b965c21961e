-- VÍ DỤ, KHÔNG PHẢI VĂN BẢN PHÁP LUẬT · an amendment made up to show how law moves.
--
-- It raises 15.1 from 90 to 95, repeals 2.4 and lets the set live half a year longer. Nothing of it is
-- law: it is marked as constructed and stands in a folder of its own, so it changes 32/2022 only where
-- somebody asks for it:
--
--   ntm show 32/2022 --as-of 2024-06-30 --also vi-du
--   ntm evaluate 32/2022 … --as-of 2024-06-30 --also vi-du
--
-- A real amendment is written the same way, in the folder of its province and without `constructed`;
-- it then holds from its first day on, for everybody.

local measure = use "measures"

return amendment "VD-01/2024" {
  title       = "Ví dụ: sửa đổi, bổ sung một số chỉ tiêu của Quyết định 32/2022/QĐ-UBND",
  amends      = "thanh-hoa/32/2022/QĐ-UBND",
  level       = "commune",
  constructed = true,
  effective   = "2024-01-01",
  expires     = "2026-06-30", -- of the set as amended
  basis       = "assumed",

  replace = {
    indicator "15.1" {
      "Tỷ lệ người dân tham gia bảo hiểm y tế, đạt cho cả nam và nữ",
      pass = both_sexes(function(sex)
        return measure.insured(sex):at_least(95)
      end),
      basis = "assumed",
      note  = "Ví dụ: nâng từ 90 lên 95",
    },
  },

  repeal = { "2.4" },
}
