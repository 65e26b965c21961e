/* report/compare_csv.c - the comparison as rows, for a spreadsheet. */
#include <string.h>

#include "report/compare.h"
#include "report/fact_text.h"

/* Quoted where it must be; a text that a spreadsheet would take for a formula is kept a text. */
static void cell(const char *text, bool last, ntm_strbuf *out)
{
    bool formula = text && *text && strchr("=+-@\t\r", *text) != NULL;
    bool quote = text && strpbrk(text, ",\"\n\r") != NULL;
    if (quote)
        ntm_strbuf_putc(out, '"');
    if (formula)
        ntm_strbuf_putc(out, '\'');
    for (const char *p = text ? text : ""; *p; p++) {
        if (*p == '"')
            ntm_strbuf_putc(out, '"');
        ntm_strbuf_putc(out, *p);
    }
    if (quote)
        ntm_strbuf_putc(out, '"');
    ntm_strbuf_putc(out, last ? '\n' : ',');
}

static void row(const char *const cells[10], ntm_strbuf *out)
{
    for (int i = 0; i < 10; i++)
        cell(cells[i], i == 9, out);
}

static const json_t *finding_of(const json_t *item, const char *assessor)
{
    size_t i;
    const json_t *finding;
    json_array_foreach (json_object_get(item, "findings"), i, finding)
        if (!strcmp(ntm_json_text(finding, "assessor"), assessor))
            return finding;
    return NULL;
}

static void figure_rows(const json_t *figure, ntm_strbuf *out)
{
    size_t i;
    const json_t *value;
    const char *differs = json_is_true(json_object_get(figure, "differs")) ? "yes" : "no";
    json_array_foreach (json_object_get(figure, "values"), i, value)
        row((const char *const[10]){"figure", ntm_json_text(figure, "unit"),
                                    ntm_json_text(figure, "field"),
                                    ntm_json_text(value, "assessor"), NULL, NULL,
                                    ntm_json_text(value, "value"), ntm_json_text(value, "as_of"),
                                    ntm_json_text(value, "evidence"), differs},
            out);
}

static void item_rows(const json_t *item, const char *unit, ntm_strbuf *out)
{
    size_t i;
    const json_t *status;
    const char *differs = json_array_size(json_object_get(item, "differs")) ? "yes" : "no";
    json_array_foreach (json_object_get(item, "statuses"), i, status) {
        const char *assessor = ntm_json_text(status, "assessor");
        const json_t *finding = finding_of(item, assessor);
        row((const char *const[10]){ntm_json_text(item, "kind"), unit, ntm_json_text(item, "item"),
                                    assessor, ntm_json_text(status, "status"),
                                    ntm_json_text(finding, "finding"), NULL,
                                    ntm_json_text(finding, "date"),
                                    ntm_json_text(finding, "document"), differs},
            out);
    }
}

void ntm_compare_csv(const json_t *compared, ntm_strbuf *out)
{
    size_t i;
    const json_t *one;
    ntm_strbuf_puts(out, "kind,unit,item,assessor,computed,finding,value,date,document,differs\n");
    json_array_foreach (json_object_get(compared, "figures"), i, one)
        figure_rows(one, out);
    json_array_foreach (json_object_get(compared, "items"), i, one)
        item_rows(one, ntm_json_text(compared, "unit"), out);
}
