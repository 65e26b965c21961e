/* history/dossier_priv.h - what making and checking a dossier share. */
#ifndef NTM_HISTORY_DOSSIER_PRIV_H
#define NTM_HISTORY_DOSSIER_PRIV_H

#include <jansson.h>

#include "history/dossier.h"

/** The words of every illustrative answer, in the signed bytes too; never translated. */
#define NTM_ILLUSTRATIVE_WORDS "SỐ LIỆU MINH HỌA - không dùng làm căn cứ"

/** SHA-256 of the canonical dossier without "digest" and "signatures". */
void ntm_dossier_digest(const json_t *dossier, char out[NTM_SHA256_TEXT]);
/** What a signature is over: schema, digest, what it says of which unit, illustrative or not. The
 *  digest is reckoned from the dossier, whatever stands in it as "digest". */
void ntm_dossier_statement(const json_t *dossier, ntm_strbuf *out);
/** Tell of each part ("unit.leaf", "scripts[0]") whose members are not exactly its own. */
void ntm_dossier_form(const json_t *dossier, void (*found)(void *with, const char *part),
                      void *with);

#endif
