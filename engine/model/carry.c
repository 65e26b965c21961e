/* model/carry.c - policies, and which field each makes sense for. */
#include "model/carry.h"

#include <string.h>

#include "base/arena.h"

struct ntm_carry {
    ntm_arena *arena;
    ntm_names *fields;
    ntm_carry_policy *policies; /* by number of the field's name */
    uint32_t capacity;
};

const char *ntm_carry_code(ntm_carry_policy policy)
{
    static const char *const codes[NTM_CARRY_POLICIES] = {
        [NTM_CARRY_NONE] = "none", [NTM_CARRY_SUM] = "sum",       [NTM_CARRY_ALL] = "all",
        [NTM_CARRY_ANY] = "any",   [NTM_CARRY_LATEST] = "latest", [NTM_CARRY_EARLIEST] = "earliest",
    };
    return codes[policy];
}

bool ntm_carry_from_code(const char *code, ntm_carry_policy *out)
{
    for (int p = 0; p < NTM_CARRY_POLICIES; p++)
        if (strcmp(code, ntm_carry_code((ntm_carry_policy)p)) == 0) {
            *out = (ntm_carry_policy)p;
            return true;
        }
    return false;
}

bool ntm_carry_fits(ntm_carry_policy policy, const ntm_field *field)
{
    switch (policy) {
    case NTM_CARRY_NONE:
        return true;
    case NTM_CARRY_SUM:
        return ntm_field_adds_up(field);
    case NTM_CARRY_ALL:
        return field->kind == NTM_K_YES_NO || field->kind == NTM_K_GRADE ||
               field->kind == NTM_K_CHOICE;
    case NTM_CARRY_ANY:
        return field->kind == NTM_K_YES_NO || field->kind == NTM_K_GRADE;
    case NTM_CARRY_LATEST:
    case NTM_CARRY_EARLIEST:
        return field->kind == NTM_K_DATE;
    }
    return false;
}

ntm_carry_policy ntm_carry_usual(const ntm_field *field)
{
    return ntm_field_adds_up(field) && !field->stays ? NTM_CARRY_SUM : NTM_CARRY_NONE;
}

ntm_carry *ntm_carry_new(ntm_arena *arena)
{
    if (!arena)
        arena = ntm_arena_new();
    ntm_carry *carry = ntm_arena_alloc(arena, sizeof *carry);
    carry->arena = arena;
    carry->fields = ntm_names_new(arena);
    return carry;
}

void ntm_carry_free(ntm_carry *carry)
{
    if (carry)
        ntm_arena_free(carry->arena); /* the carry itself lives in it */
}

void ntm_carry_set(ntm_carry *carry, const char *field, ntm_carry_policy policy)
{
    uint32_t number = ntm_names_add(carry->fields, field);
    if (number >= carry->capacity) {
        uint32_t capacity = carry->capacity ? carry->capacity * 2 : 32;
        ntm_carry_policy *policies = ntm_arena_array(carry->arena, capacity, sizeof *policies);
        if (carry->capacity)
            memcpy(policies, carry->policies, carry->capacity * sizeof *policies);
        carry->policies = policies;
        carry->capacity = capacity;
    }
    carry->policies[number] = policy;
}

bool ntm_carry_given(const ntm_carry *carry, const char *field, ntm_carry_policy *out)
{
    uint32_t number = carry ? ntm_names_find(carry->fields, field) : NTM_NO_NAME;
    if (number == NTM_NO_NAME)
        return false;
    *out = carry->policies[number];
    return true;
}

uint32_t ntm_carry_count(const ntm_carry *carry)
{
    return carry ? ntm_names_count(carry->fields) : 0;
}

const char *ntm_carry_at(const ntm_carry *carry, uint32_t index, ntm_carry_policy *out)
{
    *out = carry->policies[index];
    return ntm_names_text(carry->fields, index);
}

ntm_carry_policy ntm_carry_of(const ntm_carry *carry, const ntm_field *field)
{
    ntm_carry_policy policy;
    if (ntm_carry_given(carry, field->name, &policy) && ntm_carry_fits(policy, field))
        return policy;
    return ntm_carry_usual(field);
}
