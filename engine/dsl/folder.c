/* dsl/folder.c - see the header. */
#include "dsl/folder.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/text.h"
#include "dsl/folder_priv.h"
#include "dsl/protocol.h"

#define LIBRARIES_LIMIT ((size_t)4 << 20) /* bytes of all libraries together */
#define DOCUMENT_LIMIT  ((size_t)16 << 20)

/* ---- listing ---- */

static bool ends_with(const char *text, const char *end)
{
    size_t n = strlen(text), m = strlen(end);
    return n > m && strcmp(text + n - m, end) == 0;
}

static int name_compare(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Names in a directory that do not begin with a dot, sorted; in the arena. */
static size_t list_directory(ntm_arena *arena, const char *path, const char ***out)
{
    size_t count = 0, capacity = 16;
    const char **names = ntm_arena_array(arena, capacity, sizeof *names);
    DIR *dir = opendir(path);
    for (struct dirent *entry; dir && (entry = readdir(dir));) {
        if (entry->d_name[0] == '.' || !ntm_utf8_valid(entry->d_name, strlen(entry->d_name), NULL))
            continue;
        if (count == capacity) {
            const char **grown = ntm_arena_array(arena, capacity * 2, sizeof *grown);
            memcpy(grown, names, count * sizeof *grown);
            names = grown;
            capacity *= 2;
        }
        names[count++] = ntm_arena_strdup(arena, entry->d_name);
    }
    if (dir)
        closedir(dir);
    if (count)
        qsort(names, count, sizeof *names, name_compare);
    *out = names;
    return count;
}

static bool is_directory(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

static ntm_script_file *add_file(ntm_rules *rules, const char *folder, const char *name, bool tests)
{
    if (rules->nfiles == rules->capacity) {
        rules->capacity = rules->capacity ? rules->capacity * 2 : 32;
        rules->files = ntm_xrealloc(rules->files, rules->capacity * sizeof *rules->files);
    }
    ntm_script_file *file = &rules->files[rules->nfiles++];
    size_t suffix = strlen(tests ? ".test.lua" : ".lua");
    *file = (ntm_script_file){.folder = folder, .tests = tests};
    file->slug = ntm_arena_strndup(rules->arena, name, strlen(name) - suffix);
    file->source = ntm_arena_printf(rules->arena, "%s/%s", folder, name);
    file->path = ntm_arena_printf(rules->arena, "%s/%s", rules->directory, file->source);
    return file;
}

static void scan(ntm_rules *rules)
{
    const char **folders, **names;
    size_t nfolders = list_directory(rules->arena, rules->directory, &folders);
    rules->folders = ntm_arena_array(rules->arena, nfolders, sizeof *rules->folders);
    for (size_t f = 0; f < nfolders; f++) {
        char *path = ntm_arena_printf(rules->arena, "%s/%s", rules->directory, folders[f]);
        if (strcmp(folders[f], "lib") == 0 || !is_directory(path))
            continue;
        rules->folders[rules->nfolders++].name = folders[f];
        size_t count = list_directory(rules->arena, path, &names);
        for (size_t i = 0; i < count; i++)
            if (ends_with(names[i], ".lua"))
                add_file(rules, folders[f], names[i], ends_with(names[i], ".test.lua"));
    }
}

/* ---- the bytes of scripts ---- */

void ntm_rules_keep_script(ntm_rules *rules, const char *path, char **bytes, size_t length,
                           const char sha256[NTM_SHA256_TEXT])
{
    if (!*bytes)
        return;
    ntm_script script = {
        .path = ntm_arena_strdup(rules->arena, path), .bytes = *bytes, .length = length};
    memcpy(script.sha256, sha256, NTM_SHA256_TEXT);
    rules->scripts = ntm_xrealloc(rules->scripts, (rules->nscripts + 1) * sizeof *rules->scripts);
    size_t at = rules->nscripts++;
    for (; at && strcmp(rules->scripts[at - 1].path, path) > 0; at--)
        rules->scripts[at] = rules->scripts[at - 1];
    rules->scripts[at] = script;
    *bytes = NULL;
}

size_t ntm_rules_scripts(const ntm_rules *rules, const ntm_script **out)
{
    *out = rules->scripts;
    return rules->nscripts;
}

static void keep_library(ntm_rules *rules, const ntm_library *library)
{
    char sha256[NTM_SHA256_TEXT], *bytes = library->data;
    ntm_sha256_hex(library->data, library->length, sha256);
    ntm_rules_keep_script(rules, ntm_arena_printf(rules->arena, "lib/%s.lua", library->name),
                          &bytes, library->length, sha256);
}

static ntm_rc read_libraries(ntm_rules *rules, ntm_diags *diags)
{
    const char **names;
    char *path = ntm_arena_printf(rules->arena, "%s/lib", rules->directory);
    size_t count = list_directory(rules->arena, path, &names), total = 0, offset;
    rules->libraries = ntm_arena_array(rules->arena, count, sizeof *rules->libraries);
    ntm_rc worst = NTM_OK;
    for (size_t i = 0; i < count; i++) {
        if (!ends_with(names[i], ".lua"))
            continue;
        ntm_library *library = &rules->libraries[rules->nlibraries];
        library->path = ntm_arena_printf(rules->arena, "%s/%s", path, names[i]);
        ntm_rc rc =
            ntm_file_read(library->path, NTM_SCRIPT_LIMIT, &library->data, &library->length, diags);
        if (rc == NTM_OK && (library->data[0] == '\033' ||
                             !ntm_utf8_valid(library->data, library->length, &offset))) {
            free(library->data);
            rc = ntm_fail(diags, NTM_EINPUT, (ntm_place){.file = library->path}, "not-text", "%s",
                          _("not a text in UTF-8"));
        }
        if (rc != NTM_OK) {
            worst = rc;
            continue;
        }
        library->name = ntm_arena_strndup(rules->arena, names[i], strlen(names[i]) - 4);
        keep_library(rules, library);
        total += library->length;
        rules->nlibraries++;
    }
    if (worst == NTM_OK && total > LIBRARIES_LIMIT)
        worst = ntm_fail(diags, NTM_EINPUT, (ntm_place){.file = path}, "too-large",
                         _("the libraries have %zu bytes together; at most %zu are read"), total,
                         LIBRARIES_LIMIT);
    return worst;
}

/* ---- the dictionary ---- */

static ntm_rc load_dictionary(ntm_rules *rules, ntm_diags *diags)
{
    ntm_surroundings alone = {.libraries = rules->libraries, .nlibraries = rules->nlibraries};
    char *path = ntm_arena_printf(rules->arena, "%s/fields.lua", rules->directory);
    ntm_load load = {.path = path, .source = "fields.lua", .folder = "", .slug = "fields"};
    ntm_rules_load(&alone, &load, 1);
    ntm_diags_append(diags, &load.diags);
    ntm_rules_keep_script(rules, load.source, &load.data, load.length, load.sha256);
    ntm_rc rc = load.rc;
    if (rc == NTM_OK && load.kind != NTM_LOADED_DICTIONARY)
        rc = ntm_fail(diags, NTM_EINPUT, (ntm_place){.file = path}, "kind", "%s",
                      _("expected return dictionary { … }"));
    if (rc == NTM_OK) {
        rules->dictionary = load.dictionary;
        load.dictionary = NULL;
        ntm_dictionary_pack(rules->dictionary, &rules->packed);
        rules->around = (ntm_surroundings){.dictionary = rules->packed.data,
                                           .dictionary_length = rules->packed.length,
                                           .libraries = rules->libraries,
                                           .nlibraries = rules->nlibraries};
    }
    ntm_load_clear(&load);
    return rc;
}

ntm_rc ntm_rules_open(const char *directory, ntm_rules **out, ntm_diags *diags)
{
    ntm_arena *arena = ntm_arena_new();
    ntm_rules *rules = ntm_arena_alloc(arena, sizeof *rules);
    size_t length = strlen(directory);
    *out = NULL;
    while (length > 1 && directory[length - 1] == '/')
        length--;
    rules->arena = arena;
    rules->directory = ntm_arena_strndup(arena, directory, length);
    rules->catalogue = ntm_catalogue_new();
    ntm_rc rc = NTM_OK;
    if (!is_directory(rules->directory))
        rc = ntm_fail(diags, NTM_EINPUT, (ntm_place){.file = rules->directory}, "no-rules", "%s",
                      _("there is no rules folder here"));
    if (rc == NTM_OK)
        rc = read_libraries(rules, diags);
    if (rc == NTM_OK)
        rc = load_dictionary(rules, diags);
    if (rc != NTM_OK) {
        ntm_rules_close(rules);
        return rc;
    }
    scan(rules);
    *out = rules;
    return NTM_OK;
}

void ntm_rules_close(ntm_rules *rules)
{
    if (!rules)
        return;
    for (size_t i = 0; i < rules->nscripts; i++) /* among them the bytes of the libraries */
        free((char *)rules->scripts[i].bytes);
    free(rules->scripts);
    for (size_t i = 0; i < rules->nfolders; i++)
        ntm_rules_drop_loads(&rules->folders[i]);
    ntm_catalogue_free(rules->catalogue);
    ntm_dictionary_free(rules->dictionary);
    ntm_strbuf_clear(&rules->packed);
    free(rules->files);
    ntm_arena_free(rules->arena);
}

const ntm_dictionary *ntm_rules_dictionary(const ntm_rules *rules) { return rules->dictionary; }
ntm_catalogue *ntm_rules_catalogue(ntm_rules *rules) { return rules->catalogue; }
const char *ntm_rules_directory(const ntm_rules *rules) { return rules->directory; }

size_t ntm_rules_count(const ntm_rules *rules, bool tests)
{
    size_t count = 0;
    for (size_t i = 0; i < rules->nfiles; i++)
        count += rules->files[i].tests == tests;
    return count;
}

const char *ntm_rules_path(const ntm_rules *rules, bool tests, size_t index)
{
    for (size_t i = 0; i < rules->nfiles; i++)
        if (rules->files[i].tests == tests && index-- == 0)
            return rules->files[i].path;
    return NULL;
}

/* ---- tests, documents as files ---- */

ntm_rc ntm_rules_tests(ntm_rules *rules, const char *path, json_t **out, ntm_diags *diags)
{
    ntm_load load = {.path = path, .source = path, .folder = "", .slug = "tests"};
    *out = NULL;
    ntm_rules_load(&rules->around, &load, 1);
    ntm_diags_append(diags, &load.diags);
    ntm_rc rc = load.rc;
    if (rc == NTM_OK && load.kind != NTM_LOADED_TESTS)
        rc = ntm_fail(diags, NTM_EINPUT, (ntm_place){.file = path}, "kind", "%s",
                      _("expected return tests \"…\" { … }"));
    if (rc == NTM_OK)
        *out = json_incref(load.json);
    ntm_load_clear(&load);
    return rc;
}

ntm_rc ntm_rules_add_json(ntm_rules *rules, const char *path, const ntm_document **out,
                          ntm_diags *diags)
{
    char *text = NULL;
    size_t length;
    ntm_document *document = NULL;
    ntm_rc rc = ntm_file_read(path, DOCUMENT_LIMIT, &text, &length, diags);
    if (rc == NTM_OK)
        rc = ntm_document_parse(text, length, path, &document, diags);
    if (rc == NTM_OK)
        rc = ntm_catalogue_add(rules->catalogue, document, diags);
    if (rc == NTM_OK)
        *out = document;
    free(text);
    return rc;
}
