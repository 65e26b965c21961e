-- Tiêu chí dùng chung · criteria that stand word for word in more than one commune set.

local blocks = {}

function blocks.trade()
  return criterion(7, "Cơ sở hạ tầng thương mại nông thôn") {
    indicator "7.1" {
      "Xã có chợ nông thôn hoặc nơi mua bán, trao đổi hàng hóa",
      pass  = yes(f.trade.market_or_shop),
      basis = "recalled",
    },
  }
end

function blocks.communications()
  return criterion(8, "Thông tin và Truyền thông") {
    indicator "8.1" {
      "Xã có điểm phục vụ bưu chính",
      pass  = yes(f.ict.postal_point),
      basis = "recalled",
    },
    indicator "8.2" {
      "Xã có dịch vụ viễn thông, internet",
      pass  = yes(f.ict.telecom_internet),
      basis = "recalled",
    },
    indicator "8.3" {
      "Xã có đài truyền thanh và loa đến các thôn",
      pass  = part("đài truyền thanh xã", yes(f.ict.radio_station))
              & part("loa ở các thôn",
                     villages:percent_where(yes(f.village.loudspeaker)):at_least(100)),
      basis = "recalled",
    },
    indicator "8.4" {
      "Xã ứng dụng công nghệ thông tin trong quản lý, điều hành",
      pass  = yes(f.ict.it_in_management),
      basis = "recalled",
    },
  }
end

return blocks
