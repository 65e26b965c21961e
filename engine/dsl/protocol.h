/*
 * dsl/protocol.h - the two frames between the caller and ntm-rules.
 *
 * Both are byte strings read from a pipe to its end; both are read as hostile input: the helper
 * does not trust the script it is handed, the caller does not trust the helper that ran it.
 *
 *   request  "NTMQ1\n", then sections, the last of kind NTM_SECTION_END:
 *            kind (1 byte), three lengths (4 bytes each, little endian), name NUL, path NUL, data NUL
 *   answer   "NTMA1\n", kind (1 byte), length (4 bytes), so many bytes, nothing behind them
 */
#ifndef NTM_DSL_PROTOCOL_H
#define NTM_DSL_PROTOCOL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/strbuf.h"

#define NTM_REQUEST_LIMIT ((size_t)16 << 20)  /**< bytes of a whole request */
#define NTM_ANSWER_LIMIT  ((size_t)16 << 20)  /**< bytes of a whole answer */
#define NTM_SCRIPT_LIMIT  ((size_t)256 << 10) /**< bytes of one script */

typedef enum ntm_section_kind {
    NTM_SECTION_DICTIONARY = 'D', /**< data: ntm_dictionary_pack(); not sent with its own script */
    NTM_SECTION_LIBRARY = 'L',    /**< name: as `use` names it; path: as people know it */
    NTM_SECTION_SCRIPT = 'S',     /**< name: <folder>/<file name without .lua>; path; data */
    NTM_SECTION_BUDGET = 'B',     /**< data: instructions allowed, decimal */
    NTM_SECTION_CHECK = 'C', /**< no data: tell what the model says of the result, with places */
    NTM_SECTION_END = 'E',
} ntm_section_kind;

/** One section; the texts point into the request and end in NUL. */
typedef struct ntm_section {
    char kind;
    const char *name, *path, *data;
    size_t length; /**< of data, which may hold any bytes */
} ntm_section;

void ntm_request_begin(ntm_strbuf *request);
void ntm_request_add(ntm_strbuf *request, ntm_section_kind kind, const char *name, const char *path,
                     const void *data, size_t length);
void ntm_request_end(ntm_strbuf *request);

/**
 * The section at *offset (0 at first), advancing it.
 * @return false at the end section, or when the bytes are not a request (then *offset is SIZE_MAX)
 */
bool ntm_request_next(const char *bytes, size_t length, size_t *offset, ntm_section *out);

typedef enum ntm_answer_kind {
    NTM_ANSWER_TREE = 'T',      /**< {"kind", "value", "findings", "stats"}: dsl/tree.h */
    NTM_ANSWER_LIMIT_HIT = 'L', /**< one of NTM_VERDICT_*, nothing else came of the run */
} ntm_answer_kind;

#define NTM_ANSWER_HEAD 11 /**< bytes before the content */

/** The fixed verdicts of a run that was ended; the caller turns them into people's words. */
#define NTM_VERDICT_INSTRUCTIONS "instruction limit"
#define NTM_VERDICT_MEMORY       "memory limit"
#define NTM_VERDICT_TIME         "time limit"
#define NTM_VERDICT_ANSWER       "answer limit"
#define NTM_VERDICT_REQUEST      "bad request"
#define NTM_VERDICT_INTERNAL     "internal error"

/** The bytes before an answer of length bytes. */
void ntm_answer_head(char head[NTM_ANSWER_HEAD], ntm_answer_kind kind, size_t length);

/** Take an answer apart; false when the bytes are not exactly one answer. */
bool ntm_answer_read(const char *bytes, size_t length, char *kind_out, const char **content_out,
                     size_t *length_out);

#endif
