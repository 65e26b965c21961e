/* tests/support/script.c - see the header. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <ftw.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/i18n.h"
#include "base/strbuf.h"
#include "support/script.h"

static const char DICTIONARY[] =
    "return dictionary { basis = 'assumed',\n"
    "  unit 'percent' { kind = 'share', vi = '%', en = '%' },\n"
    "  unit 'VND' { kind = 'money', vi = 'đồng', en = 'VND' },\n"
    "  unit 'million_vnd' { kind = 'money', of = 'VND', factor = '1000000', vi = 'm', en = 'm' },\n"
    "  unit 'km' { kind = 'length', vi = 'km', en = 'km' },\n"
    "  unit 'm' { kind = 'length', of = 'km', factor = '0.001', vi = 'm', en = 'm' },\n"
    "  unit 'ha' { kind = 'area', vi = 'ha', en = 'ha' },\n"
    "  unit 'm2' { kind = 'area', of = 'ha', factor = '0.0001', vi = 'm2', en = 'm2' },\n"
    "  unit 'litre' { kind = 'volume', vi = 'l', en = 'l' },\n"
    "  unit 'day' { kind = 'time', vi = 'd', en = 'd' },\n"
    "  unit 'year' { kind = 'time', vi = 'y', en = 'y' },\n"
    "  unit 'person' { kind = 'count', vi = 'người', en = 'people' },\n"
    "  unit 'household' { kind = 'count', vi = 'hộ', en = 'households' },\n"
    "  unit 'village' { kind = 'count', vi = 'thôn', en = 'villages' },\n"
    "  scale 'task_grade' { { 'bad' }, { 'good' }, { 'best' } },\n"
    "  scale 'level' { 'level_1', 'level_2' },\n"
    "  list 'zoned' { { 'zone1' }, { 'zone2' } },\n"
    "  assessor 'commune' { order = 2, vi = 'Xã', en = 'Commune' },\n"
    "  paper 'nghiem-thu' { vi = 'Biên bản nghiệm thu' }, paper 'bao-cao' { vi = 'Báo cáo' },\n"
    "  field 'people.total' { vi = 'Dân', en = 'People', type = 'count', unit = 'person',\n"
    "    level = { 'commune', 'village' }, fresh = 12 },\n"
    "  field 'people.male' { vi = 'Nam', en = 'Men', type = 'count', unit = 'person',\n"
    "    level = { 'commune', 'village' }, fresh = 12, part_of = 'people.total' },\n"
    "  field 'people.female' { vi = 'Nữ', en = 'Women', type = 'count', unit = 'person',\n"
    "    level = { 'commune', 'village' }, fresh = 12, part_of = 'people.total' },\n"
    "  field 'insured.male' { vi = 'a', en = 'a', type = 'count', unit = 'person',\n"
    "    level = 'commune', fresh = 12, part_of = 'people.male', good = 'up' },\n"
    "  field 'insured.female' { vi = 'a', en = 'a', type = 'count', unit = 'person',\n"
    "    level = 'commune', fresh = 12, part_of = 'people.female', good = 'up' },\n"
    "  field 'households' { vi = 'Hộ', en = 'Households', type = 'count', unit = 'household',\n"
    "    level = { 'commune', 'village' }, fresh = 12 },\n"
    "  field 'road.total_km' { vi = 'r', en = 'r', type = 'number', unit = 'km',\n"
    "    level = 'commune', fresh = 'never', precision = '0.001' },\n"
    "  field 'road.paved_km' { vi = 'r', en = 'r', type = 'number', unit = 'km', good = 'up',\n"
    "    level = 'commune', fresh = 'never', precision = '0.001', part_of = 'road.total_km' },\n"
    "  field 'park_m2' { vi = 'p', en = 'p', type = 'number', unit = 'm2', level = 'commune',\n"
    "    fresh = 'never', precision = '1' },\n"
    "  field 'farm_ha' { vi = 'p', en = 'p', type = 'number', unit = 'ha', level = 'commune',\n"
    "    fresh = 'never', precision = '0.01', range = { 0, nil } },\n"
    "  field 'income' { vi = 'i', en = 'i', type = 'number', unit = 'VND/person/year',\n"
    "    level = { 'commune', 'village' }, period = 'year', precision = '1' },\n"
    "  field 'debt' { vi = 'd', en = 'd', type = 'number', unit = 'VND', level = 'commune',\n"
    "    fresh = 12, precision = '1', good = 'down' },\n"
    "  field 'water' { vi = 'w', en = 'w', type = 'number', unit = 'litre/person/day',\n"
    "    level = 'commune', fresh = 12, precision = '0.1' },\n"
    "  field 'school' { vi = 's', en = 's', type = 'yes_no', level = 'commune', fresh = 'never' "
    "},\n"
    "  field 'market' { vi = 's', en = 's', type = 'yes_no', level = 'commune', fresh = 'never' "
    "},\n"
    "  field 'house' { vi = 's', en = 's', type = 'yes_no', level = 'village', fresh = 'never' },\n"
    "  field 'grade' { vi = 'g', en = 'g', type = 'grade', scale = 'task_grade',\n"
    "    level = 'commune', fresh = 12 },\n"
    "  field 'learning' { vi = 'g', en = 'g', type = 'grade', scale = 'level',\n"
    "    level = 'commune', fresh = 12 },\n"
    "  field 'zone' { vi = 'z', en = 'z', type = 'choice', list = 'zoned', level = 'commune',\n"
    "    fresh = 'never' },\n"
    "  field 'plan.approved_on' { vi = 'd', en = 'd', type = 'date', level = 'commune',\n"
    "    fresh = 'never' },\n"
    "  field 'plan.deadline' { vi = 'd', en = 'd', type = 'date', level = 'commune',\n"
    "    fresh = 'never' },\n"
    "}\n";

static const char LIBRARY[] = "local shares = {}\n"
                              "function shares.paved(n)\n"
                              "  return percent(f.road.paved_km, f.road.total_km):at_least(n)\n"
                              "end\n"
                              "function shares.broken() return f.no_such_field end\n"
                              "return shares\n";

static char directory[64];
static ntm_library library;
static ntm_strbuf packed; /* its dictionary */
static ntm_surroundings around;
static ntm_strbuf told;

