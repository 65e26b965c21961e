/*
 * dsl/folder.h - the rules folder: dictionary, libraries, and the decisions that are asked for.
 *
 *   <rules>/fields.lua                 the dictionary
 *   <rules>/lib/<name>.lua             helpers, taken by `use "name"`
 *   <rules>/<folder>/<slug>.lua        a decision, an amendment or plausibility rules
 *   <rules>/<folder>/<slug>.test.lua   its author's tests
 *
 * Decisions are loaded by the folder: an amendment that was not read would be unamended law. If one
 * file of a folder in use does not load, the call fails with the findings of all of them. A
 * folder is used when a decision in it is named, or referred to by one that is.
 */
#ifndef NTM_DSL_FOLDER_H
#define NTM_DSL_FOLDER_H

#include <jansson.h>

#include "base/diag.h"
#include "base/hash.h"
#include "model/catalogue.h"
#include "model/field.h"

typedef struct ntm_rules ntm_rules;

/**
 * Open a rules folder: read its libraries, load its dictionary; no decision yet.
 * @return NTM_OK; NTM_EINPUT: no such folder, or fields.lua is wrong; NTM_ESYSTEM: no helper
 */
ntm_rc ntm_rules_open(const char *directory, ntm_rules **out, ntm_diags *diags);
void ntm_rules_close(
    ntm_rules *rules); /**< NULL is allowed; ends the catalogue and its documents */

const ntm_dictionary *ntm_rules_dictionary(const ntm_rules *rules);
ntm_catalogue *ntm_rules_catalogue(ntm_rules *rules);
const char *ntm_rules_directory(const ntm_rules *rules);

/**
 * The decision of that name (an id, an official number, a beginning of it, a slug, or the path of
 * its script), with its folder and all that it refers to loaded. A script that lies outside the
 * rules folder, and the .json of a document, are read by themselves and added to the catalogue.
 * @return NTM_OK; NTM_EUSAGE: unknown or ambiguous; NTM_EINPUT: a file of the folder does not load
 */
ntm_rc ntm_rules_decision(ntm_rules *rules, const char *name, const ntm_document **out,
                          ntm_diags *diags);

/** Load a folder ("thanh-hoa") and what its decisions refer to. Loaded before: nothing is done. */
ntm_rc ntm_rules_load_folder(ntm_rules *rules, const char *folder, ntm_diags *diags);
/**
 * A folder that will be loaded later: its scripts run along with the next that are loaded, so that
 * no processor waits for one or two of them at the end. Nothing else changes: what is wrong with
 * them is told when the folder is loaded. A name that no folder has is passed over.
 */
void ntm_rules_expect(ntm_rules *rules, const char *folder);
/** Load every folder. Goes on after one that fails, so that all findings are at hand. */
ntm_rc ntm_rules_load_all(ntm_rules *rules, ntm_diags *diags);

/** Paths of the scripts that make up the folder, sorted; decisions or tests. */
size_t ntm_rules_count(const ntm_rules *rules, bool tests);
const char *ntm_rules_path(const ntm_rules *rules, bool tests, size_t index);

/** A script that was read: its very bytes as they were run, not what the file may hold by now. */
typedef struct ntm_script {
    const char *path;  /**< below the rules folder: "thanh-hoa/32-2022-xa-ntm.lua" */
    const char *bytes; /**< a NUL behind them */
    size_t length;
    char sha256[NTM_SHA256_TEXT]; /**< of the bytes */
} ntm_script;

/**
 * Every script that what is loaded rests on: the dictionary, all libraries, the decisions,
 * amendments and plausibility rules that were loaded, also those that failed. Not tests, and not
 * documents that came as .json. A decision from outside the folder has the path that its document
 * names.
 * @param out  sorted by path; borrowed, until more is loaded or the folder is closed
 */
size_t ntm_rules_scripts(const ntm_rules *rules, const ntm_script **out);

/** A tests file as `ntm.tests/1` (docs/writing-decisions.md); a new reference. */
ntm_rc ntm_rules_tests(ntm_rules *rules, const char *path, json_t **out, ntm_diags *diags);

#endif
