/* Fuzz the reader of checkpoints: what is taken is written as it was read, to the byte. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "model/checkpoint.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    ntm_checkpoint checkpoint;
    ntm_checkpoint_signature signatures[NTM_CHECKPOINT_SIGNATURES];
    size_t count;
    ntm_diags diags = {0};
    ntm_strbuf out = {0};
    char *text = malloc(size + 1);
    memcpy(text, data, size);
    text[size] = '\0';
    if (ntm_checkpoint_read(text, size, "fuzz.txt", &checkpoint, signatures, &count, &diags) ==
        NTM_OK) {
        ntm_checkpoint_text(&checkpoint, &out);
        for (size_t i = 0; i < count; i++) {
            char key[2 * NTM_PUBLIC_BYTES + 1], hex[2 * NTM_SIGNATURE_BYTES + 1];
            ntm_strbuf_printf(&out, "%sed25519 %s %s\n", i ? "" : "\n",
                              ntm_hex(signatures[i].key.bytes, NTM_PUBLIC_BYTES, key),
                              ntm_hex(signatures[i].signature.bytes, NTM_SIGNATURE_BYTES, hex));
        }
        if (out.length != size || memcmp(ntm_strbuf_text(&out), data, size) != 0)
            abort();
    } else if (!diags.errors) {
        abort(); /* refused without a word */
    }
    free(text);
    ntm_strbuf_clear(&out);
    ntm_diags_clear(&diags);
    return 0;
}
