-- Quyết định 148/QĐ-TTg ngày 24/02/2023: đánh giá, phân hạng sản phẩm OCOP.
--
-- The parts weigh 40, 25 and 35 where they weighed 35, 25 and 40 before; bands of stars and the
-- stand-in items are those of 1048/QĐ-TTg.

local ocop = use "ocop"

return decision "148/QĐ-TTg" {
  title     = "Bộ tiêu chí đánh giá, phân hạng sản phẩm OCOP, năm 2023",
  issuer    = "Thủ tướng Chính phủ",
  level     = "product", series = "ocop",
  -- The day of issue is known; that it took effect at once, and its end, are assumed.
  effective = "2023-02-24", expires = "2025-12-31",
  basis     = "assumed", -- of the two dates

  scored {
    part("A. Sản phẩm và sức mạnh của cộng đồng", { max = 40 }, {
      ocop.material { from_75 = 9, from_50 = 6, from_25 = 3 },
      ocop.labour(8),
      ocop.chain(7),
      ocop.environment { tot = 7, kha = 5, dat = 2 },
      ocop.packaging { tot = 9, kha = 6, dat = 3 },
    }),
    ocop.marketing(),
    part("C. Chất lượng sản phẩm", { max = 35 }, {
      ocop.sensory { tot = 10, kha = 7, dat = 3 },
      ocop.uniqueness { tot = 9, kha = 6, dat = 3 },
      ocop.declared(5),
      ocop.food_safety(6),
      ocop.quality_system { tot = 5, kha = 3, dat = 1 },
    }),
    bands = ocop.stars,
  },
}
