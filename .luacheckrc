-- The words of rule scripts (docs/writing-decisions.md) and the part of Lua that they have.
-- A script sees nothing else: no os, io, require, load, metatables or global assignment.
std = "rules"
cache = false
color = false
max_line_length = 160

local lua = {
  "assert", "error", "ipairs", "pairs", "select", "tonumber", "tostring", "type",
  "math", "string", "table", "utf8",
}
local words = {
  -- the page
  "decision", "amendment", "dictionary", "tests", "findings", "use",
  "criterion", "indicator", "condition", "requires", "withdrawal", "scored", "item", "first_of", "linear",
  "zone_scheme", "field", "unit", "scale", "list", "assessor", "paper", "case", "finding", "date", "grade", "choice",
  -- values
  "f", "as_of", "year", "not_known", "previous", "parent", "million_vnd", "vnd",
  "thousand_vnd", "billion_vnd", "children", "villages",
  "sum", "min", "max", "round", "ratio", "percent", "first_known", "known",
  "choose", "by_zone", "by_year", "since", "when",
  -- truths
  "yes", "no", "all_of", "any_of", "none_of", "at_least_n_of", "if_any", "part", "both_sexes",
  "always", "never", "meets", "meets_current", "qualifies", "holds", "failed_share", "fails", "passes",
}

local globals = {}
for _, name in ipairs(lua) do
  globals[name] = { read_only = true, other_fields = true }
end
for _, name in ipairs(words) do
  globals[name] = { read_only = true, other_fields = true } -- f.road.x, villages:count()
end

stds.rules = { read_globals = globals }
