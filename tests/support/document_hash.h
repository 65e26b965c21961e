/* support/document_hash.h - the hash of a document as an expression, for comparisons. */
#ifndef NTM_TESTS_DOCUMENT_HASH_H
#define NTM_TESTS_DOCUMENT_HASH_H

#include "model/document.h"

/** Lives as long as the block in which it is written. */
#define sha256_of(document) ntm_document_sha256(document, (char[NTM_SHA256_TEXT]){0})

#endif
