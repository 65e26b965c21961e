/*
 * intake/header.c - the names of columns.
 *
 * Names are compared folded (case, accents, _ as a blank). The kind of a file is the one that most
 * of its columns belong to, so that one misspelt name is told as such.
 */
#include "intake/header.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"

typedef struct column_name {
    ntm_intake_kind kind;
    ntm_role role;
    bool required;
    const char *name;   /* as in the pattern of the header */
    const char *folded; /* this and the other names it may have, each between two bars */
} column_name;

#define OBSERVATION_COLUMNS(kind)                                                                  \
    {kind, NTM_ROLE_UNIT, true, "unit", "|unit|don vi|ma don vi|unit code|ma|ma xa|ma thon|"},     \
        {kind, NTM_ROLE_UNIT_NAME, false, "unit_name",                                             \
         "|unit name|ten don vi|ten xa|ten thon|ten|"},                                            \
        {kind, NTM_ROLE_AS_OF, false, "as_of",                                                     \
         "|as of|ngay|ngay so lieu|date|thoi diem|tinh den ngay|"},                                \
        {kind, NTM_ROLE_ASSESSOR, false, "assessor", "|assessor|cap danh gia|"},                   \
        {kind, NTM_ROLE_ORIGIN, false, "origin", "|origin|nguon|nguon so lieu|source|"},           \
        {kind, NTM_ROLE_EVIDENCE, false, "evidence", "|evidence|minh chung|"},                     \
    {                                                                                              \
        kind, NTM_ROLE_NOTE, false, "note", "|note|ghi chu|notes|"                                 \
    }

