/*
 * dsl/folder_load.c - which folders are used: the one a decision is named in, and those that its
 * decisions refer to.
 */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/i18n.h"
#include "base/text.h"
#include "dsl/folder_priv.h"

static ntm_rules_folder *folder_named(ntm_rules *rules, const char *name, size_t length)
{
    for (size_t i = 0; i < rules->nfolders; i++)
        if (strlen(rules->folders[i].name) == length &&
            memcmp(rules->folders[i].name, name, length) == 0)
            return &rules->folders[i];
    return NULL;
}

/* ---- one folder ---- */

static ntm_rc keep(ntm_rules *rules, ntm_load *load, ntm_diags *diags)
{
    ntm_diags_append(diags, &load->diags);
    ntm_rules_keep_script(rules, load->source, &load->data, load->length, load->sha256);
    if (load->rc != NTM_OK)
        return load->rc;
    if (load->kind != NTM_LOADED_DOCUMENT)
        return ntm_fail(diags, NTM_EINPUT, (ntm_place){.file = load->path}, "kind", "%s",
                        _("expected return decision \"…\" { … }"));
    ntm_document *document = load->document;
    load->document = NULL;
    return ntm_catalogue_add(rules->catalogue, document, diags);
}

/* Append the scripts of a folder to what is to run; how many. */
static size_t add_scripts(const ntm_rules *rules, const ntm_rules_folder *folder, ntm_load *loads)
{
    size_t count = 0;
    for (size_t i = 0; i < rules->nfiles; i++) {
        const ntm_script_file *file = &rules->files[i];
        if (!file->tests && strcmp(file->folder, folder->name) == 0)
            loads[count++] = (ntm_load){.path = file->path,
                                        .source = file->source,
                                        .folder = file->folder,
                                        .slug = file->slug};
    }
    return count;
}

/* Run the scripts of a folder, and along with them those of the folders that are expected. */
static void run_scripts(ntm_rules *rules, ntm_rules_folder *folder)
{
    ntm_load *all = ntm_xcalloc(rules->nfiles, sizeof *all);
    ntm_rules_folder **run = ntm_xcalloc(rules->nfolders, sizeof(ntm_rules_folder *));
    size_t count = 0, nrun = 0;
    run[nrun++] = folder;
    for (size_t i = 0; i < rules->nfolders; i++) {
        ntm_rules_folder *other = &rules->folders[i];
        if (other != folder && other->expected && !other->loaded && !other->loads)
            run[nrun++] = other;
    }
    for (size_t i = 0; i < nrun; i++)
        count += run[i]->nloads = add_scripts(rules, run[i], &all[count]);
    ntm_rules_load(&rules->around, all, count);
    count = 0;
    for (size_t i = 0; i < nrun; i++) {
        run[i]->loads = ntm_xcalloc(run[i]->nloads, sizeof *run[i]->loads);
        for (size_t k = 0; k < run[i]->nloads; k++)
            run[i]->loads[k] = all[count++];
    }
    free(run);
    free(all);
}

void ntm_rules_drop_loads(ntm_rules_folder *folder)
{
    for (size_t i = 0; i < folder->nloads; i++)
        ntm_load_clear(&folder->loads[i]);
    free(folder->loads);
    folder->loads = NULL;
    folder->nloads = 0;
}

static ntm_rc load_files(ntm_rules *rules, ntm_rules_folder *folder, ntm_diags *diags)
{
    ntm_rc worst = NTM_OK;
    if (!folder->loads)
        run_scripts(rules, folder);
    for (size_t i = 0; i < folder->nloads; i++) {
        ntm_rc rc = keep(rules, &folder->loads[i], diags);
        if (rc > worst)
            worst = rc;
    }
    ntm_rules_drop_loads(folder);
    folder->loaded = true;
    folder->rc = worst;
    return worst;
}

void ntm_rules_expect(ntm_rules *rules, const char *name)
{
    ntm_rules_folder *folder = folder_named(rules, name, strlen(name));
    if (folder)
        folder->expected = true;
}

/* ---- what is referred to ---- */

/* "national/318/QĐ-TTg" begins with a folder's name; "32/2022/QĐ-UBND" does not. */
static ntm_rules_folder *folder_of_name(ntm_rules *rules, const char *name)
{
    const char *slash = strchr(name, '/');
    return slash ? folder_named(rules, name, (size_t)(slash - name)) : NULL;
}

