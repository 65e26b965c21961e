/*
 * ntm-rules/words.h - the words of the language, by family; each family registers its own.
 *
 * A word is a lua_CFunction named word_<name>. What every word means stands in
 * docs/writing-decisions.md; a test compares its list with words_each().
 */
#ifndef NTM_RULES_WORDS_H
#define NTM_RULES_WORDS_H

#include <lauxlib.h>

#include "dsl/ntm-rules/value.h"

/** Create the metatables, and the table of all words; leaves it on the stack. */
void words_open(dsl *d);

/* Each adds its words to the table on top of the stack. */
void words_open_values(
    dsl *d); /**< numbers, units, dates, codes, what is asked of other decisions */
void words_open_truths(dsl *d);    /**< all_of, part, both_sexes … */
void words_open_select(dsl *d);    /**< choose, by_zone, by_year, since, when, first_of, linear */
void words_open_children(dsl *d);  /**< children, villages; their metatable */
void words_open_operators(dsl *d); /**< metatables of values and poison, methods of values */
void words_open_items(dsl *d); /**< metatable of items; indicator, criterion, gates, zone_scheme */
void words_open_documents(dsl *d);  /**< decision, amendment, findings */
void words_open_scored(dsl *d);     /**< scored, item */
void words_open_tests(dsl *d);      /**< tests, case */
void words_open_dictionary(dsl *d); /**< dictionary, field, scale, list, assessor, paper, unit */

/* ---- shared ---- */

/** Operators (+, &, …) into the metatable on top of the stack. */
void words_set_operators(dsl *d);
/** Push the method of that name and give true, or push nothing. */
bool words_push_method(dsl *d, const char *name);
void words_unknown_method(dsl *d, spot at, const char *name);
/** What stands behind the colon of an expression, and of villages; for the inventory. */
const luaL_Reg *words_value_methods(void);
const luaL_Reg *words_children_methods(void);

/** A finding when more than `most` arguments were given. */
void words_arity(dsl *d, const char *word, int most);

/**
 * The arguments from `first` on as values; or, where a single table stands there, its entries.
 * @return false: one is poison, or a finding was recorded
 */
bool words_values(dsl *d, int first, const char *word, value **out, uint32_t *count_out);
/** As words_values(), as nodes that are truths. */
bool words_truths(dsl *d, int first, const char *word, ntm_ref **out, uint32_t *count_out);

/** Entries 1, 2, … of a table, checked to have no other keys than those named (NULL-terminated). */
uint32_t words_entries(dsl *d, int table, spot at, const char *word, const char *const *keys);

/** Was an unknown key of that table taken for this one? Then it is not missing as well. */
bool words_meant(const dsl *d, const char *key);

/** part("A", { max = … }, { item … }): of points, not of a condition. */
int words_score_part(lua_State *L);
/** unit "km" { … }: of the dictionary, not unit(60, "kg"). */
int words_unit_definition(lua_State *L);

#endif