static const column_name COLUMNS[] = {
    {NTM_INTAKE_UNITS, NTM_ROLE_CODE, true, "code", "|code|ma|ma don vi|unit code|"},
    {NTM_INTAKE_UNITS, NTM_ROLE_LEVEL, true, "level", "|level|cap|cap don vi|"},
    {NTM_INTAKE_UNITS, NTM_ROLE_NAME, true, "name", "|name|ten|ten don vi|"},
    {NTM_INTAKE_UNITS, NTM_ROLE_PARENT, true, "parent",
     "|parent|cap tren|ma cap tren|don vi cap tren|truc thuoc|"},
    {NTM_INTAKE_UNITS, NTM_ROLE_VALID_FROM, false, "valid_from",
     "|valid from|hieu luc tu|tu ngay|"},
    {NTM_INTAKE_UNITS, NTM_ROLE_VALID_TO, false, "valid_to", "|valid to|hieu luc den|den ngay|"},
    {NTM_INTAKE_UNITS, NTM_ROLE_ZONE_SCHEME, false, "zone_scheme", "|zone scheme|cach phan vung|"},
    {NTM_INTAKE_UNITS, NTM_ROLE_ZONE, false, "zone", "|zone|vung|"},
    {NTM_INTAKE_UNITS, NTM_ROLE_ORIGIN, false, "origin", "|origin|nguon|nguon so lieu|source|"},
    {NTM_INTAKE_UNITS, NTM_ROLE_NOTE, false, "note", "|note|ghi chu|notes|"},

    {NTM_INTAKE_TITLES, NTM_ROLE_UNIT, true, "unit", "|unit|don vi|ma don vi|unit code|ma|"},
    {NTM_INTAKE_TITLES, NTM_ROLE_UNIT_NAME, false, "unit_name", "|unit name|ten don vi|ten|"},
    {NTM_INTAKE_TITLES, NTM_ROLE_TITLE, true, "title", "|title|danh hieu|"},
    {NTM_INTAKE_TITLES, NTM_ROLE_NUMBER, false, "number",
     "|number|decision number|decision|so quyet dinh|quyet dinh|"},
    {NTM_INTAKE_TITLES, NTM_ROLE_DATE, false, "date", "|date|ngay|ngay cong nhan|"},
    {NTM_INTAKE_TITLES, NTM_ROLE_SET, false, "set", "|set|bo tieu chi|"},
    {NTM_INTAKE_TITLES, NTM_ROLE_EXPIRES, false, "expires",
     "|expires|expires on|het han|ngay het han|"},
    {NTM_INTAKE_TITLES, NTM_ROLE_WITHDRAWN, false, "withdrawn",
     "|withdrawn|withdrawn on|thu hoi|ngay thu hoi|"},
    {NTM_INTAKE_TITLES, NTM_ROLE_ORIGIN, false, "origin", "|origin|nguon|nguon so lieu|source|"},
    {NTM_INTAKE_TITLES, NTM_ROLE_NOTE, false, "note", "|note|ghi chu|notes|"},
    {NTM_INTAKE_TITLES, NTM_ROLE_APPRAISAL, false, "appraisal",
     "|appraisal|can cu tham dinh|van ban tham dinh|"},

    {NTM_INTAKE_REGISTRATIONS, NTM_ROLE_UNIT, true, "unit", "|unit|don vi|ma don vi|unit code|ma|"},
    {NTM_INTAKE_REGISTRATIONS, NTM_ROLE_UNIT_NAME, false, "unit_name",
     "|unit name|ten don vi|ten|"},
    {NTM_INTAKE_REGISTRATIONS, NTM_ROLE_SET, true, "set", "|set|bo tieu chi|"},
    {NTM_INTAKE_REGISTRATIONS, NTM_ROLE_YEAR, true, "year", "|year|nam|nam dang ky|"},
    {NTM_INTAKE_REGISTRATIONS, NTM_ROLE_ORIGIN, false, "origin",
     "|origin|nguon|nguon so lieu|source|"},
    {NTM_INTAKE_REGISTRATIONS, NTM_ROLE_NOTE, false, "note", "|note|ghi chu|notes|"},

    {NTM_INTAKE_SUCCESSION, NTM_ROLE_PREDECESSOR, true, "predecessor",
     "|predecessor|don vi truoc|ma don vi truoc|don vi cu|"},
    {NTM_INTAKE_SUCCESSION, NTM_ROLE_SUCCESSOR, true, "successor",
     "|successor|don vi sau|ma don vi sau|don vi moi|"},
    {NTM_INTAKE_SUCCESSION, NTM_ROLE_EFFECTIVE, true, "effective",
     "|effective|ngay hieu luc|hieu luc tu|"},
    {NTM_INTAKE_SUCCESSION, NTM_ROLE_EXTENT, false, "extent", "|extent|pham vi|"},
    {NTM_INTAKE_SUCCESSION, NTM_ROLE_CONFIRMED, false, "confirmed",
     "|confirmed|confirmed by|nguoi xac nhan|xac nhan|"},
    {NTM_INTAKE_SUCCESSION, NTM_ROLE_ORIGIN, false, "origin",
     "|origin|nguon|nguon so lieu|source|"},
    {NTM_INTAKE_SUCCESSION, NTM_ROLE_NOTE, false, "note", "|note|ghi chu|notes|"},

    OBSERVATION_COLUMNS(NTM_INTAKE_LONG),
    {NTM_INTAKE_LONG, NTM_ROLE_FIELD, true, "field",
     "|field|truong|truong so lieu|ma truong|so lieu|"},
    {NTM_INTAKE_LONG, NTM_ROLE_VALUE, true, "value", "|value|gia tri|"},

    OBSERVATION_COLUMNS(NTM_INTAKE_WIDE),

    {NTM_INTAKE_EVIDENCE, NTM_ROLE_UNIT, true, "unit",
     "|unit|don vi|ma don vi|unit code|ma|ma xa|ma thon|"},
    {NTM_INTAKE_EVIDENCE, NTM_ROLE_UNIT_NAME, false, "unit_name",
     "|unit name|ten don vi|ten xa|ten thon|ten|"},
    {NTM_INTAKE_EVIDENCE, NTM_ROLE_NUMBER, true, "number",
     "|number|so hieu|so ky hieu|so, ky hieu|so van ban|"},
    {NTM_INTAKE_EVIDENCE, NTM_ROLE_DATE, true, "date", "|date|ngay|ngay ban hanh|ngay van ban|"},
    {NTM_INTAKE_EVIDENCE, NTM_ROLE_OFFICE, true, "office",
     "|office|co quan ban hanh|co quan|noi ban hanh|"},
    {NTM_INTAKE_EVIDENCE, NTM_ROLE_VALID_UNTIL, false, "valid_until",
     "|valid until|co gia tri den|gia tri den|het gia tri|hieu luc den|"},
    {NTM_INTAKE_EVIDENCE, NTM_ROLE_KIND, false, "kind",
     "|kind|loai|loai giay to|loai minh chung|loai van ban|"},
    {NTM_INTAKE_EVIDENCE, NTM_ROLE_TITLE, false, "title", "|title|trich yeu|ten van ban|"},
    {NTM_INTAKE_EVIDENCE, NTM_ROLE_PATH, false, "path", "|path|tep|duong dan|file|"},
    {NTM_INTAKE_EVIDENCE, NTM_ROLE_SHA256, false, "sha256", "|sha256|ma bam|ma sha256|"},
    {NTM_INTAKE_EVIDENCE, NTM_ROLE_SIZE, false, "size", "|size|dung luong|"},
    {NTM_INTAKE_EVIDENCE, NTM_ROLE_ORIGIN, false, "origin", "|origin|nguon|nguon so lieu|source|"},
    {NTM_INTAKE_EVIDENCE, NTM_ROLE_NOTE, false, "note", "|note|ghi chu|notes|"},

    {NTM_INTAKE_FINDINGS, NTM_ROLE_UNIT, true, "unit",
     "|unit|don vi|ma don vi|unit code|ma|ma xa|ma thon|"},
    {NTM_INTAKE_FINDINGS, NTM_ROLE_UNIT_NAME, false, "unit_name",
     "|unit name|ten don vi|ten xa|ten thon|ten|"},
    {NTM_INTAKE_FINDINGS, NTM_ROLE_SET, true, "set", "|set|bo tieu chi|"},
    {NTM_INTAKE_FINDINGS, NTM_ROLE_ITEM, true, "item",
     "|item|muc|tieu chi chi tieu|tieu chi, chi tieu|tieu chi/chi tieu|tieu chi|chi tieu|"},
    {NTM_INTAKE_FINDINGS, NTM_ROLE_ASSESSOR, true, "assessor",
     "|assessor|cap danh gia|cap tham dinh|cap tham tra|"},
    {NTM_INTAKE_FINDINGS, NTM_ROLE_FINDING, true, "finding",
     "|finding|opinion|y kien|y kien tham dinh|ket qua tham dinh|"},
    {NTM_INTAKE_FINDINGS, NTM_ROLE_REASON, false, "reason", "|reason|ly do|"},
    {NTM_INTAKE_FINDINGS, NTM_ROLE_DOCUMENT, false, "document",
     "|document|van ban|so van ban|van ban tham dinh|"},
    {NTM_INTAKE_FINDINGS, NTM_ROLE_DATE, true, "date", "|date|ngay|ngay van ban|ngay tham dinh|"},
    {NTM_INTAKE_FINDINGS, NTM_ROLE_OFFICE, false, "office",
     "|office|co quan|co quan tham dinh|don vi tham dinh|"},
    {NTM_INTAKE_FINDINGS, NTM_ROLE_ORIGIN, false, "origin", "|origin|nguon|nguon so lieu|source|"},
};

