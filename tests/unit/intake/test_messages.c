/*
 * intake: a case for every message a data file can cause, with place, severity and all other findings
 * of the same file; and that nothing of a refused file is kept.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/strbuf.h"
#include "intake/intake.h"
#include "intake/remark.h"
#include "support/commune.h"

#define LENGTH(array) (sizeof(array) / sizeof(array)[0])

#define LONG     "unit,field,value,as_of\n"
#define LONG6    "unit,field,value,as_of,assessor,origin\n"
#define DAY      ",2023-12-31\n"
#define UNITS    "code,level,name,parent,valid_from,valid_to,zone_scheme,zone\n"
#define TITLES   "unit,title,number,date,set,expires,withdrawn,origin\n"
#define PAPERS   "unit,number,date,office,valid_until,kind,title,path,sha256,size,origin,note\n"
#define SUCC     "predecessor,successor,effective,extent,confirmed\n"
#define FINDINGS "unit,set,item,assessor,finding,reason,document,date,office\n"
#define FINDING  "15169,xa-ntm,15,district,met,,12/BC,2024-03-15,UBND huyện\n"
#define TITLE    "15169,xa-ntm,5155/QĐ-UBND,2017-12-29,1980/QĐ-TTg,,,report\n"

enum { VI = 1, EN = 2, DATED = 4, NO_UNITS = 8, NO_BREAK = 16, FEW = 32, RECORDED = 64 };

typedef struct message_case {
    const char *text;
    const char *findings; /* "E code line:column", joined by "; " */
    const char *says;     /* part of the first finding's message or hint; NULL: any */
    int how;
} message_case;