/* Is a decision of that number, or one of that series, among those loaded? */
static bool at_hand(const ntm_rules *rules, const char *name)
{
    for (uint32_t i = 0; i < ntm_catalogue_count(rules->catalogue); i++) {
        const ntm_document *doc = ntm_catalogue_at(rules->catalogue, i);
        if (strcmp(doc->number, name) == 0 || strcmp(doc->id, name) == 0 ||
            (doc->series && strcmp(doc->series, name) == 0))
            return true;
    }
    return false;
}

/* Load the folder that a reference needs; a title that is in no folder is only a title. */
static ntm_rc follow(ntm_rules *rules, const char *name, bool *grew, ntm_diags *diags)
{
    ntm_rules_folder *folder = folder_of_name(rules, name);
    if (!folder && !at_hand(rules, name))
        folder = folder_named(rules, "national", 8);
    if (!folder || folder->loaded)
        return NTM_OK;
    *grew = true;
    return load_files(rules, folder, diags);
}

static ntm_rc follow_document(ntm_rules *rules, const ntm_document *doc, bool *grew,
                              ntm_diags *diags)
{
    ntm_rc worst = doc->amends ? follow(rules, doc->amends, grew, diags) : NTM_OK;
    for (uint32_t i = 0; i < ntm_graph_count(doc->graph) && worst == NTM_OK; i++) {
        const ntm_node *node = ntm_graph_node(doc->graph, i);
        if (node->op == NTM_OP_MEETS || node->op == NTM_OP_QUALIFIES ||
            node->op == NTM_OP_MEETS_CURRENT)
            worst = follow(rules, node->text, grew, diags);
    }
    return worst;
}

/* Documents are added while this goes on; new ones are followed too. */
static ntm_rc follow_all(ntm_rules *rules, ntm_diags *diags)
{
    for (bool grew = true; grew;) {
        grew = false;
        for (uint32_t i = 0; i < ntm_catalogue_count(rules->catalogue); i++) {
            ntm_rc rc = follow_document(rules, ntm_catalogue_at(rules->catalogue, i), &grew, diags);
            if (rc != NTM_OK)
                return rc;
        }
    }
    return NTM_OK;
}

ntm_rc ntm_rules_load_folder(ntm_rules *rules, const char *name, ntm_diags *diags)
{
    ntm_rules_folder *folder = folder_named(rules, name, strlen(name));
    if (!folder)
        return ntm_fail(diags, NTM_EUSAGE, (ntm_place){.file = rules->directory}, "no-folder",
                        _("there is no folder '%s' of rules"), name);
    if (folder->loaded)
        return folder->rc;
    ntm_rc rc = load_files(rules, folder, diags);
    return rc == NTM_OK ? follow_all(rules, diags) : rc;
}

ntm_rc ntm_rules_load_all(ntm_rules *rules, ntm_diags *diags)
{
    ntm_rc worst = NTM_OK;
    for (size_t i = 0; i < rules->nfolders; i++) {
        ntm_rc rc = rules->folders[i].loaded ? rules->folders[i].rc
                                             : load_files(rules, &rules->folders[i], diags);
        if (rc > worst)
            worst = rc;
    }
    return worst;
}

/* ---- a decision by name ---- */

static bool ends_with(const char *text, const char *end)
{
    size_t n = strlen(text), m = strlen(end);
    return n >= m && strcmp(text + n - m, end) == 0;
}

/* "32/2022/QĐ-UBND" may be in a file that begins with "32-2022". */
static bool may_be_in(const char *name, const char *slug)
{
    size_t i = 0;
    for (; name[i] && slug[i]; i++) {
        bool digit = name[i] >= '0' && name[i] <= '9';
        if (!(name[i] == slug[i] && (digit || name[i] == '-')) &&
            !(name[i] == '/' && slug[i] == '-'))
            break;
    }
    bool number_ended = !(slug[i] >= '0' && slug[i] <= '9');
    return i > 0 && number_ended &&
           (name[i] == '\0' || name[i] == '/' || (i > 1 && name[i - 1] == '/'));
}

