/* intake/cell.c - the text of a cell as the rest of intake wants it. */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "intake/date.h"
#include "intake/intake_priv.h"

/* Blanks and invisible characters that word processors and web pages leave at the ends of cells. */
static const char *const EDGES[] = {
    " ",
    "\t",
    "\n",
    "\xC2\xA0",
    "\xE2\x80\x82",
    "\xE2\x80\x83",
    "\xE2\x80\x87",
    "\xE2\x80\x88",
    "\xE2\x80\x89",
    "\xE2\x80\x8A",
    "\xE2\x80\x8B",
    "\xE2\x80\x8E",
    "\xE2\x80\x8F",
    "\xE2\x80\xAF",
    "\xE2\x81\xA0",
    "\xE3\x80\x80",
    "\xEF\xBB\xBF",
};

static char *trim(char *text)
{
    size_t length = strlen(text);
    for (size_t i = 0; i < sizeof EDGES / sizeof *EDGES;) {
        size_t edge = strlen(EDGES[i]);
        if (length >= edge && memcmp(text + length - edge, EDGES[i], edge) == 0) {
            length -= edge;
            i = 0;
        } else if (length >= edge && memcmp(text, EDGES[i], edge) == 0) {
            text += edge;
            length -= edge;
            i = 0;
        } else {
            i++;
        }
    }
    text[length] = '\0';
    return text;
}

/* '=… and '123 (a text mark before what a spreadsheet would read otherwise), and ="00123". */
static char *unmark(char *text)
{
    size_t length = strlen(text);
    if (text[0] == '\'' && text[1] && strchr("=+-@0123456789", text[1]))
        return text + 1;
    if (length >= 3 && text[0] == '=' && text[1] == '"' && text[length - 1] == '"' &&
        !memchr(text + 2, '"', length - 3)) {
        text[length - 1] = '\0';
        return text + 2;
    }
    return text;
}

static bool is_simple(const char *text, size_t length)
{
    if (!length)
        return true;
    if (strchr(" \t\n'=", text[0]) || strchr(" \t\n", text[length - 1]))
        return false;
    for (size_t i = 0; i < length; i++)
        if ((unsigned char)text[i] >= 0x80)
            return false;
    return true;
}

const char *ntm_intake_text(ntm_intake *in, const ntm_csv_row *row, int column)
{
    if (column < 0 || (size_t)column >= row->count)
        return "";
    const ntm_csv_cell *cell = &row->cells[column];
    if (is_simple(cell->text, cell->length))
        return cell->text;
    char *text = ntm_text_nfc(cell->text);
    if (!text)
        return cell->text; /* not possible: the reader takes valid UTF-8 only */
    if (in->nowned == in->capacity_owned) {
        in->capacity_owned = in->capacity_owned ? in->capacity_owned * 2 : 16;
        in->owned = ntm_xrealloc(in->owned, in->capacity_owned * sizeof *in->owned);
    }
    in->owned[in->nowned++] = text;
    return unmark(trim(text));
}

const char *ntm_intake_role(ntm_intake *in, const ntm_csv_row *row, ntm_role role)
{
    return ntm_intake_text(in, row, in->header.column[role]);
}

void ntm_intake_free_texts(ntm_intake *in)
{
    while (in->nowned)
        free(in->owned[--in->nowned]);
}

bool ntm_intake_date_cell(ntm_intake *in, const ntm_csv_row *row, ntm_role role, ntm_date fallback,
                          ntm_date *out)
{
    const char *text = ntm_intake_role(in, row, role);
    if (!*text) {
        *out = fallback;
        return true;
    }
    ntm_remark remark = {0};
    if (ntm_intake_date(text, out, &remark))
        return true;
    ntm_intake_say_remark(in, row, in->header.column[role], NULL, &remark);
    return false;
}
