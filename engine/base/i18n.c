/* base/i18n.c - gettext under the C.UTF-8 locale, so that only LANGUAGE decides. */
#include "base/i18n.h"

#include <libintl.h>
#include <locale.h>
#include <stdlib.h>
#include <unistd.h>

#ifndef NTM_LOCALE_DIR_BUILD
#define NTM_LOCALE_DIR_BUILD ""
#endif
#ifndef NTM_LOCALE_DIR_INSTALL
#define NTM_LOCALE_DIR_INSTALL "/usr/share/locale"
#endif

static ntm_lang current = NTM_LANG_EN; /* until ntm_i18n_init(): the source's own words */

void ntm_i18n_init(void)
{
    /* numbers and sorting stay those of the C locale in every language: output is deterministic */
    setlocale(LC_MESSAGES, "C.UTF-8");
    setlocale(LC_CTYPE, "C.UTF-8");
    const char *dir = NTM_LOCALE_DIR_BUILD;
    bindtextdomain("ntm", access(dir, R_OK) == 0 ? dir : NTM_LOCALE_DIR_INSTALL);
    bind_textdomain_codeset("ntm", "UTF-8");
    textdomain("ntm");
    ntm_i18n_set(NTM_LANG_VI);
}

void ntm_i18n_set(ntm_lang lang)
{
    extern int _nl_msg_cat_cntr; /* glibc: tells gettext that LANGUAGE has changed */
    setenv("LANGUAGE", lang == NTM_LANG_VI ? "vi" : "en", 1);
    _nl_msg_cat_cntr++;
    current = lang;
}

ntm_lang ntm_i18n_lang(void) { return current; }

const char *ntm_gettext(const char *msgid)
{
    /* the catalogue's head stands under the empty text */
    return current == NTM_LANG_EN || !*msgid ? msgid : gettext(msgid);
}