static const message_case CASES[] = {
    /* files and headers */
    {"", "E empty-file 0:0", "header and rows", 0},
    {"sep=;\n", "E no-rows 0:0", "no rows", 0},
    {LONG, "E no-rows 0:0", "below the header", 0},
    {LONG "15169,population.total,1752,2023-12-31", "N no-final-newline 0:0", "cut off", NO_BREAK},
    {"unit,field,value,as_of,note\n15169,population.total,1752,2023-12-31,Cáº©m Ngá»\n",
     "E garbled-text 2:41", "garbled", 0},
    {"a,b\n1,2\n", "E unknown-header 1:0", "a, b", 0},
    {"x\n1\n", "E unknown-header 1:0", "only one column", 0},
    {"Báo cáo,,\nunit,field,value\n", "E unknown-header 1:0", "the first row must be", 0},
    {"unit,field,valu,as_of\n15169,population.total,1,2023-12-31\n",
     "E unknown-column 1:12; E missing-column 1:0", "did you mean 'value'?", 0},
    {"unit,field,value,as_of,remarks\n15169,population.total,1752,2023-12-31,\n",
     "E unknown-column 1:24", "unit,field,value,as_of[,assessor]", 0},
    {"unit,as_of,population.totl\n15169,2023-12-31,1\n", "E unknown-field 1:12",
     "did you mean 'population.total'?", 0},
    {"unit,as_of\n15169,2023-12-31\n", "E missing-column 1:0", "a field", 0},
    {"unit,as_of,population.totl,debt_vnd\n15169,2023-12-31,1,0\n", "E unknown-field 1:12",
     "did you mean 'population.total'?", 0},
    {"unit,as_of,Trùng tên,debt_vnd\n15169,2023-12-31,1,0\n", "E ambiguous-field 1:12",
     "school.note (Twin one), school.twin (Twin two)", 0},
    {"unit,as_of,debt_vnd/population.total,debt_vnd\n15169,2023-12-31,1,0\n", "E bad-share 1:12",
     "same unit", 0},
    {"unit,field,value,as_of,Giá trị\n15169,population.total,1752,2023-12-31,1\n",
     "E duplicate-column 1:24", "column C (value)", 0},
    {"unit,as_of,population.total,Dân số\n15169,2023-12-31,1752,1752\n",
     "E duplicate-column 1:29; E duplicate-row 2:23", "column C (population.total)", 0},
    {"unit,field,value,as_of,\n15169,population.total,1752,2023-12-31,x\n15169,population.male,"
     "800,2023-12-31,y\n",
     "E unnamed-column 2:40", "'x'", 0},
    {"unit,field,as_of\n15169,population.total,2023-12-31\n", "E missing-column 1:0", "'value'", 0},
    {"field,value,as_of\npopulation.total,1752,2023-12-31\n", "E missing-column 1:0", "'unit'", 0},
    {LONG "15169,population.total,1752" DAY LONG "15169,population.male,800" DAY,
     "E repeated-header 3:0", "joined", 0},
    {"unit,field,value,as_of,note\n15169,debt_vnd,0,2023-12-31,x\xC3\xA3 C?m Ng?c\n",
     "W lost-letters 2:29", "CSV UTF-8", 0},
    {"unit,field,value,as_of,note\n15169,debt_vnd,0,2023-12-31,http://a/b?c\n", "", NULL, 0},
    {LONG "15169,population.total,1752" DAY "15169,population.male,800\n", "E too-few-cells 3:23",
     "3 cell(s)", 0},
    {LONG "15169,road.total_km,78,5" DAY, "E too-many-cells 2:26", "\"78,5\"", 0},
    {LONG "15169,population.total,\"1752" DAY "15169,population.total,abc" DAY,
     "E open-quote 2:24; E not-a-number 3:24", "never closed", 0},
    {LONG "15169,a,1" DAY "15169,b,1" DAY "15169,c,1" DAY "15169,d,1" DAY "x,debt_vnd,0" DAY
          "15169,debt_vnd,x" DAY "15169,population.total,1.752" DAY,
     "E unknown-field 2:7; E unknown-field 3:7; N more-findings 0:0", "unknown field 'a'", FEW},
    /* numbers, in their place; test_number.c has every form */
    {LONG "15169,road.total_km,1.752" DAY, "E ambiguous-number 2:21",
     "row 2, column C (value), road.total_km: '1.752' can be 1752 or 1.7520", 0},
    {LONG "15169,population.total,1.752" DAY, "N read-as-thousands 2:24", "read as 1752", 0},
    {LONG "15169,road.total_km,1.752" DAY "15169.01,road.total_km,\"12,5\"" DAY,
     "N number-style-follows 2:21", "decimal comma, as row 3 shows ('12,5')", 0},
    {LONG "15169,road.total_km,1.752" DAY "15169.01,road.total_km,12.5" DAY,
     "N number-style-follows 2:21", "decimal point, as row 3 shows ('12.5')", 0},
    {LONG "15169,road.total_km,1.752" DAY "15169.01,road.total_km,12.5" DAY
          "15169.02,road.total_km,\"12,5\"" DAY,
     "E ambiguous-number 2:21", "both styles", 0},
    {LONG "15169,road.total_km,12.5" DAY, "E number-style 2:21", "--numbers vi", VI},
    {LONG "15169,road.total_km,\"12,5\"" DAY, "E number-style 2:21", "--numbers en", EN},
    {LONG "15169,debt_vnd,khoảng 360 triệu" DAY, "E rough-number 2:16", "rough", 0},
    {LONG "15169,satisfied,trên 95" DAY, "E bound-in-words 2:17", ">=95", 0},
    {LONG "15169,satisfied,>95" DAY, "E strict-bound 2:17", ">=95", 0},
    {LONG "15169,satisfied,>=97 <=95" DAY, "E bad-bound 2:17", "above", 0},
    {LONG "15169,satisfied,95-97" DAY, "E number-range 2:17", "range", 0},
    {LONG "15169,population.total,45/50" DAY, "E number-quotient 2:24", "quotient", 0},
    {LONG "15169,road.total_km,01/05/2023" DAY, "E number-is-date 2:21", "date", 0},
    {LONG "15169,road.total_km,+5" DAY, "E plus-sign 2:21", "plus", 0},
    {LONG "15169,road.total_km,(5)" DAY, "E number-in-brackets 2:21", "brackets", 0},
    {LONG "15169,debt_vnd,1.2E+05" DAY, "E scientific-number 2:16", "scientific", 0},
    {LONG "15169,debt_vnd,1.2.3" DAY, "E digit-groups 2:16", "groups", 0},
    {LONG "15169,debt_vnd,5." DAY, "E missing-digit 2:16", "no digit", 0},
    {LONG "15169,debt_vnd,1234567890123456" DAY, "E too-many-digits 2:16", "15 digits", 0},
    {LONG "15169,population.total,\"78,5\"" DAY, "E not-whole 2:24", "whole number", 0},
    {LONG "15169,population.total,0" DAY, "E out-of-range 2:24", "at least 1", 0},
    {LONG "15169,satisfied,101" DAY, "E out-of-range 2:17", "0 to 100", 0},
    {LONG "15169,health.insured/population.total,101" DAY, "E out-of-range 2:39", "0 to 100", 0},
    {LONG "15169,road.total_km,12 m" DAY, "E wrong-unit 2:21", "'km'", 0},
    {LONG "15169,health.insured,92%" DAY, "E percent-sign 2:22", "health.insured/population.total",
     0},
    {LONG "15169,satisfied,\"0,785\"" DAY, "W percent-below-1 2:17", "78,5%", 0},
    {LONG "15169,debt_vnd,2.000.000.000 tỷ đồng" DAY, "E money-word-twice 2:16", "full amount", 0},
    {LONG "15169,income_vnd,\"45,2\"" DAY, "E money-word-missing 2:18", "45,2 triệu", 0},
    {LONG "15169,debt_vnd,45" DAY, "W small-amount 2:16", "triệu", 0},
    {LONG "15169,debt_vnd,-" DAY, "E placeholder 2:16", "left out", 0},
    {LONG "15169,debt_vnd,#REF!" DAY, "E spreadsheet-error 2:16", "spreadsheet", 0},
    {LONG "15169,debt_vnd,=A1" DAY, "E formula 2:16", "formula", 0},
    {LONG "15169,debt_vnd,abc" DAY, "E not-a-number 2:16", "'abc'", 0},
    /* other values */
    {LONG "15169,debt_vnd," DAY, "E empty-value 2:16", "missing", 0},
    {LONG "15169,plan.approved,maybe" DAY, "E not-yes-no 2:21", "có/không", 0},
    {LONG "15169,disaster.grade,giỏi" DAY, "E unknown-code 2:22",
     "khong_dat (Not met), dat (Met), kha (Fair), tot (Good)", 0},
    {LONG "15169,disaster.grade,tót nghiệp" DAY, "E unknown-code 2:22", NULL, 0},
    {LONG "15169,village.name_choice,sòng" DAY, "E ambiguous-code 2:27", "song (Song), s2 (Wave)",
     0},
    {LONG "15169,plan.valid_until,31/02/2030" DAY, "E no-such-day 2:24", "no day", 0},
    /* dates */
    {LONG "15169,debt_vnd,0,31/02/2023\n", "E no-such-day 2:18", "no day '31/02/2023'", 0},
    {LONG "15169,debt_vnd,0,12/31/2023\n", "E no-such-day 2:18", "day stands before the month", 0},
    {LONG "15169,debt_vnd,0,2023-13-01\n", "E no-such-day 2:18", NULL, 0},
    {LONG "15169,debt_vnd,0,31/12/23\n", "E short-year 2:18", "four were expected", 0},
    {LONG "15169,debt_vnd,0,45291\n", "E date-serial 2:18", "serial number", 0},
    {LONG "15169,debt_vnd,0,2023-12-31 00:00:00\n", "E date-with-time 2:18", "time of day", 0},
    {LONG "15169,debt_vnd,0,2023-12-31T00:00\n", "E date-with-time 2:18", NULL, 0},
    {LONG "15169,debt_vnd,0,2023\n", "E part-of-date 2:18", "2023-12-31", 0},
    {LONG "15169,debt_vnd,0,12/2023\n", "E part-of-date 2:18", NULL, 0},
    {LONG "15169,debt_vnd,0,31.12.2023\n", "E not-a-date 2:18", "write 31/12/2023", 0},
    {LONG "15169,debt_vnd,0,2023/12/31\n", "E not-a-date 2:18", "write 31/12/2023", 0},
    {LONG "15169,debt_vnd,0,cuối năm\n", "E not-a-date 2:18", "2023-12-31 or 31/12/2023", 0},
    {LONG "15169,debt_vnd,0,\n", "E missing-date 2:18", "--as-of", 0},
    {"unit,field,value\n15169,debt_vnd,0\n", "E missing-date 2:0", NULL, 0},
    {"unit,field,value\n15169,debt_vnd,0\n", "", NULL, DATED},
    {LONG "15127,debt_vnd,0,2027-12-31\n", "W future-date 2:18", "future", 0},
    {LONG "15169,debt_vnd,0,1923-12-31\n", "W old-date 2:18", "is the year right", 0},
    /* units */
    {LONG ",debt_vnd,0" DAY, "E missing-unit 2:1", "the unit is missing", 0},
    {LONG "15169,debt_vnd,0" DAY "15169.01,road.total_km,2" DAY, "E no-units 2:1",
     "units file first", NO_UNITS},
    {LONG "15170,debt_vnd,0" DAY, "E unknown-unit 2:1", "unknown unit '15170'", 0},
    {LONG "15169.0,debt_vnd,0" DAY, "E unknown-unit 2:1", "as text: 15169", 0},
    {LONG "Cẩm Ngọcc,debt_vnd,0" DAY, "E unknown-unit 2:1", "did you mean Cẩm Ngọc", 0},
    {LONG "C?m Ng?c,debt_vnd,0" DAY, "E unknown-unit 2:1", "letters were lost", 0},
    {LONG "cam ngoc,debt_vnd,0" DAY, "E similar-unit 2:1", "write the code 15169", 0},
    {LONG "Kim,debt_vnd,0" DAY, "E ambiguous-unit 2:1", "00127", 0},
    {LONG "song,road.total_km,2" DAY, "E ambiguous-unit 2:1", "15169.03", 0},
    {LONG "1,debt_vnd,0" DAY, "E ambiguous-unit 2:1", "begin with zeros", 0},
    {LONG "song,road.total_km,2,31/02/2023\n", "E no-such-day 2:22; E ambiguous-unit 2:1", NULL, 0},
    {LONG "Song,road.total_km,2,31/02/2023\n", "E no-such-day 2:22", NULL, 0},
    {TITLES "Song Nga,xa-ntm,,,,,,\n", "W title-without-date 2:18", NULL, 0},
    {LONG "127,debt_vnd,0" DAY "127,income_vnd,0" DAY, "W zeros-restored 2:1", "read as 00127", 0},
    {LONG "15169,debt_vnd,0,2025-12-31\n", "E unit-not-valid 2:1", "to 2025-06-30", 0},
    {"unit,unit_name,field,value,as_of\n15169.06,Sóng,road.total_km,2" DAY,
     "E unit-name-differs 2:10", "15169.06 is Song", 0},
    /* fields */
    {LONG "15169,,0" DAY, "E missing-field 2:7", "field name or label", 0},
    {LONG "15169,debt.vnd,0" DAY, "E unknown-field 2:7", "did you mean 'debt_vnd'?", 0},
    {LONG "15169.01,Trùng tên,0" DAY, "E ambiguous-field 2:10", "code of the field", 0},
    {LONG "15169,village.culture_title,có" DAY, "E field-level 2:7", "village", 0},
    {LONG "15169,debt_vnd/population.total,5" DAY, "E bad-share 2:7", "same unit", 0},
    {LONG "15169,satisfied/satisfied,5" DAY, "E bad-share 2:7", "in itself", 0},
    {LONG "15169,plan.approved/population.total,5" DAY, "E bad-share 2:7", "numbers", 0},
    {LONG "15169.01,school.note/road.total_km,5" DAY, "E bad-share 2:10", NULL, 0},
    {LONG "15169,health.insurd/population.total,5" DAY, "E unknown-field 2:7", "'health.insurd'",
     0},
    {LONG6 "15169,debt_vnd,0,2023-12-31,xax,\n", "E unknown-assessor 2:29",
     "village (Village), commune (Commune), district (District), province (Province)", 0},
    {LONG6 "15169,debt_vnd,0,2023-12-31,comune,\n", "E unknown-assessor 2:29",
     "did you mean 'commune'?", 0},
    {LONG6 "15169,debt_vnd,0,2023-12-31,,constucted\n", "E unknown-origin 2:30",
     "did you mean 'constructed'?", 0},
    /* rows against each other */
    {LONG "15169,debt_vnd,0" DAY "15169,Nợ đọng,5000" DAY, "E duplicate-row 3:15",
     "here and in row 2", 0},
    {"unit,as_of,debt_vnd\n15169,2023-12-31,0\n15169,31/12/2023,0\n", "E duplicate-row 3:18",
     "row 2", 0},
    {LONG "15169,population.total,1752" DAY "15169,population.male,1800" DAY,
     "W part-above-whole 3:23", "population.total is 1752 (row 2)", 0},
    {LONG "15169,population.total,1752,2022-12-31\n15169,population.total,17520" DAY,
     "W tenfold-jump 3:24", "was 1752 on 2022-12-31 (row 2)", 0},
    {LONG "15169,population.total,700,2023-12-31\n15169,population.male,800" DAY,
     "W tenfold-jump 2:24; W part-above-whole 3:23", "old.csv, line 9", RECORDED},
    {LONG "15169,population.total,700,2022-06-30\n", "W tenfold-jump 2:24",
     "7100 on 2021-12-31 (on record)", RECORDED},
    {LONG "15169,population.total,7000,2022-12-31\n", "W duplicate-in-files 2:24",
     "old.csv, line 9", RECORDED},
    /* units files */
    {UNITS ",commune,A,38,,,,\n", "E missing-code 2:1", "code", 0},
    {UNITS "15 200,commune,A,38,,,,\n", "E bad-code 2:1", "is no code", 0},
    {UNITS "152,commune,A,38,,,,\n", "W short-code 2:1", "have 5", 0},
    {UNITS "15200,comune,A,38,,,,\n", "E unknown-level 2:7", "province, district", 0},
    {UNITS "15200,,A,38,,,,\n", "E unknown-level 2:7", NULL, 0},
    {UNITS "15200,xã,,38,,,,\n", "E missing-name 2:10", "name", 0},
    {UNITS "15200,xã,C?m Ng?c,38,,,,\n", "E lost-letters 2:10", "CSV UTF-8", 0},
    {UNITS "15200,xã,A,38,2024-01-01,2023-12-31,,\n", "E bad-period 2:26", "before valid_from", 0},
    {UNITS "15200,xã,A,38,01/01/24,,,\n", "E short-year 2:15", NULL, 0},
    {UNITS "15200,xã,A,38,,,,\n15200,xã,B,38,,,,\n", "E unit-overlap 3:1", "row 2", 0},
    {UNITS "15200,xã,A,38,,2023-12-31,,\n15200,xã,B,38,2024-01-01,,,\n", "", NULL, 0},
    {UNITS "15127,xã,A,38,2024-01-01,,,\n", "E unit-overlap 2:1", "on record", 0},
    {UNITS "15127,xã,Cẩm Thủy mới,38,2025-07-01,,,\n", "", NULL, 0},
    {UNITS "15200,xã,A,99,,,,\n", "E unknown-parent 2:12", "parent with the code '99'", 0},
    {UNITS "15200,xã,A,390,2025-07-01,,,\n", "E unknown-parent 2:12", "any day", 0},
    {UNITS "15200,xã,A,390,,,,\n", "W parent-days 2:12", "part of the days", 0},
    {UNITS "15200,xã,A,15169,,2024-12-31,,\n", "E parent-level 2:12", "not of a level above", 0},
    {UNITS "15200,xã,A,15200,,,,\n", "E parent-level 2:12", NULL, 0},
    {UNITS "15200.01,thôn,A,,,,,\n", "W missing-parent 2:17", "no commune", 0},
    {UNITS "15200.01,thôn,A,127,,,,\n", "W zeros-restored 2:17", "00127", 0},
    {UNITS "15200.01,thôn,A,1,,,,\n", "E ambiguous-unit 2:17", NULL, 0},
    {UNITS "15200.01,thôn,Song,15127,2025-07-01,,,\n15200.02,thôn,song,15127,2025-07-01,,,\n",
     "W same-name 3:20", "15200.01 in row 2", 0},
    {UNITS "15200,xã,A,38,2024-01-01,,zone.thanh_hoa_2022,\n", "E zone-incomplete 2:47", "together",
     0},
    {UNITS "15200,xã,A,38,2024-01-01,,,zone1\n", "E zone-incomplete 2:27", NULL, 0},
    {UNITS "15200,xã,A,38,2024-01-01,,zone.x,zone1\n", "E unknown-zone-scheme 2:27", "zone.x", 0},
    {UNITS "15200,xã,A,38,2024-01-01,,debt_vnd,zone1\n", "E unknown-zone-scheme 2:27", NULL, 0},
    {UNITS "15200,xã,A,38,2024-01-01,,thanh-hoa-2022,zone3\n", "E unknown-code 2:42", "zone1", 0},
    {UNITS "15200,xã,A,38,,,thanh-hoa-2022,zone1\n", "E zone-without-date 2:32", "valid_from", 0},
    {UNITS "391,huyện,A,38,2024-01-01,,thanh-hoa-2022,zone1\n", "E field-level 2:43", NULL, 0},
    /* titles and registrations */
    {TITLES "15169,,,2017-12-29,,,,\n", "E missing-title 2:7", "xa-ntm", 0},
    {TITLES "15169,xa-ntm,,,,,,\n", "W title-without-date 2:15", "no date", 0},
    {TITLES "15169,xa-ntm,,2017-12-29,,2016-12-29,,\n", "E bad-title-period 2:27", "before", 0},
    {TITLES "15169,xa-ntm,,2017-12-29,,,2016-12-29,\n", "E bad-title-period 2:28", "before", 0},
    {TITLES TITLE TITLE, "E duplicate-row 3:0", "row 2", 0},
    {TITLES "15170,xa-ntm,,2017-12-29,,,,\n", "E unknown-unit 2:1", NULL, 0},
    {"unit,set,year,origin\n15169,,2023,\n", "E missing-set 2:7", "xa-ntm", 0},
    {"unit,set,year,origin\n15169,xa-ntm,23,\n", "E not-a-year 2:14", "1990 to 2100", 0},
    {"unit,set,year,origin\n15169,xa-ntm,,\n", "E not-a-year 2:14", "missing", 0},
    {"unit,set,year\n15169,xa-ntm,2023\n15169,xa-ntm,2023\n", "E duplicate-row 3:0", "row 2", 0},
    {"unit,set,year\n15169,xa-ntm,2027\n", "E unit-not-valid 2:1", NULL, 0},
    /* papers of evidence */
    {PAPERS "15169,,2023-01-01,UBND,,,,,,,,\n", "E missing-paper-number 2:7", "name it by", 0},
    {PAPERS "15169,BB 1; BB 2,2023-01-01,UBND,,,,,,,,\n", "E bad-paper-number 2:7",
     "a row for each paper", 0},
    {PAPERS "15169,BB 1,2023-01-01,,,,,,,,,\n", "E missing-office 2:23", "issued the paper", 0},
    {PAPERS "15169,BB 1,,UBND,,,,,,,,\n", "W paper-without-date 2:12", "from the beginning", 0},
    {PAPERS "15127,BB 1,2027-01-01,UBND,,,,,,,,\n", "W future-date 2:12", "future", 0},
    {PAPERS "15169,BB 1,2023-01-01,UBND,2022-12-31,,,,,,,\n", "E bad-paper-period 2:28",
     "was issued (2023-01-01)", 0},
    {PAPERS "15169,BB 1,2023-01-01,UBND,31/02/2024,,,,,,,\n", "E no-such-day 2:28", NULL, 0},
    {PAPERS "15169,BB 1,2023-01-01,UBND,,nghiem-tu,,,,,,\n", "E unknown-paper-kind 2:29",
     "did you mean 'nghiem-thu'?", 0},
    {PAPERS "15169,BB 1,2023-01-01,UBND,,giấy mời,,,,,,\n", "E unknown-paper-kind 2:29",
     "nghiem-thu (Minutes of acceptance)", 0},
    {PAPERS "15169,BB 1,2023-01-01,UBND,,Báo cáo,,,,,,\n", "E unknown-paper-kind 2:29",
     "bao-cao-nam (Report), bao-cao-quy (Quarterly)", 0},
    {PAPERS "15169,BB 1,2023-01-01,UBND,,,,a.pdf,abc,,,\n", "E bad-digest 2:37", "64 digits", 0},
    {PAPERS "15169,BB 1,2023-01-01,UBND,,,,a.pdf,,1 MB,,\n", "E bad-size 2:38", "bytes", 0},
    {PAPERS "15169,BB 1,2023-01-01,UBND,,,,,,12,,\n", "E digest-without-path 2:31", "path", 0},
    {PAPERS "15169,BB 1,2023-01-01,UBND,,,,,,,,\n15169,bb  1,,UBND,,,,,,,,\n",
     "W paper-without-date 3:13; E duplicate-row 3:0", NULL, 0},
    {PAPERS "15169,BB 1,2025-07-01,UBND,,,,,,,,\n", "E unit-not-valid 2:1", NULL, 0},
    {PAPERS "15170,BB 1,2023-01-01,UBND,,,,,,,,\n", "E unknown-unit 2:1", NULL, 0},
    {PAPERS "15169,BB 1,2023-01-01,UBND,,,,,,,constucted,\n", "E unknown-origin 2:34",
     "did you mean 'constructed'?", 0},
    {"unit,number,date,valid_until,path\n15169,BB 1,2023-01-01,,\n", "E missing-column 1:0",
     "'office'", 0},
    /* successions */
    {SUCC "15169,15127,2025-07-01,whole,\n", "", NULL, 0},
    {SUCC "15169,15127,,whole,\n", "E missing-date 2:13", "in effect", 0},
    {SUCC "15169,15127,1/7/25,whole,\n", "E short-year 2:13", NULL, 0},
    {SUCC "15169,15127,2025-07-02,whole,\n", "E unit-not-valid 2:1",
     "15169 (Cẩm Ngọc) does not exist on 2025-07-01", 0},
    {SUCC "15169,15127,2025-06-30,,\n", "E unit-not-valid 2:7", "valid from 2025-07-01", 0},
    {SUCC "15169,,2025-07-01,,\n", "E missing-unit 2:7", NULL, 0},
    {SUCC "15168,15127,2025-07-01,,\n", "E unknown-unit 2:1", NULL, 0},
    {SUCC "15169,00001,2025-07-01,,\n", "E successor-begins 2:7", "end its row on 2025-06-30", 0},
    {SUCC "00001,00131,2025-07-01,whole,\n00131,00131,2025-07-01,,\n", "E predecessor-lives-on 2:1",
     "has ended", 0},
    {SUCC "00001,00131,2025-07-01,part,\n00131,00131,2025-07-01,,\n", "", NULL, 0},
    {SUCC "390,15127,2025-07-01,,\n", "W succession-level 2:5", "district, commune", 0},
    {SUCC "15169,15127,2025-07-01,half,\n", "E unknown-extent 2:24", "toàn bộ", 0},
    {SUCC "15169,15127,2025-07-01,,có\n", "E confirmed-by-nobody 2:25", "names nobody", 0},
    {SUCC "15169,15127,2025-07-01,,1\n", "E confirmed-by-nobody 2:25", NULL, 0},
    {SUCC "15169,15127,2025-07-01,,\n15169,15127,2025-07-01,whole,\n", "E duplicate-row 3:0",
     "row 2", 0},
    {SUCC "00131,00131,2025-07-01,whole,\n00131,00132,2025-07-01,part,\n00132,00132,2025-07-01,,\n",
     "E succession-whole 2:1", "row 3 says that it went into 00132", 0},
    {SUCC
     "00131,00131,2025-07-01,part,A\n00131,00132,2025-07-01,part,B\n00132,00132,2025-07-01,,\n",
     "E succession-twice 3:1", "row 2 confirms that they go to 00131", 0},
    {SUCC "00131,00132,2025-07-01,whole,\n00132,00131,2025-07-01,whole,\n",
     "E succession-circle 2:1", "00131 → 00132 → 00131", 0},
    {SUCC "00131,00132,2025-07-01,part,\n00132,00131,2025-07-01,part,\n", "", NULL, 0},
    {SUCC "15169,00131,2025-07-01,whole,\n", "W succession-gap 2:1",
     "what became of 00131 (Vân Canh)", 0},
    /* levels of appraisal and their findings */
    {LONG6 "00127,debt_vnd,0,2025-07-01,district,\n", "E assessor-days 2:29",
     "no level of appraisal 'district' on 2025-07-01: it is there from … to 2025-06-30", 0},
    {LONG6 "00127,debt_vnd,0,2025-06-30,district,\n", "", NULL, 0},
    {FINDINGS "15169,xa-ntm,15,,met,,1,2024-03-15,\n", "E missing-assessor 2:17", "missing", 0},
    {FINDINGS "15169,xa-ntm,15,districk,met,,1,2024-03-15,\n", "E unknown-assessor 2:17",
     "did you mean 'district'?", 0},
    {FINDINGS "00127,xa-ntm,15,district,met,,1,2025-07-01,\n", "E assessor-days 2:17",
     "to 2025-06-30", 0},
    {FINDINGS "15169,xa-ntm,15.,district,met,,1,2024-03-15,\n", "E bad-item 2:14", "'15.'", 0},
    {FINDINGS "15169,xa-ntm,\"15,1\",district,met,,1,2024-03-15,\n", "E bad-item 2:14",
     "column is text", 0},
    {FINDINGS "15169,xa-ntm,Chỉ tiêu 15/1,district,met,,1,2024-03-15,\n", "E bad-item 2:14",
     "'Chỉ tiêu 15/1'", 0},
    {FINDINGS "15169,xa-ntm,15,district,,,1,2024-03-15,\n", "E missing-finding 2:26", "supplement",
     0},
    {FINDINGS "15169,xa-ntm,15,district,tốt,,1,2024-03-15,\n", "E unknown-finding 2:26", "'tốt'",
     0},
    {FINDINGS "15169,xa-ntm,15,district,not_met,,1,2024-03-15,\n", "E missing-reason 2:34",
     "reason", 0},
    {FINDINGS "15169,xa-ntm,15,district,bổ sung,,1,2024-03-15,\n", "E missing-reason 2:34", NULL,
     0},
    {FINDINGS "15169,xa-ntm,15,district,met,,,2024-03-15,\n", "W missing-document 2:31", "cite", 0},
    {FINDINGS "15169,xa-ntm,15,district,met,,1,,\n", "E missing-date 2:33", "the finding", 0},
    {FINDINGS "15169,xa-ntm,15,district,met,,1,15/3/24,\n", "E short-year 2:33", NULL, 0},
    {FINDINGS "15169,xa-ntm,15,district,met,,1,2027-03-15,\n",
     "W future-date 2:33; E assessor-days 2:17; E unit-not-valid 2:1", NULL, 0},
    {FINDINGS "15169,,15,district,met,,1,2024-03-15,\n", "E missing-set 2:7", "xa-ntm", 0},
    {FINDINGS FINDING, "", NULL, RECORDED},
    {FINDINGS "15169,xa-ntm,15,district,not_met,x,12/BC,2024-03-15,\n", "W duplicate-in-files 2:26",
     "the one read last holds", RECORDED},
    {FINDINGS FINDING FINDING, "E duplicate-row 3:0",
     "the finding of 'district' on xa-ntm 15 of unit 15169 stands twice on 2024-03-15", 0},
    {FINDINGS FINDING "15169,xa-ntm,15,province,met,,9/BC,2024-03-15,\n"
                      "15169,xa-ntm,15.1,district,met,,12/BC,2024-03-15,\n"
                      "15169,xa-ntm-nang-cao,15,district,met,,12/BC,2024-03-15,\n",
     "", NULL, 0},
};