/* Load the folders whose file names fit; *any: there were some. */
static ntm_rc load_likely(ntm_rules *rules, const char *name, bool *any, ntm_diags *diags)
{
    ntm_rc worst = NTM_OK;
    ntm_rules_folder *said = folder_of_name(rules, name);
    *any = said != NULL;
    if (said)
        return ntm_rules_load_folder(rules, said->name, diags);
    for (size_t i = 0; i < rules->nfiles; i++) {
        const ntm_script_file *file = &rules->files[i];
        if (file->tests || !(strcmp(file->slug, name) == 0 || may_be_in(name, file->slug)))
            continue;
        ntm_rc rc = ntm_rules_load_folder(rules, file->folder, diags);
        *any = true;
        if (rc > worst)
            worst = rc;
    }
    return worst;
}

static bool same_file(const char *a, const char *b)
{
    char *real_a = realpath(a, NULL), *real_b = realpath(b, NULL);
    bool same = real_a && real_b && strcmp(real_a, real_b) == 0;
    free(real_a);
    free(real_b);
    return same;
}

static const ntm_document *by_source(const ntm_rules *rules, const char *source)
{
    for (uint32_t i = 0; i < ntm_catalogue_count(rules->catalogue); i++) {
        const ntm_document *doc = ntm_catalogue_at(rules->catalogue, i);
        if (doc->script && strcmp(doc->script, source) == 0)
            return doc;
    }
    return NULL;
}

/* A name that may stand before the slash of an id. */
static bool is_folder_name(const char *text)
{
    static const char letters[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-";
    return *text && text[strspn(text, letters)] == '\0';
}

/* A script that lies elsewhere, say a draft: by itself, in a folder named as the one it lies in. */
static ntm_rc load_elsewhere(ntm_rules *rules, const char *path, const ntm_document **out,
                             ntm_diags *diags)
{
    char *real = realpath(path, NULL), *copy = ntm_arena_strdup(rules->arena, real ? real : path);
    char *slash = strrchr(copy, '/'), *slug = slash ? slash + 1 : copy;
    const char *folder = "draft";
    free(real);
    if (slash) {
        *slash = '\0';
        const char *last = strrchr(copy, '/') ? strrchr(copy, '/') + 1 : copy;
        folder = is_folder_name(last) ? last : folder;
    }
    char *source = ntm_arena_printf(rules->arena, "%s/%s", folder, slug);
    slug[strlen(slug) - strlen(".lua")] = '\0';
    if ((*out = by_source(rules, source)))
        return NTM_OK;
    ntm_load load = {.path = path, .source = source, .folder = folder, .slug = slug};
    ntm_rules_load(&rules->around, &load, 1);
    ntm_rc rc = keep(rules, &load, diags);
    ntm_load_clear(&load);
    if (rc == NTM_OK)
        rc = follow_all(rules, diags);
    if (rc == NTM_OK)
        *out = by_source(rules, source);
    return rc;
}

/* The decision that the script at a path became. */
static ntm_rc find_by_path(ntm_rules *rules, const char *path, const ntm_document **out,
                           ntm_diags *diags)
{
    for (size_t i = 0; i < rules->nfiles; i++) {
        const ntm_script_file *file = &rules->files[i];
        if (file->tests || !(strcmp(file->source, path) == 0 || same_file(file->path, path)))
            continue;
        ntm_rc rc = ntm_rules_load_folder(rules, file->folder, diags);
        if (rc == NTM_OK)
            *out = by_source(rules, file->source);
        return rc;
    }
    return load_elsewhere(rules, path, out, diags);
}

ntm_rc ntm_rules_decision(ntm_rules *rules, const char *name, const ntm_document **out,
                          ntm_diags *diags)
{
    bool any;
    ntm_rc rc;
    *out = NULL;
    if (ends_with(name, ".json"))
        return ntm_rules_add_json(rules, name, out, diags);
    if (ends_with(name, ".lua"))
        return find_by_path(rules, name, out, diags);
    rc = load_likely(rules, name, &any, diags);
    if (rc == NTM_OK && any) { /* found here, or perhaps in a file with another name */
        ntm_diags found = {0};
        rc = ntm_catalogue_find(rules->catalogue, name, NULL, out, &found);
        if (rc == NTM_OK)
            ntm_diags_append(diags, &found);
        ntm_diags_clear(&found);
        if (rc == NTM_OK)
            return rc;
        rc = NTM_OK;
    }
    if (rc == NTM_OK)
        rc = ntm_rules_load_all(rules, diags);
    return rc == NTM_OK ? ntm_catalogue_find(rules->catalogue, name, NULL, out, diags) : rc;
}
