-- Phép đo dùng chung · measures that more than one criteria set takes.
--
-- What is measured stands here once; how much is asked, of whom and since when stands in the
-- decisions: measure.village_roads_hardened:at_least(80). A share reads the unit that is assessed,
-- so the same one serves a commune and a village.
--
-- Once a decision in use names a measure, its meaning does not change any more: past decisions
-- read it too. A new way of measuring gets a new name.

local measure = {}

-- A share of what may be nothing: unknown then, neither met nor failed.
local function share(part, whole)
  return percent(part, whole, { zero = "unknown" })
end

-- Planning
measure.plan_published_in_time =
  f.plan.commune.published_on:on_or_before(f.plan.commune.publish_deadline)
measure.plan_rules = yes(f.plan.rules.issued) & yes(f.plan.rules.followed)

-- Roads
measure.commune_roads_paved    = share(f.road.commune.paved_km, f.road.commune.total_km)
measure.village_roads_hardened = share(f.road.village.hardened_km, f.road.village.total_km)
measure.alleys_passable        = share(f.road.alley.passable_km, f.road.alley.total_km)
measure.alleys_hardened        = share(f.road.alley.hardened_km, f.road.alley.total_km)
measure.field_roads_passable   = share(f.road.field.passable_km, f.road.field.total_km)
measure.field_roads_hardened   = share(f.road.field.hardened_km, f.road.field.total_km)

-- Land, power, houses, work, schools
measure.land_irrigated         = share(f.land.agri.irrigated_ha, f.land.agri.total_ha)
measure.safe_power             = percent(f.power.safe_households, f.households.total)
measure.schools_level1         = share(f.school.level1_count, f.school.total_count)
measure.solid_houses           = percent(f.housing.solid_households, f.households.total)
measure.poor_households        = percent(f.poverty.households, f.households.total)
measure.gardens_improved       = share(f.garden.improved_households, f.garden.households)
measure.green_fences           = percent(f.fence.green_households, f.households.total)
measure.employed               = percent(f.labour.employed, f.labour.able)
measure.graduates_continuing   = share(f.edu.continuing, f.edu.lower_secondary_graduates)

measure.children_enrolled      = share(f.edu.school_age_enrolled, f.edu.school_age_children)

-- Culture
measure.hall_and_sports_ground = yes(f.culture.commune_hall) & yes(f.culture.commune_sports_ground)
measure.villages_with_house    = villages:percent_where(yes(f.village.culture_house))

-- The workforce and the insured, one sex at a time: for both_sexes(...)
function measure.trained(sex)   return percent(f.labour.trained[sex], f.labour.force[sex]) end
function measure.certified(sex) return percent(f.labour.certified[sex], f.labour.force[sex]) end
function measure.insured(sex)   return percent(f.health.insured[sex], f.population[sex]) end

-- Health
measure.insured_people         = percent(f.health.insured, f.population.total)
measure.stunted_children       = share(f.health.under5_stunted, f.health.under5)
measure.electronic_books       = percent(f.health.ebook_people, f.population.total)

-- Water
measure.hygienic_water         = percent(f.water.hygienic_households, f.households.total)
measure.clean_water            = percent(f.water.clean_households, f.households.total)
measure.central_water          = percent(f.water.central_households, f.households.total)

-- Environment and food safety
measure.businesses_compliant   = share(f.env.business_compliant_count, f.env.business_count)
measure.green_area             = ratio(f.env.green_public_m2, f.population.total)
measure.solid_waste_treated    = share(f.waste.solid_treated_kg, f.waste.solid_kg)
measure.pesticide_packs_treated =
  share(f.waste.pesticide_pack_collected_kg, f.waste.pesticide_pack_kg)
measure.plastic_treated        = share(f.waste.plastic_treated_kg, f.waste.plastic_kg)
measure.waste_sorted           = percent(f.waste.sorting_households, f.households.total)
measure.waste_water_treated    = percent(f.wastewater.treated_households, f.households.total)
measure.three_clean            = percent(f.sanitation.three_clean_households, f.households.total)
measure.livestock_compliant    = share(f.livestock.farm_compliant_count, f.livestock.farm_count)
measure.food_units_compliant   = share(f.food.unit_compliant_count, f.food.unit_count)

-- Political system, protection of people, defence
measure.cadres_to_standard     = percent(f.cadre.standard_count, f.cadre.count)
measure.organisations_good     = percent(f.org.good_count, f.org.count)
measure.people_protected       = yes(f.gender.equality_ok) & yes(f.child.protection_ok)
measure.militia                = yes(f.militia.strong) & yes(f.militia.targets_met)

function measure.party_and_government(grade)
  return part("Đảng bộ", f.party.grade:at_least(grade))
         & part("chính quyền", f.gov.grade:at_least(grade))
end

-- Universal education and literacy, each at the level asked for.
function measure.universal_education(level)
  return part("mầm non 5 tuổi", yes(f.edu.preschool5_universal))
         & part("tiểu học", f.edu.primary_level:at_least(level.primary))
         & part("THCS", f.edu.lower_secondary_level:at_least(level.lower_secondary))
         & part("xóa mù chữ", f.edu.literacy_level:at_least(level.literacy))
end

-- A village's culture title with the households titled cultured family.
function measure.cultured(required)
  return part("thôn văn hóa", yes(f.village.culture_title))
         & part("gia đình văn hóa",
                percent(f.culture.cultured_families, f.households.total):at_least(required))
end

return measure