static ntm_dictionary *dictionary;

static ntm_date day(int year, int month, int of_month)
{
    ntm_date date;
    assert_true(ntm_date_make(year, month, of_month, &date));
    return date;
}

static void record(ntm_dataset *dataset, const char *field, int64_t value, ntm_date date)
{
    ntm_value number = {.kind = NTM_K_NUMBER,
                        .has_low = true,
                        .has_high = true,
                        .low = ntm_decimal_int(value),
                        .high = ntm_decimal_int(value)};
    ntm_observation o = {.unit = "15169",
                         .field = field,
                         .value = number,
                         .as_of = date,
                         .line = 9,
                         .file = "old.csv"};
    ntm_dataset_add_observation(dataset, &o);
}

/* Read a case; what was found as text. */
static ntm_rc read_case(const message_case *c, ntm_strbuf *found, ntm_diags *diags,
                        ntm_intake_report *report, size_t *added)
{
    ntm_dataset *known = commune_units(), *into = ntm_dataset_new();
    ntm_intake_options options;
    ntm_intake_options_init(&options);
    options.today = day(2026, 11, 23);
    options.numbers = c->how & VI ? NTM_NUMBERS_VI : c->how & EN ? NTM_NUMBERS_EN : 0;
    options.max_errors = c->how & FEW ? 2 : 0;
    options.known = c->how & NO_UNITS ? NULL : known;
    if (c->how & DATED)
        options.as_of = day(2023, 12, 31);
    if (c->how & RECORDED) {
        record(known, "population.total", 7100, day(2021, 12, 31));
        record(into, "population.total", 7077, day(2022, 12, 31));
        ntm_appraisal met = {.unit = "15169",
                             .set = "xa-ntm",
                             .item = "15",
                             .assessor = "district",
                             .assessor_order = 3,
                             .opinion = NTM_OPINION_MET,
                             .date = day(2024, 3, 15)};
        ntm_dataset_add_appraisal(known, &met);
    }
    size_t before = into->nobservations;
    ntm_rc rc = ntm_intake_read("f.csv", c->text, strlen(c->text), dictionary, &options, into,
                                report, diags);
    for (size_t i = 0; i < diags->count; i++) {
        const ntm_finding *f = &diags->items[i];
        ntm_strbuf_printf(found, "%s%c %s %ld:%ld", i ? "; " : "", "NWE"[f->severity], f -> code,
                          f -> place.line, f->place.column);
        assert_string_equal(f->place.file, "f.csv");
    }
    *added = into->nobservations - before + into->nunits + into->ntitles + into->nregistrations +
             into->nevidence + into->nsuccessions + into->nappraisals;
    ntm_dataset_free(into);
    ntm_dataset_free(known);
    return rc;
}

