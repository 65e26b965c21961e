/* model/unit_name.c - Vietnamese names, compared letter by letter and tone by tone. */
#include "model/unit_name.h"

#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* Each vowel without a tone mark and with the five: huyền, hỏi, ngã, sắc, nặng. */
static const wchar_t vowels[][7] = {
    L"aàảãáạ", L"ăằẳẵắặ", L"âầẩẫấậ", L"eèẻẽéẹ", L"êềểễếệ", L"iìỉĩíị",
    L"oòỏõóọ", L"ôồổỗốộ", L"ơờởỡớợ", L"uùủũúụ", L"ưừửữứự", L"yỳỷỹýỵ",
};

/* The letter that a lazy typist writes instead. */
static uint32_t plain(uint32_t letter)
{
    switch (letter) {
    case L'ă':
    case L'â':
        return L'a';
    case L'ê':
        return L'e';
    case L'ô':
    case L'ơ':
        return L'o';
    case L'ư':
        return L'u';
    case L'đ':
        return L'd';
    default:
        return letter;
    }
}

/* Next code point of a valid UTF-8 text. */
static uint32_t next_point(const char **at)
{
    const unsigned char *p = (const unsigned char *)*at;
    int more = *p < 0x80 ? 0 : *p < 0xE0 ? 1 : *p < 0xF0 ? 2 : 3;
    uint32_t point = more == 0 ? *p : *p & (0x3Fu >> more);
    p++;
    for (int i = 0; i < more && *p; i++)
        point = point << 6 | (*p++ & 0x3F);
    *at = (const char *)p;
    return point;
}

/* Next letter of a casefolded text without its tone mark, which goes to *tone if there is one. */
static uint32_t next_letter(const char **at, int *tone)
{
    uint32_t point = next_point(at);
    if (point < 0x80)
        return point;
    for (size_t v = 0; v < sizeof vowels / sizeof *vowels; v++)
        for (int t = 1; t < 6; t++)
            if ((uint32_t)vowels[v][t] == point) {
                *tone = t;
                return (uint32_t)vowels[v][0];
            }
    return point;
}

bool ntm_unit_name_fits(const char *typed, const char *name)
{
    while (*typed && *name) {
        int tone_typed = 0, tone_name = 0; /* a tone belongs to its word */
        while (*typed && *typed != ' ' && *name && *name != ' ') {
            uint32_t a = next_letter(&typed, &tone_typed), b = next_letter(&name, &tone_name);
            if (a != b && a != plain(b))
                return false;
        }
        if (*typed != *name || (tone_typed && tone_typed != tone_name))
            return false; /* one word is longer, or bears another tone */
        if (*typed) {
            typed++;
            name++;
        }
    }
    return !*typed && !*name;
}

static const struct {
    const char *word;
    ntm_level level;
} kinds[] = {
    {"tỉnh", NTM_LEVEL_PROVINCE},      {"thành phố", NTM_LEVEL_PROVINCE},
    {"huyện", NTM_LEVEL_DISTRICT},     {"thị xã", NTM_LEVEL_DISTRICT},
    {"quận", NTM_LEVEL_DISTRICT},      {"xã", NTM_LEVEL_COMMUNE},
    {"phường", NTM_LEVEL_COMMUNE},     {"thị trấn", NTM_LEVEL_COMMUNE},
    {"đặc khu", NTM_LEVEL_COMMUNE},    {"thôn", NTM_LEVEL_VILLAGE},
    {"bản", NTM_LEVEL_VILLAGE},        {"khu phố", NTM_LEVEL_VILLAGE},
    {"tổ dân phố", NTM_LEVEL_VILLAGE},
};

const char *ntm_unit_name_skip(const char *name, int words)
{
    for (; words > 0 && *name; words--) {
        name += strcspn(name, " ");
        name += strspn(name, " ");
    }
    return name;
}

int ntm_unit_name_kind(const char *folded, ntm_level *level_out)
{
    char head[32]; /* longer than every word above */
    for (int words = 1; words <= 3; words++) {
        const char *behind = ntm_unit_name_skip(folded, words);
        size_t length = (size_t)(behind - folded);
        if (!*behind || length > sizeof head)
            return 0;
        memcpy(head, folded, length - 1);
        head[length - 1] = '\0';
        for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
            if (ntm_unit_name_fits(head, kinds[k].word)) {
                if (level_out)
                    *level_out = kinds[k].level;
                return words;
            }
    }
    return 0;
}