static int remove_entry(const char *path, const struct stat *info, int type, struct FTW *ftw)
{
    (void)info;
    (void)type;
    (void)ftw;
    return remove(path);
}

static void clean_up(void)
{
    nftw(directory, remove_entry, 8, FTW_DEPTH | FTW_PHYS);
    free(library.data);
    ntm_strbuf_clear(&packed);
    ntm_strbuf_clear(&told);
}

const char *test_script_file(const char *name, const char *text)
{
    static ntm_strbuf path;
    ntm_strbuf_clear(&path);
    ntm_strbuf_printf(&path, "%s/%s", directory, name);
    for (char *slash = path.data + strlen(directory) + 1; (slash = strchr(slash, '/')); slash++) {
        *slash = '\0';
        mkdir(path.data, 0700);
        *slash = '/';
    }
    if (text) {
        FILE *file = fopen(path.data, "wb");
        assert_non_null(file);
        assert_int_equal(fwrite(text, 1, strlen(text), file), strlen(text));
        assert_int_equal(fclose(file), 0);
    }
    return path.data;
}

const ntm_surroundings *test_script_surroundings(void)
{
    if (around.dictionary)
        return &around;
    snprintf(directory, sizeof directory, "/tmp/ntm-test-XXXXXX");
    assert_non_null(mkdtemp(directory));
    atexit(clean_up);
    setenv("NTM_RULES_HELPER", NTM_TEST_BIN_DIR "/ntm-rules", 1);
    ntm_i18n_set(NTM_LANG_EN);

    ntm_load load = {.path = test_script_file("fields.lua", DICTIONARY),
                     .source = "fields.lua",
                     .folder = "",
                     .slug = "fields"};
    ntm_rules_load(&around, &load, 1);
    if (load.rc != NTM_OK)
        fail_msg("the test's dictionary: %s", test_script_findings(&load));
    ntm_dictionary_pack(load.dictionary, &packed);
    around.dictionary = packed.data;
    around.dictionary_length = packed.length;
    ntm_load_clear(&load);
    static char name[] = "shares", path[] = "lib/shares.lua";
    library = (ntm_library){name, path, ntm_xstrdup(LIBRARY), strlen(LIBRARY)};
    around.libraries = &library;
    around.nlibraries = 1;
    return &around;
}

ntm_load test_script_run_bytes(const char *bytes, size_t length)
{
    const ntm_surroundings *with = test_script_surroundings();
    const char *path = test_script_file("test/t.lua", "");
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, length, file), length);
    assert_int_equal(fclose(file), 0);
    ntm_load load = {.path = path, .source = "test/t.lua", .folder = "test", .slug = "t"};
    ntm_rules_load(with, &load, 1);
    return load;
}

ntm_load test_script_run(const char *text) { return test_script_run_bytes(text, strlen(text)); }

ntm_load test_script_pass(const char *expression)
{
    ntm_strbuf text = {0};
    ntm_strbuf_printf(&text,
                      "return decision '1/2023/T' { level = 'commune',\n"
                      "  zoning = zone_scheme 'z' { keys = { 'zone1', 'zone2' }, by = f.zone },\n"
                      "  criterion(1, 'A') { indicator '1.1' { 'text', basis = 'assumed',\n"
                      "pass =\n"
                      "%s\n"
                      "} } }\n",
                      expression);
    ntm_load load = test_script_run_bytes(text.data, text.length);
    ntm_strbuf_clear(&text);
    return load;
}

const char *test_script_findings(const ntm_load *load)
{
    static const char *const severities[] = {"note", "warning", "error"};
    ntm_strbuf_clear(&told);
    for (size_t i = 0; i < load->diags.count; i++) {
        const ntm_finding *f = &load->diags.items[i];
        if (f->place.file && strstr(f->place.file, "lib/"))
            ntm_strbuf_puts(&told, "lib:");
        ntm_strbuf_printf(&told, "%ld:%ld: %s: %s", f->place.line, f->place.column,
                          severities[f->severity], f->message);
        if (f->hint)
            ntm_strbuf_printf(&told, " (%s)", f->hint);
        ntm_strbuf_putc(&told, '\n');
    }
    return ntm_strbuf_text(&told);
}

const char *test_script_told(const char *text)
{
    ntm_load load = test_script_run(text);
    const char *findings = test_script_findings(&load);
    ntm_load_clear(&load);
    return findings;
}

const char *test_script_pass_told(const char *expression)
{
    ntm_load load = test_script_pass(expression);
    const char *findings = test_script_findings(&load);
    ntm_load_clear(&load);
    return findings;
}

char *test_script_document(const char *text, bool with_source)
{
    ntm_load load = test_script_run(text);
    if (!load.document)
        fail_msg("no document: %s", test_script_findings(&load));
    json_t *json = ntm_document_json(load.document, with_source);
    size_t length;
    char *bytes = ntm_json_canonical(json, &length);
    json_decref(json);
    ntm_load_clear(&load);
    return bytes;
}