static void test_intake_says_every_message(void **state)
{
    (void)state;
    bool hit[NTM_IC_COUNT] = {false};
    size_t failures = 0;
    for (size_t i = 0; i < LENGTH(CASES); i++) {
        const message_case *c = &CASES[i];
        ntm_strbuf found = {0};
        ntm_diags diags = {0};
        ntm_intake_report report;
        size_t added;
        ntm_rc rc = read_case(c, &found, &diags, &report, &added);
        const ntm_finding *first = diags.count ? &diags.items[0] : NULL;
        bool says = !c->says || (first && (strstr(first->message, c->says) ||
                                           (first->hint && strstr(first->hint, c->says))));
        if (strcmp(ntm_strbuf_text(&found), c->findings) != 0 || !says) {
            print_error("case %zu: %s\n  found    %s\n  expected %s\n  %s\n  %s\n", i, c->text,
                        ntm_strbuf_text(&found), c->findings, first ? first->message : "",
                        first && first->hint ? first->hint : "");
            failures++;
        }
        /* all of a file or none of it */
        if ((rc == NTM_OK) != !report.errors || (rc == NTM_OK) != (added > 0)) {
            print_error("case %zu: rc %d, %zu errors, %zu rows added\n", i, rc, report.errors,
                        added);
            failures++;
        }
        for (size_t k = 0; k < diags.count; k++)
            for (int code = 1; code < NTM_IC_COUNT; code++)
                hit[code] |=
                    strcmp(diags.items[k].code, ntm_intake_code_name((ntm_intake_code)code)) == 0;
        ntm_diags_clear(&diags);
        ntm_strbuf_clear(&found);
    }
    for (int code = 1; code < NTM_IC_COUNT; code++)
        if (!hit[code]) {
            print_error("no case for %s\n", ntm_intake_code_name((ntm_intake_code)code));
            failures++;
        }
    assert_int_equal(failures, 0);
}

static int setup(void **state)
{
    (void)state;
    ntm_i18n_set(NTM_LANG_EN);
    dictionary = commune_dictionary();
    return dictionary ? 0 : -1;
}

static int teardown(void **state)
{
    (void)state;
    ntm_dictionary_free(dictionary);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_intake_says_every_message),
    };
    return cmocka_run_group_tests_name("intake/messages", tests, setup, teardown);
}
