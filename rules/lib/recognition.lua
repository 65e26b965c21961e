-- Điều kiện công nhận · what recognition asks beside the indicators and when
-- it is withdrawn, alike for every commune set (Decision 18/2022/QĐ-TTg). The percentages of
-- recognition stand in the decisions that use them.

local recognition = {}

-- No overdue construction debt of the programme at all.
function recognition.no_debt()
  return f.debt.ntm_construction_vnd:at_most(vnd(0))
end

-- Residents are content: overall, and with the item that pleased them least.
--
-- Polls are reckoned over all households or over the households asked, and which of the two counts
-- is not known here. The first share is never the larger one: where it is enough, both are; where
-- the second falls short, both do; between the two the answer stays open.
function recognition.satisfied(required)
  local content  = f.satisfaction.satisfied_people
  local of_all   = percent(content, f.satisfaction.households_total, { zero = "unknown" })
  local of_asked = percent(content, f.satisfaction.asked_people, { zero = "unknown" })
  local which    = not_known("tỷ lệ hài lòng tính trên tổng số hộ hay trên số hộ được hỏi")

  return (part("hài lòng, trên tổng số hộ", of_all:at_least(required.overall))
          | (part("hài lòng, trên số hộ được hỏi", of_asked:at_least(required.overall))
             & part("cách tính", yes(which))))
         & part("hài lòng với nội dung thấp nhất",
                f.satisfaction.item_min_percent:at_least(required.weakest_item))
end

-- The council's vote, of the members present.
function recognition.voted(required)
  return percent(f.council.yes, f.council.present, { zero = "unknown" }):at_least(required)
end

-- Withdrawal: half of the criteria lost, or from 30% with one of the named criteria among them. The
-- thresholds are nested, so that an undecided share does not fall between two ranges.
function recognition.lost(named)
  local one_of_them = {}
  for i, number in ipairs(named) do one_of_them[i] = fails(number) end
  return failed_share():at_least(50) | (failed_share():at_least(30) & any_of(one_of_them))
end

return recognition
