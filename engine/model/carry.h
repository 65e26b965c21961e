/*
 * model/carry.h - how figures pass to the unit that a merger makes of several.
 *
 * What adds up is added up over all predecessors (ntm_field_adds_up()), unless the dictionary says
 * that it stays with its unit. Rates, grades, choices, dates and yes/no are not carried: a successor
 * is assessed anew. A policy that a person gives for a field (`--carry FILE`) changes either.
 */
#ifndef NTM_MODEL_CARRY_H
#define NTM_MODEL_CARRY_H

#include "model/field.h"

typedef enum ntm_carry_policy {
    NTM_CARRY_NONE,   /**< the successor's figure must be reported anew */
    NTM_CARRY_SUM,    /**< of what adds up */
    NTM_CARRY_ALL,    /**< yes/no: all predecessors; grades: the least; choices: where all agree */
    NTM_CARRY_ANY,    /**< yes/no: one of them; grades: the greatest */
    NTM_CARRY_LATEST, /**< dates */
    NTM_CARRY_EARLIEST, /**< dates */
} ntm_carry_policy;
#define NTM_CARRY_POLICIES 6

/** "none", "sum", "all", "any", "latest", "earliest": as files and JSON have them. */
const char *ntm_carry_code(ntm_carry_policy policy);
bool ntm_carry_from_code(const char *code, ntm_carry_policy *out);
/** Whether a policy makes sense for the field: nobody adds up grades. */
bool ntm_carry_fits(ntm_carry_policy policy, const ntm_field *field);
/** What holds where nobody gives a policy: SUM or NONE. */
ntm_carry_policy ntm_carry_usual(const ntm_field *field);

/** Policies by name of field. Filled by one, then shared by threads. */
typedef struct ntm_carry ntm_carry;

/** arena: it lives there, and is not freed by itself; NULL: it has one of its own. */
ntm_carry *ntm_carry_new(ntm_arena *arena);
void ntm_carry_free(ntm_carry *carry); /**< of one of its own; NULL is allowed */
/** The last policy given for a field holds. */
void ntm_carry_set(ntm_carry *carry, const char *field, ntm_carry_policy policy);
/** The policy given for a field; false: none was. carry may be NULL. */
bool ntm_carry_given(const ntm_carry *carry, const char *field, ntm_carry_policy *out);
/** Policies given, in the order in which their fields were first named. */
uint32_t ntm_carry_count(const ntm_carry *carry); /**< NULL: 0 */
const char *ntm_carry_at(const ntm_carry *carry, uint32_t index, ntm_carry_policy *out);
/** The one that holds: the policy given, if it fits the field (a document may have another kind of
 *  field by that name than the dictionary of today), else the usual one. */
ntm_carry_policy ntm_carry_of(const ntm_carry *carry, const ntm_field *field);

#endif
