-- Quyết định 1048/QĐ-TTg: đánh giá, phân hạng sản phẩm OCOP, từ 2019 đến khi có 148/QĐ-TTg (2023).
--
-- In force for the honey of Cẩm Ngọc, rated three stars in 2022. Points of the parts (35, 25, 40)
-- and the bands of stars are those of the decision; the items inside the parts are stand-ins.

local ocop = use "ocop"

return decision "1048/QĐ-TTg" {
  title     = "Bộ tiêu chí đánh giá, phân hạng sản phẩm OCOP, năm 2019",
  issuer    = "Thủ tướng Chính phủ",
  level     = "product", series = "ocop",
  -- Issued on 21/8/2019 (recalled); it ends the day before 148/QĐ-TTg begins.
  effective = "2019-08-21", expires = "2023-02-23",
  basis     = "assumed", -- of the two dates

  scored {
    part("A. Sản phẩm và sức mạnh của cộng đồng", { max = 35 }, {
      ocop.material { from_75 = 8, from_50 = 5, from_25 = 2 },
      ocop.labour(7),
      ocop.chain(6),
      ocop.environment { tot = 6, kha = 4, dat = 2 },
      ocop.packaging { tot = 8, kha = 5, dat = 2 },
    }),
    ocop.marketing(),
    part("C. Chất lượng sản phẩm", { max = 40 }, {
      ocop.sensory { tot = 12, kha = 8, dat = 4 },
      ocop.uniqueness { tot = 10, kha = 7, dat = 3 },
      ocop.declared(6),
      ocop.food_safety(6),
      ocop.quality_system { tot = 6, kha = 4, dat = 2 },
    }),
    bands = ocop.stars,
  },
}
