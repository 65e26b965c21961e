/*
 * base/text.h - UTF-8: validity, NFC, folding, width, safe printing.
 *
 * Every text that enters the program is put into NFC once, at the entrance (intake, dsl, cli).
 */
#ifndef NTM_BASE_TEXT_H
#define NTM_BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>

/** True when the bytes are valid UTF-8 without NUL; else *offset_out (may be NULL) is where not. */
bool ntm_utf8_valid(const char *bytes, size_t length, size_t *offset_out);

/** NFC of a valid UTF-8 text, yours to free(). NULL when the text is not valid UTF-8. */
char *ntm_text_nfc(const char *text);

/**
 * Folded for forgiving comparison: case folded, accents stripped, đ as d, runs of white space as
 * one space, ends trimmed. "Cẩm Ngọc" and "cam  ngoc" fold alike. Never use it to join data:
 * Song, Sóng and Song Nga's first word fold together. Yours to free().
 */
char *ntm_text_fold(const char *text);

/** Like fold, but accents stay: case, Unicode form and white space only. Yours to free(). */
char *ntm_text_casefold(const char *text);

/** Columns on a terminal (wide characters 2, combining marks 0). */
size_t ntm_text_width(const char *text);

/** Code points in the first length bytes (for 1-based columns of messages). */
size_t ntm_text_points(const char *text, size_t length);

/**
 * Make any bytes safe to print: invalid UTF-8, control, bidirectional and invisible characters become
 * \xNN or \u{NNNN}; what is beyond limit bytes is cut and told by a "…" behind. Yours to free().
 */
char *ntm_text_escape(const char *bytes, size_t length, size_t limit);

/** Levenshtein distance in code points of the folded texts; stops at limit + 1. */
size_t ntm_text_distance(const char *a, const char *b, size_t limit);

#endif
