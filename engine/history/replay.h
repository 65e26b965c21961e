/*
 * history/replay.h - compute runs on record again, from what was kept, and compare byte for byte.
 */
#ifndef NTM_HISTORY_REPLAY_H
#define NTM_HISTORY_REPLAY_H

#include <jansson.h>

#include "store/runs.h"

/** The first place at which two results part. */
typedef struct ntm_difference {
    const char *unit;     /**< code */
    const char *path;     /**< "units[0].results[3].status"; in the arena of the replay */
    const char *recorded; /**< JSON of the value there, shortened; NULL: absent */
    const char *computed;
} ntm_difference;

typedef enum ntm_replay_end {
    NTM_REPLAY_SAME,
    NTM_REPLAY_DIFFERS,
    NTM_REPLAY_REFUSED, /**< of a profile that this program does not have */
} ntm_replay_end;

/** What of a run has moved, where it does not come out as it was. */
typedef struct ntm_replayed {
    ntm_replay_end end;
    size_t units, same; /**< computed; come out byte for byte */
    bool rules;         /**< a document or script is not what its entry says */
    bool data;          /**< facts are not what their digests say */
    bool parameters;    /**< columns of the run are not what its entry says */
    bool result;        /**< the recorded result itself is not what its digest says */
    bool engine;        /**< none of these: the program computes otherwise */
    const char *engine_then, *profile;
    ntm_difference first; /**< where end is NTM_REPLAY_DIFFERS and units were computed */
} ntm_replayed;

/**
 * @param arena  of the texts in *out
 * @return NTM_OK (also where it differs); NTM_EUSAGE: no such run; NTM_ESYSTEM
 */
ntm_rc ntm_replay(ntm_store *store, int64_t run, ntm_arena *arena, ntm_replayed *out,
                  ntm_diags *diags);

/** The first difference of two JSON values, depth first, keys sorted; false: none. Texts in arena. */
bool ntm_json_difference(const json_t *recorded, const json_t *computed, ntm_arena *arena,
                         ntm_difference *out);

#endif
