/*
 * intake/matcher.h - which of a set of named things a text means: fields, grades, assessors.
 *
 * Everything has a code and may have a Vietnamese and an English label. A text is compared in steps,
 * each more forgiving than the one before: the code, the labels, both without regard to case, then
 * without regard to accents (and _ as a blank), then labels without what they say in brackets. The first
 * step at which anything fits decides; if two things fit there, the text is ambiguous.
 */
#ifndef NTM_INTAKE_MATCHER_H
#define NTM_INTAKE_MATCHER_H

#include "base/arena.h"
#include "base/strbuf.h"

typedef struct ntm_matcher ntm_matcher;

enum { NTM_MATCH_NONE = -1, NTM_MATCH_MANY = -2 };

/** Lives in the arena, with all it remembers. */
ntm_matcher *ntm_matcher_new(ntm_arena *arena);
/** Things are numbered from 0 in the order in which they are added, all before the first search.
 *  The texts are borrowed; labels may be NULL. */
void ntm_matcher_add(ntm_matcher *matcher, const char *code, const char *label_vi,
                     const char *label_en);
/** The number of the thing meant, NTM_MATCH_NONE or NTM_MATCH_MANY. Answers are remembered. */
int ntm_matcher_find(ntm_matcher *matcher, const char *text);
/** The number of the thing whose code or label is nearest to the text, or NTM_MATCH_NONE. */
int ntm_matcher_nearest(const ntm_matcher *matcher, const char *text);
/** Add "code (label), code (label)" to out: those that fit an ambiguous text, or all (text NULL),
 *  at most 12. */
void ntm_matcher_list(ntm_matcher *matcher, const char *text, ntm_strbuf *out);

#endif
