-- Quy tắc hợp lý của số liệu · plausibility of figures.
--
-- What is possible but worth a second look: a part above its whole, villages that do not add up to
-- their commune, sources that do not add up to the total, ten times as much as a year ago. A rule
-- that holds becomes a warning beside the import and the reconciliation; it decides no status.
-- `when` is written like any condition of a criteria set. What is missing raises nothing.
--
-- A folder of a province may have such a file too; `scope` then says whose figures it looks at.

local rules = {}

local function add(code, level, text, when)
  rules[#rules + 1] = finding(code) { level = level, text = text, when = when }
end

-- A part above its whole, in communes and, where both figures exist there, in villages.
local function part(field, whole, text, in_villages)
  add("part-above-whole." .. field, "commune", text, f[field]:more_than(f[whole]))
  if in_villages then
    add("part-above-whole.village." .. field, "village", text, f[field]:more_than(f[whole]))
  end
end

part("population.male", "population.total", "Dân số nam lớn hơn tổng dân số", true)
part("population.female", "population.total", "Dân số nữ lớn hơn tổng dân số", true)
part("health.insured", "population.total", "Số người có bảo hiểm y tế lớn hơn dân số", true)
part("health.insured.male", "population.male",
  "Số nam có bảo hiểm y tế lớn hơn số nam")
part("health.insured.female", "population.female",
  "Số nữ có bảo hiểm y tế lớn hơn số nữ")
part("health.ebook_people", "population.total",
  "Số người có sổ sức khỏe điện tử lớn hơn dân số", true)
part("health.under5_stunted", "health.under5",
  "Số trẻ dưới 5 tuổi thấp còi lớn hơn số trẻ dưới 5 tuổi", true)
part("poverty.households", "households.total", "Số hộ nghèo lớn hơn tổng số hộ", true)
part("water.hygienic_households", "households.total",
  "Số hộ dùng nước hợp vệ sinh lớn hơn tổng số hộ", true)
part("water.clean_households", "water.hygienic_households",
  "Số hộ dùng nước sạch lớn hơn số hộ dùng nước hợp vệ sinh", true)
part("water.central_households", "water.clean_households",
  "Số hộ dùng nước sạch tập trung lớn hơn số hộ dùng nước sạch", true)
part("power.safe_households", "households.total", "Số hộ dùng điện an toàn lớn hơn tổng số hộ", true)
part("road.commune.paved_km", "road.commune.total_km",
  "Đường xã được nhựa hóa, bê tông hóa dài hơn tổng chiều dài đường xã")
part("road.village.hardened_km", "road.village.total_km",
  "Đường thôn được cứng hóa dài hơn tổng chiều dài đường thôn", true)
part("road.alley.passable_km", "road.alley.total_km",
  "Đường ngõ sạch, không lầy lội dài hơn tổng chiều dài đường ngõ", true)
part("road.field.passable_km", "road.field.total_km",
  "Đường nội đồng đi lại thuận tiện dài hơn tổng chiều dài đường nội đồng", true)
part("land.agri.irrigated_ha", "land.agri.total_ha",
  "Diện tích được tưới, tiêu lớn hơn diện tích đất nông nghiệp", true)
part("school.level1_count", "school.total_count",
  "Số trường đạt chuẩn mức độ 1 lớn hơn tổng số trường")
part("school.level2_count", "school.level1_count",
  "Số trường đạt chuẩn mức độ 2 lớn hơn số trường đạt chuẩn mức độ 1")
part("labour.trained", "labour.force", "Lao động qua đào tạo nhiều hơn lực lượng lao động")
part("cadre.standard_count", "cadre.count", "Cán bộ, công chức đạt chuẩn nhiều hơn tổng số")

-- Two figures of one thing that are not the same: nam + nữ and the total.
add("sum-of-sexes.population", "commune", "Nam cộng nữ không bằng tổng dân số",
  (f.population.male + f.population.female):is_not(f.population.total))
add("sum-of-sexes.village.population", "village", "Nam cộng nữ không bằng tổng dân số của thôn",
  (f.population.male + f.population.female):is_not(f.population.total))

-- The villages and their commune, once all villages have reported.
local function villages_add_up(field, text)
  add("villages-differ." .. field, "commune", text, villages:sum(f[field]):is_not(f[field]))
end
villages_add_up("population.total", "Dân số các thôn cộng lại khác dân số xã")
villages_add_up("population.male", "Số nam các thôn cộng lại khác số nam của xã")
villages_add_up("population.female", "Số nữ các thôn cộng lại khác số nữ của xã")
villages_add_up("households.total", "Số hộ các thôn cộng lại khác số hộ của xã")
villages_add_up("poverty.households", "Số hộ nghèo các thôn cộng lại khác số hộ nghèo của xã")
villages_add_up("health.insured",
  "Số người có bảo hiểm y tế của các thôn cộng lại khác số của xã")

-- Money is reported in rounded figures: what lies within a million đồng is the same amount.
local function apart(a, b) return max(a - b, b - a):more_than(million_vnd(1)) end

add("villages-differ.funds.people_vnd", "commune",
  "Vốn nhân dân của các thôn cộng lại khác số của xã quá 1 triệu đồng",
  apart(villages:sum(f.funds.people_vnd), f.funds.people_vnd))
add("sum-of-funds", "commune", "Sáu nguồn vốn cộng lại khác tổng vốn quá 1 triệu đồng",
  apart(sum { f.funds.central_province_vnd, f.funds.district_vnd, f.funds.commune_vnd,
              f.funds.integrated_vnd, f.funds.enterprise_vnd, f.funds.people_vnd },
        f.funds.total_vnd))
add("disbursed-above-allocated.cement", "commune", "Vốn xi măng đã giải ngân lớn hơn vốn được giao",
  f.funds.cement_disbursed_vnd:more_than(f.funds.cement_allocated_vnd))

-- Sizes that no commune has: a household of nobody, or of more than fifteen.
add("household-size", "commune", "Bình quân số người một hộ dưới 1 hoặc trên 15",
  none_of { ratio(f.population.total, f.households.total)
              :between(unit(1, "person/household"), unit(15, "person/household")) })

-- Ten times as much, or a tenth, within a year: mostly a digit or a unit that slipped. From nothing
-- to something is no such jump; `never_0` says that the figure cannot be nothing.
local function tenfold(field, text, never_0)
  local now, before = f[field], previous(f[field])
  local jump = now:at_least(before * 10) | (now * 10):at_most(before)
  add("tenfold-jump." .. field, "commune", text,
    never_0 and jump or now:more_than(now * 0) & before:more_than(before * 0) & jump)
end
tenfold("population.total", "Dân số gấp mười lần hoặc chỉ bằng một phần mười năm trước", true)
tenfold("households.total", "Số hộ gấp mười lần hoặc chỉ bằng một phần mười năm trước", true)
tenfold("income.per_capita_vnd", "Thu nhập gấp mười lần hoặc chỉ bằng một phần mười năm trước")
tenfold("poverty.households", "Số hộ nghèo gấp mười lần hoặc chỉ bằng một phần mười năm trước")
tenfold("road.village.total_km",
  "Chiều dài đường thôn gấp mười lần hoặc chỉ bằng một phần mười năm trước")
tenfold("land.agri.total_ha",
  "Diện tích đất nông nghiệp gấp mười lần hoặc chỉ bằng một phần mười năm trước")
tenfold("waste.solid_kg", "Lượng rác thải gấp mười lần hoặc chỉ bằng một phần mười năm trước")
tenfold("funds.total_vnd",
  "Tổng vốn huy động gấp mười lần hoặc chỉ bằng một phần mười năm trước")

return findings "hop-ly" {
  title = "Quy tắc hợp lý của số liệu",
  level = "commune",
  table.unpack(rules),
}
