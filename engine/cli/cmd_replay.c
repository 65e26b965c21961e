/* cli/cmd_replay.c - runs on record, computed again and compared. */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "cli/record.h"
#include "history/replay.h"
#include "report/history_text.h"

static json_t *difference_json(const ntm_difference *difference)
{
    json_t *object = json_pack("{s:s, s:s}", "unit", difference->unit, "path", difference->path);
    if (difference->recorded)
        json_object_set_new(object, "recorded", json_string(difference->recorded));
    if (difference->computed)
        json_object_set_new(object, "computed", json_string(difference->computed));
    return object;
}

static json_t *replayed_json(int64_t number, const ntm_replayed *replayed)
{
    static const char *const ends[] = {"same", "differs", "refused"};
    json_t *moved = json_array();
    if (replayed->rules)
        json_array_append_new(moved, json_string("rules"));
    if (replayed->data)
        json_array_append_new(moved, json_string("data"));
    if (replayed->parameters)
        json_array_append_new(moved, json_string("parameters"));
    if (replayed->result)
        json_array_append_new(moved, json_string("result"));
    if (replayed->engine)
        json_array_append_new(moved, json_string("engine"));
    json_t *object = json_pack("{s:I, s:s, s:s, s:s, s:I, s:I, s:o}", "number", (json_int_t)number,
                               "end", ends[replayed->end], "engine_then", replayed->engine_then,
                               "profile", replayed->profile, "units", (json_int_t)replayed->units,
                               "same", (json_int_t)replayed->same, "moved", moved);
    if (replayed->first.path)
        json_object_set_new(object, "difference", difference_json(&replayed->first));
    return object;
}

/* The numbers that were named, or all. Yours to free(). */
static ntm_rc numbers_of(ntm_session *session, int64_t **out, size_t *count_out)
{
    const ntm_args *args = session->args;
    *count_out = 0;
    if (args->all) {
        ntm_arena *arena = ntm_arena_new();
        ntm_run *runs;
        ntm_rc rc = ntm_store_runs(session->store, arena, &runs, count_out, &session->diags);
        *out = ntm_xcalloc(*count_out + 1, sizeof **out);
        for (size_t i = 0; i < *count_out; i++)
            (*out)[i] = runs[i].number;
        ntm_arena_free(arena);
        return rc;
    }
    *out = ntm_xcalloc((size_t)args->nrest + 1, sizeof **out);
    for (int i = 0; i < args->nrest; i++)
        if (!ntm_record_number(session, args->rest[i], &(*out)[(*count_out)++]))
            return NTM_EUSAGE;
    return NTM_OK;
}

static int cmd_replay(const ntm_args *args)
{
    ntm_session session;
    if (args->all ? args->nrest != 0 : args->nrest == 0)
        return ntm_cli_usage(&ntm_cmd_replay, _("numbers of runs were expected, or --all"));
    ntm_session_open(&session, args);
    ntm_arena *arena = ntm_arena_new();
    int64_t *numbers = NULL;
    size_t count = 0;
    int code = 0;
    bool differs = false;
    json_t *list = json_array();
    ntm_rc rc = ntm_store_open(ntm_session_store_path(&session), NTM_STORE_READ, &session.store,
                               &session.diags);
    if (rc == NTM_OK)
        rc = numbers_of(&session, &numbers, &count);
    for (size_t i = 0; i < count && rc == NTM_OK; i++) {
        ntm_replayed replayed;
        rc = ntm_replay(session.store, numbers[i], arena, &replayed, &session.diags);
        if (rc == NTM_OK)
            json_array_append_new(list, replayed_json(numbers[i], &replayed));
        differs = differs || replayed.end != NTM_REPLAY_SAME;
    }
    json_t *replay = json_pack("{s:s, s:o}", "schema", NTM_REPLAY_SCHEMA, "runs", list);
    if (rc == NTM_OK)
        code = ntm_record_print(&session, replay, ntm_replay_text);
    if (code == 0 && differs)
        code = NTM_EXIT_NO;
    json_decref(replay);
    free(numbers);
    ntm_arena_free(arena);
    return ntm_session_close(&session, rc, code);
}

static const ntm_option_id replay_options[] = {NTM_OPT_ALL, NTM_OPT_COUNT};

const ntm_command ntm_cmd_replay = {
    .name = "replay",
    .group = "history",
    .usage = N_("RUN… | --all"),
    .summary = N_("compute runs on record again from what was kept, and compare byte for byte"),
    .details =
        N_("  Needs neither the rules folder nor today's data: documents and facts are "
           "those of the run.\n  Exit code 1 when a run differs; then it says whether rules, "
           "data, parameters, the\n  recorded result or the program moved, with the first "
           "difference.\n\n  ntm replay 3      ntm replay --all"),
    .options = replay_options,
    .formats = "text json",
    .run = cmd_replay,
};