enum { NCOLUMNS = sizeof COLUMNS / sizeof *COLUMNS };

static char *fold(const char *name)
{
    char *copy = ntm_text_casefold(name);
    for (char *p = copy; *p; p++)
        if (*p == '_')
            *p = ' ';
    char *folded = ntm_text_fold(copy);
    free(copy);
    return folded;
}

/* Whether a folded name is the column's, by its own name or another. */
static bool names_column(const column_name *column, const char *folded)
{
    size_t length = strlen(folded);
    bool same = false;
    if (strchr(folded, '|'))
        return false;
    for (const char *at = column->folded; !same && length && (at = strstr(at, folded)); at++)
        same = at > column->folded && at[-1] == '|' && at[length] == '|';
    return same;
}

static ntm_role role_of(ntm_intake_kind kind, const char *folded)
{
    for (int i = 0; i < NCOLUMNS; i++)
        if (COLUMNS[i].kind == kind && names_column(&COLUMNS[i], folded))
            return COLUMNS[i].role;
    return NTM_ROLE_COUNT;
}

ntm_role ntm_header_role(ntm_intake_kind kind, const char *name)
{
    char *folded = fold(name);
    ntm_role role = role_of(kind, folded);
    free(folded);
    return role;
}

static const column_name *column_of(ntm_intake_kind kind, ntm_role role)
{
    for (int i = 0; i < NCOLUMNS; i++)
        if (COLUMNS[i].kind == kind && COLUMNS[i].role == role)
            return &COLUMNS[i];
    return NULL;
}

const char *ntm_header_role_name(ntm_intake_kind kind, ntm_role role)
{
    const column_name *column = column_of(kind, role);
    return column ? column->name : NULL;
}

