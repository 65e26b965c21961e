/*
 * report/history_text.h - the history of a store for people: each text is made from the JSON that the
 * command gives to programs (docs/log.schema.json, replay.schema.json, why.schema.json,
 * verify.schema.json).
 */
#ifndef NTM_REPORT_HISTORY_TEXT_H
#define NTM_REPORT_HISTORY_TEXT_H

#include "report/evaluation.h"

#define NTM_LOG_SCHEMA    "ntm.log/1"
#define NTM_REPLAY_SCHEMA "ntm.replay/1"
#define NTM_WHY_SCHEMA    "ntm.why/1"
#define NTM_VERIFY_SCHEMA "ntm.verify/1"

/** Imports and runs on record. */
void ntm_log_text(const json_t *log, const ntm_text_options *options, ntm_strbuf *out);
/** What came of replaying runs. */
void ntm_replay_text(const json_t *replay, const ntm_text_options *options, ntm_strbuf *out);
/** Why two runs differ. */
void ntm_why_text(const json_t *why, const ntm_text_options *options, ntm_strbuf *out);

/** What came of verifying a store, or dossiers; the findings themselves are printed elsewhere. */
void ntm_verify_text(const json_t *verify, const ntm_text_options *options, ntm_strbuf *out);

/** The four lines of a checkpoint as they are in a file, but for `indent` spaces. */
void ntm_checkpoint_lines(const json_t *checkpoint, size_t indent, ntm_strbuf *out);

/** A text that the store holds, whoever wrote it there: what cannot be printed is escaped. */
void ntm_show_safe(ntm_strbuf *out, const char *text);
/** "2026-11-28T10:00:00Z" as day and time in Vietnam. */
void ntm_show_time(ntm_strbuf *out, const char *time);

#endif
