/* report/layout.h - lines and tables of a terminal, measured in columns, not bytes. */
#ifndef NTM_REPORT_LAYOUT_H
#define NTM_REPORT_LAYOUT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/strbuf.h"

typedef enum ntm_color {
    NTM_COLOR_NONE,
    NTM_COLOR_GOOD,
    NTM_COLOR_BAD,
    NTM_COLOR_OPEN,
    NTM_COLOR_HEAD,
    NTM_COLOR_DIM
} ntm_color;

/** text in a colour when on, else as it is. */
void ntm_layout_colored(ntm_strbuf *out, const char *text, ntm_color color, bool on);
/** Spaces until width columns are reached by a text already written. */
void ntm_layout_pad(ntm_strbuf *out, const char *written, size_t width);
/**
 * text wrapped at spaces to width columns; lines after the first begin with indent spaces; first
 * columns of the first line are taken already. Ends without a line break.
 */
void ntm_layout_wrap(ntm_strbuf *out, const char *text, size_t indent, size_t first, size_t width);
/** `    key      text…`, wrapped under itself; key may be "". Ends with a line break. */
void ntm_layout_field(ntm_strbuf *out, size_t indent, size_t key_width, const char *key,
                      const char *text, size_t width);

#endif