bool ntm_header_role_required(ntm_intake_kind kind, ntm_role role)
{
    const column_name *column = column_of(kind, role);
    return column && column->required;
}

const char *ntm_header_pattern(ntm_intake_kind kind)
{
    switch (kind) {
    case NTM_INTAKE_UNITS:
        return "code,level,name,parent,valid_from,valid_to[,zone_scheme,zone]";
    case NTM_INTAKE_TITLES:
        return "unit,title,number,date,set,expires,withdrawn,origin[,appraisal]";
    case NTM_INTAKE_REGISTRATIONS:
        return "unit,set,year,origin";
    case NTM_INTAKE_SUCCESSION:
        return "predecessor,successor,effective,extent,confirmed,origin,note";
    case NTM_INTAKE_LONG:
        return "unit,field,value,as_of[,assessor][,origin][,evidence][,note]";
    case NTM_INTAKE_WIDE:
        return "unit[,as_of],<field>,<field>,…";
    case NTM_INTAKE_EVIDENCE:
        return "unit,number,date,office[,valid_until][,kind][,title][,path][,sha256]";
    case NTM_INTAKE_FINDINGS:
        return "unit,set,item,assessor,finding,reason,document,date,office[,origin]";
    case NTM_INTAKE_UNKNOWN:
    case NTM_INTAKE_KINDS:
        break;
    }
    return "";
}

const char *ntm_intake_kind_code(ntm_intake_kind kind)
{
    static const char *const codes[] = {"unknown",       "units",      "titles",
                                        "registrations", "long",       "wide",
                                        "evidence",      "succession", "findings"};
    return codes[kind];
}

/* Columns of the names that a file of that kind would have; complete: all it must have. */
static int score(ntm_intake_kind kind, char *const *folded, const bool *is_field, size_t count,
                 bool *complete_out)
{
    int found = 0, fields = 0, required = 0, has = 0;
    for (int i = 0; i < NCOLUMNS; i++)
        required += COLUMNS[i].kind == kind && COLUMNS[i].required;
    bool met[NTM_ROLE_COUNT] = {false};
    for (size_t i = 0; i < count; i++) {
        ntm_role role = role_of(kind, folded[i]);
        if (role != NTM_ROLE_COUNT) {
            found++;
            if (ntm_header_role_required(kind, role) && !met[role])
                has++;
            met[role] = true;
        } else if (kind == NTM_INTAKE_WIDE && is_field[i]) {
            found++;
            fields++;
        }
    }
    if (kind == NTM_INTAKE_WIDE && met[NTM_ROLE_UNIT_NAME] && !met[NTM_ROLE_UNIT])
        has++; /* the name alone names the unit */
    *complete_out = has == required && (kind != NTM_INTAKE_WIDE || fields);
    if (kind == NTM_INTAKE_LONG && !met[NTM_ROLE_FIELD] && !met[NTM_ROLE_VALUE])
        return 0; /* what it shares with a wide file says nothing */
    return found;
}

ntm_intake_kind ntm_header_kind(const char *const *names, size_t count, ntm_targets *targets,
                                int *score_out)
{
    char **folded = ntm_xcalloc(count + 1, sizeof *folded);
    bool *is_field = ntm_xcalloc(count + 1, sizeof *is_field);
    int named = 0;
    for (size_t i = 0; i < count; i++) {
        folded[i] = fold(names[i]);
        named += *names[i] != '\0';
    }
    ntm_intake_kind best = NTM_INTAKE_UNKNOWN;
    int best_score = 0, best_weight = 0;
    for (int kind = NTM_INTAKE_UNITS; kind < NTM_INTAKE_KINDS; kind++) {
        bool complete;
        if (kind == NTM_INTAKE_WIDE) {
            if (named < 2 || best_weight > named * 2)
                continue; /* it cannot win, so no name is looked for among the fields */
            for (size_t i = 0; i < count; i++)
                is_field[i] = *names[i] && ntm_targets_has(targets, names[i]);
        }
        int found = score((ntm_intake_kind)kind, folded, is_field, count, &complete);
        int weight = found * 2 + complete; /* of two kinds that fit alike, the one that is whole */
        if (found >= 2 && weight > best_weight) {
            best = (ntm_intake_kind)kind;
            best_weight = weight;
            best_score = found;
        }
    }
    for (size_t i = 0; i < count; i++)
        free(folded[i]);
    free(folded);
    free(is_field);
    *score_out = best_score;
    return best;
}
