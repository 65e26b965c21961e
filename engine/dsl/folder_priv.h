/* dsl/folder_priv.h - what folder.c (the files) and folder_load.c (what of them is used) share. */
#ifndef NTM_DSL_FOLDER_PRIV_H
#define NTM_DSL_FOLDER_PRIV_H

#include "base/strbuf.h"
#include "dsl/folder.h"
#include "dsl/rules.h"

typedef struct ntm_script_file {
    const char *folder, *slug;
    const char *source; /* below the rules folder: "thanh-hoa/32-2022-xa-ntm.lua" */
    const char *path;
    bool tests;
} ntm_script_file;

typedef struct ntm_rules_folder {
    const char *name;
    bool expected;   /* run its scripts along with those of another folder */
    ntm_load *loads; /* that have run, until they are taken: the folder is loaded */
    size_t nloads;
    bool loaded;
    ntm_rc rc; /* when loaded */
} ntm_rules_folder;

struct ntm_rules {
    ntm_arena *arena;
    const char *directory;
    ntm_library *libraries;
    size_t nlibraries;
    ntm_dictionary *dictionary;
    ntm_strbuf packed; /* the dictionary, for helpers */
    ntm_surroundings around;
    ntm_catalogue *catalogue;
    ntm_rules_folder *folders;
    size_t nfolders;
    ntm_script_file *files; /* sorted by folder and name */
    size_t nfiles, capacity;
    ntm_script *scripts; /* sorted by path; they own their bytes */
    size_t nscripts;
};

/* Keep the bytes of a script that was loaded; they are taken over, NULL does nothing. */
void ntm_rules_keep_script(ntm_rules *rules, const char *path, char **bytes, size_t length,
                           const char sha256[NTM_SHA256_TEXT]);

/* End what has run and was not taken. */
void ntm_rules_drop_loads(ntm_rules_folder *folder);

/* Read a document from a .json file into the catalogue. */
ntm_rc ntm_rules_add_json(ntm_rules *rules, const char *path, const ntm_document **out,
                          ntm_diags *diags);

#endif
