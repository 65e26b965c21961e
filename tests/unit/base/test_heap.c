/* The heap: what is allocated lies where large pages are asked for. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/heap.h"

/* The flags that the kernel shows of the mapping an address lies in; false: it shows none. */
static bool flags_of(const void *address, char *flags, size_t size)
{
    char line[512];
    bool inside = false, found = false;
    FILE *file = fopen("/proc/self/smaps", "r");
    while (file && !found && fgets(line, sizeof line, file)) {
        unsigned long from, to;
        if (sscanf(line, "%lx-%lx ", &from, &to) == 2)
            inside = (uintptr_t)address >= from && (uintptr_t)address < to;
        else if (inside && strncmp(line, "VmFlags:", 8) == 0)
            found = snprintf(flags, size, "%s", line + 8) > 0;
    }
    if (file)
        fclose(file);
    return found;
}

static void test_heap_asks_for_large_pages(void **state)
{
    char flags[512];
    void *blocks[8];
    (void)state;
#ifdef NTM_SANITIZED
    skip(); /* its heap is the sanitizer's */
#endif
    if (access("/sys/kernel/mm/transparent_hugepage/enabled", R_OK) != 0)
        skip();
    for (size_t i = 0; i < 8; i++) {
        blocks[i] = malloc((size_t)100 << 10);
        if (!flags_of(blocks[i], flags, sizeof flags))
            skip();
        if (!strstr(flags, " hg"))
            fail_msg("block %zu lies in a mapping with the flags%s", i, flags);
    }
    for (size_t i = 0; i < 8; i++)
        free(blocks[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_heap_asks_for_large_pages),
    };
    ntm_heap_prepare(); /* before anything is allocated, as programs do */
    return cmocka_run_group_tests_name("base/heap", tests, NULL, NULL);
}
