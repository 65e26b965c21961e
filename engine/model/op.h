/*
 * model/op.h - the operators of the expression language, one line each.
 *
 * X(ENUM, "name in documents", least arguments, most arguments (-1: 1,024))
 * What each means, and what it does with missing values, stands in docs/semantics.md; attributes
 * beyond `args` are named behind the line. Every reader (kernel, exact walk, intervals, gaps,
 * static check) covers this list: a test walks it.
 */
#ifndef NTM_MODEL_OP_H
#define NTM_MODEL_OP_H

#define NTM_OPS(X)                                                                                 \
    /* leaves */                                                                                   \
    X(FIELD, "field", 0, 0)         /* field: read at the unit in question, or an ancestor */      \
    X(NUMBER, "number", 0, 0)       /* value: decimal text; unit: measure */                       \
    X(GRADE, "grade", 0, 0)         /* scale, value: code */                                       \
    X(CHOICE, "choice", 0, 0)       /* list, value: code */                                        \
    X(DATE, "date", 0, 0)           /* value: ISO date */                                          \
    X(TRUTH, "truth", 0, 0)         /* value: "pass" or "fail" */                                  \
    X(AS_OF, "as_of", 0, 0)         /* the date of the evaluation */                               \
    X(YEAR, "year", 0, 0)           /* the assessment year, a number in "year" */                  \
    X(NOT_KNOWN, "not_known", 0, 0) /* reason; missing, of any type */                             \
    /* the unit in question */                                                                     \
    X(PREVIOUS, "previous", 1, 1) /* of a field: the observation of the year before */             \
    X(PARENT, "parent", 1, 1)     /* any value, read at the parent */                              \
    /* arithmetic */                                                                               \
    X(ADD, "add", 2, -1) /* same measure; `sum{…}` and + */                                      \
    X(SUB, "sub", 2, 2)                                                                            \
    X(MUL, "mul", 2, 2)                                                                            \
    X(RATIO, "ratio", 2, 2)     /* a / b; b = 0 is missing */                                      \
    X(PERCENT, "percent", 2, 2) /* 100 a / b, same measure; reported shares stand in */            \
    X(MIN, "min", 1, -1)                                                                           \
    X(MAX, "max", 1, -1)                                                                           \
    X(ROUND, "round", 1, 1) /* digits: -12 to 12; half away from zero */                           \
    X(FIRST_KNOWN, "first_known", 1, -1)                                                           \
    X(LINEAR, "linear", 1, 1) /* points: four decimal texts from, points, to, points */            \
    /* value to truth */                                                                           \
    X(KNOWN, "known", 1, 1)                                                                        \
    X(AT_LEAST, "at_least", 2, 2)                                                                  \
    X(AT_MOST, "at_most", 2, 2)                                                                    \
    X(MORE_THAN, "more_than", 2, 2)                                                                \
    X(LESS_THAN, "less_than", 2, 2)                                                                \
    X(IS, "is", 2, 2)                                                                              \
    X(IS_NOT, "is_not", 2, 2)                                                                      \
    X(BETWEEN, "between", 3, 3) /* inclusive */                                                    \
    X(ON_OR_BEFORE, "on_or_before", 2, 2)                                                          \
    X(ON_OR_AFTER, "on_or_after", 2, 2)                                                            \
    X(WITHIN, "within", 1, 1) /* n months: x <= as_of <= x + n months */                           \
    X(YES, "yes", 1, 1)                                                                            \
    X(NO, "no", 1, 1)                                                                              \
    /* truths */                                                                                   \
    X(ALL_OF, "all_of", 1, -1)                                                                     \
    X(ANY_OF, "any_of", 1, -1)                                                                     \
    X(NONE_OF, "none_of", 1, -1)             /* `~a` is none_of of one */                          \
    X(AT_LEAST_N_OF, "at_least_n_of", 1, -1) /* n */                                               \
    X(IF_ANY, "if_any", 2, 2)                /* pass where args[0] fails, else args[1] */          \
    X(PART, "part", 1, 1)                    /* label */                                           \
    /* selection, of values or truths */                                                           \
    X(WHEN, "when", 3, 3)        /* truth, then, else */                                           \
    X(CHOOSE, "choose", 2, -1)   /* keys: codes of args[0]'s scale; then one value a key */        \
    X(BY_ZONE, "by_zone", 1, -1) /* keys: the scheme's; key expression: the document's zoning */   \
    X(BY_YEAR, "by_year", 1, -1) /* keys: years */                                                 \
    X(SINCE, "since", 1, -1)     /* keys: ISO dates, rising; the last not after as_of */           \
    /* children of one level */                                                                    \
    X(CHILD_COUNT, "child_count", 0, 0)                 /* level */                                \
    X(CHILD_COUNT_WHERE, "child_count_where", 1, 1)     /* level */                                \
    X(CHILD_PERCENT_WHERE, "child_percent_where", 1, 1) /* level */                                \
    X(CHILD_SUM, "child_sum", 1, 1)                     /* level */                                \
    X(CHILD_LEAST, "child_least", 1, 1)                 /* level */                                \
    X(CHILD_GREATEST, "child_greatest", 1, 1)           /* level */                                \
    X(CHILD_ALL, "child_all", 1, 1)                     /* level */                                \
    X(CHILD_ANY, "child_any", 1, 1)                     /* level */                                \
    /* other decisions and titles */                                                               \
    X(MEETS, "meets", 0, 0)                 /* decision: all its criteria, not its gates */        \
    X(MEETS_CURRENT, "meets_current", 0, 0) /* series: the decision of it in force on the date */  \
    X(QUALIFIES, "qualifies", 0, 0)         /* decision: criteria and gates */                     \
    X(HOLDS, "holds", 0, 0)                 /* title: series or decision */                        \
    /* results of the document itself, in gates only */                                            \
    X(FAILED_SHARE, "failed_share", 0, 0) /* percent of criteria */                                \
    X(CRITERION_FAILS, "fails", 0, 0)     /* n: criterion number */                                \
    X(CRITERION_PASSES, "passes", 0, 0)   /* n: criterion number */                                \
    /* points */                                                                                   \
    X(FIRST_OF, "first_of", 1,                                                                     \
      -1) /* truth, number, truth, number, …, number (the last: otherwise) */

typedef enum ntm_op {
#define X(id, name, least, most) NTM_OP_##id,
    NTM_OPS(X)
#undef X
        NTM_OP_COUNT
} ntm_op;

const char *ntm_op_name(ntm_op op);
/** The operator of that name, or NTM_OP_COUNT. */
ntm_op ntm_op_find(const char *name);

#endif
