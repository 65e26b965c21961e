/*
 * base/i18n.h - two languages: English in the source, Vietnamese in po/vi.po.
 *
 * Vietnamese is the default. `_()` translates now, `N_()` marks for later. Results hold codes;
 * words are added when they are shown.
 */
#ifndef NTM_BASE_I18N_H
#define NTM_BASE_I18N_H

typedef enum ntm_lang { NTM_LANG_VI, NTM_LANG_EN } ntm_lang;

/** Once, at the start of a program, before any thread: binds the catalogue. */
void ntm_i18n_init(void);
/** Choose the language of messages from now on. Not while other threads translate. */
void ntm_i18n_set(ntm_lang lang);
ntm_lang ntm_i18n_lang(void);
const char *ntm_gettext(const char *msgid) __attribute__((format_arg(1)));

#define _(text)  ntm_gettext(text)
#define N_(text) text

#endif
