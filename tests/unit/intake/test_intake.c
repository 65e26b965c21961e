/* intake: what is read from good files of every kind, and damage of every kind survived. */
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
#include "support/commune.h"

#define LENGTH(array) (sizeof(array) / sizeof(array)[0])

static ntm_dictionary *dictionary;
static ntm_dataset *known;

static const char *show_day(ntm_date date, char buffer[NTM_DATE_TEXT])
{
    return date == NTM_DATE_MIN || date == NTM_DATE_MAX ? "-" : ntm_date_format(date, buffer);
}

static void show_value(const ntm_value *v, ntm_strbuf *out)
{
    char low[NTM_DECIMAL_TEXT], high[NTM_DECIMAL_TEXT], date[NTM_DATE_TEXT];
    switch (v->kind) {
    case NTM_K_NUMBER:
        if (v->has_low && v->has_high && ntm_decimal_compare(v->low, v->high) == 0)
            ntm_strbuf_puts(out, ntm_decimal_format(v->low, low));
        else
            ntm_strbuf_printf(out, "%s..%s", v->has_low ? ntm_decimal_format(v->low, low) : "",
                              v->has_high ? ntm_decimal_format(v->high, high) : "");
        break;
    case NTM_K_YES_NO:
        ntm_strbuf_puts(out, v->yes ? "yes" : "no");
        break;
    case NTM_K_DATE:
        ntm_strbuf_puts(out, ntm_date_format(v->date, date));
        break;
    default:
        ntm_strbuf_puts(out, v->code);
    }
}

/* All rows of a dataset, one line each. */
static char *dump(const ntm_dataset *d)
{
    ntm_strbuf out = {0};
    char a[NTM_DATE_TEXT], b[NTM_DATE_TEXT], c[NTM_DATE_TEXT];
    for (size_t i = 0; i < d->nunits; i++) {
        const ntm_unit *u = &d->units[i];
        ntm_strbuf_printf(&out, "%s %s %s <%s> %s %s\n", u->code, ntm_level_code(u->level), u->name,
                          u->parent ? u->parent : "", show_day(u->valid_from, a),
                          show_day(u->valid_to, b));
    }
    for (size_t i = 0; i < d->nobservations; i++) {
        const ntm_observation *o = &d->observations[i];
        ntm_strbuf_printf(&out, "%s %s = ", o->unit, o->field);
        show_value(&o->value, &out);
        ntm_strbuf_printf(&out, " (%s %s%d %s|%s|%s #%lld:%lld)\n", ntm_date_format(o->as_of, a),
                          o->assessor, o->assessor_order, o->origin, o->evidence, o->note,
                          (long long)o->import, (long long)o->line);
    }
    for (size_t i = 0; i < d->ntitles; i++) {
        const ntm_title *t = &d->titles[i];
        ntm_strbuf_printf(&out, "%s %s %s %s %s %s %s %s\n", t->unit, t->title, t->number,
                          show_day(t->date, a), t->set, show_day(t->expires, b),
                          show_day(t->withdrawn, c), t->origin);
    }
    for (size_t i = 0; i < d->nregistrations; i++) {
        const ntm_registration *r = &d->registrations[i];
        ntm_strbuf_printf(&out, "%s %s %d %s\n", r->unit, r->set, r->year, r->origin);
    }
    for (size_t i = 0; i < d->nevidence; i++) {
        const ntm_evidence *e = &d->evidence[i];
        ntm_strbuf_printf(&out, "%s %s %s %s %s|%s|%s|%s|%s|%lld|%s|%s #%lld:%lld\n", e->unit,
                          e->number, show_day(e->date, a), show_day(e->valid_until, b), e->kind,
                          e->title, e->office, e->path, e->sha256, (long long)e->size, e->origin,
                          e->note, (long long)e->import, (long long)e->line);
    }
    for (size_t i = 0; i < d->nsuccessions; i++) {
        const ntm_succession *s = &d->successions[i];
        ntm_strbuf_printf(&out, "%s → %s %s %s|%s|%s|%s #%lld:%lld\n", s->predecessor, s->successor,
                          show_day(s->effective, a), ntm_extent_code(s->extent), s->confirmed,
                          s->origin, s->note, (long long)s->import, (long long)s->line);
    }
    for (size_t i = 0; i < d->nappraisals; i++) {
        const ntm_appraisal *f = &d->appraisals[i];
        ntm_strbuf_printf(&out, "%s %s [%s] %s%d %s|%s|%s|%s|%s|%s #%lld:%lld\n", f->unit, f->set,
                          f->item, f->assessor, f->assessor_order, ntm_opinion_code(f->opinion),
                          f->reason, f->document, ntm_date_format(f->date, a), f->office, f->origin,
                          (long long)f->import, (long long)f->line);
    }
    return out.data ? ntm_strbuf_take(&out) : ntm_xstrdup("");
}

static ntm_rc read_text(const char *text, size_t length, ntm_dataset *into,
                        ntm_intake_report *report, ntm_diags *diags)
{
    ntm_intake_options options;
    ntm_intake_options_init(&options);
    options.known = known;
    options.import = 7;
    ntm_date_make(2026, 5, 31, &options.today);
    char *bytes = malloc(length ? length : 1); /* so that the sanitizer sees its end */
    memcpy(bytes, text, length);
    ntm_rc rc = ntm_intake_read("f.csv", bytes, length, dictionary, &options, into, report, diags);
    free(bytes);
    return rc;
}

/* The rows that the text gives, without an error or a warning. */
static void assert_reads(const char *text, const char *rows)
{
    ntm_dataset *into = ntm_dataset_new();
    ntm_diags diags = {0};
    ntm_intake_report report;
    ntm_rc rc = read_text(text, strlen(text), into, &report, &diags);
    for (size_t i = 0; i < diags.count; i++)
        if (diags.items[i].severity != NTM_NOTE)
            print_error("%s: %s\n", diags.items[i].code, diags.items[i].message);
    assert_int_equal(rc, NTM_OK);
    assert_int_equal(report.errors + report.warnings, 0);
    char *got = dump(into);
    assert_string_equal(got, rows);
    free(got);
    ntm_diags_clear(&diags);
    ntm_dataset_free(into);
}

static void test_intake_reads_long_files(void **state)
{
    (void)state;
    assert_reads("unit,field,value,as_of,assessor,origin,evidence,note\n"
                 "15169,population.total,7077,2023-12-31,commune,report,BC 12,\n"
                 "15169,Dân số nam,3500 người,31/12/2023,Xã tự đánh giá,Báo cáo,,\"hai\r\ndòng\"\n"
                 "\n"
                 "15169.01,road.total_km,\"12,5\",2/3/2023,,Constructed,,'=x\n"
                 "15169,health.insured/population.total,>=92%,2023-12-31,,,,\n"
                 "15169,Số người có bảo hiểm y tế / Dân số,\"92,5\",2022-12-31,,,,\n"
                 "15169,income_vnd,\"45,2 triệu\",2023-12-31,,,,\n"
                 "15169,plan.approved,Đạt,2023-12-31,,,,\n"
                 "15169,plan.valid_until,31/12/2030,2023-12-31,,,,\n"
                 "15169,disaster.grade,KHÁ,2023-12-31,,,,\n"
                 "15169,zone.thanh_hoa_2022,Vùng 2,2023-12-31,,,,\n",
                 "15169 population.total = 7077 (2023-12-31 commune2 report|BC 12| #7:2)\n"
                 "15169 population.male = 3500 (2023-12-31 commune2 report||hai\ndòng #7:3)\n"
                 "15169.01 road.total_km = 12.5 (2023-03-02 0 constructed||=x #7:6)\n"
                 "15169 health.insured/population.total = 92.. (2023-12-31 0 || #7:7)\n"
                 "15169 health.insured/population.total = 92.5 (2022-12-31 0 || #7:8)\n"
                 "15169 income_vnd = 45200000 (2023-12-31 0 || #7:9)\n"
                 "15169 plan.approved = yes (2023-12-31 0 || #7:10)\n"
                 "15169 plan.valid_until = 2030-12-31 (2023-12-31 0 || #7:11)\n"
                 "15169 disaster.grade = kha (2023-12-31 0 || #7:12)\n"
                 "15169 zone.thanh_hoa_2022 = zone2 (2023-12-31 0 || #7:13)\n");
}

static void test_intake_reads_findings(void **state)
{
    (void)state;
    assert_reads("unit,set,item,assessor,finding,reason,document,date,office,origin\n"
                 "15169,xa-ntm,15.1,district,not_met,Nữ mới 78%,12/BC,2024-03-15,UBND huyện,\n"
                 "15169,32/2022/QĐ-UBND,,province,met,,9/BC,2024-04-02,,constructed\n",
                 "15169 xa-ntm [15.1] district3 not_met|Nữ mới 78%|12/BC|2024-03-15|UBND huyện| "
                 "#7:2\n"
                 "15169 32/2022/QĐ-UBND [] province4 met||9/BC|2024-04-02||constructed #7:3\n");
    assert_reads("Mã đơn vị;Bộ tiêu chí;Tiêu chí, chỉ tiêu;Cấp đánh giá;Ý kiến thẩm định;Lý do;"
                 "Số văn bản;Ngày văn bản;Cơ quan thẩm định\n"
                 "15169;xa-ntm;Tiêu chí 15;Huyện thẩm tra;Chưa đạt;Thiếu;12/BC;15/3/2024;\n"
                 "15169;xa-ntm;TC 16;huyện thẩm tra;ĐẠT;;12/BC;15/3/2024;\n"
                 "15169;xa-ntm;chỉ tiêu số 2.1;District;Yêu cầu bổ sung;Biên bản;12/BC;15/3/2024;\n"
                 "15169;xa-ntm;2.2;district;không đạt;Thiếu;12/BC;15/3/2024;\n"
                 "15169;xa-ntm;Toàn bộ;district;bổ sung;Thiếu;12/BC;15/3/2024;\n",
                 "15169 xa-ntm [15] district3 not_met|Thiếu|12/BC|2024-03-15|| #7:2\n"
                 "15169 xa-ntm [16] district3 met||12/BC|2024-03-15|| #7:3\n"
                 "15169 xa-ntm [2.1] district3 supplement|Biên bản|12/BC|2024-03-15|| #7:4\n"
                 "15169 xa-ntm [2.2] district3 not_met|Thiếu|12/BC|2024-03-15|| #7:5\n"
                 "15169 xa-ntm [] district3 supplement|Thiếu|12/BC|2024-03-15|| #7:6\n");
}

static void test_intake_reads_wide_files(void **state)
{
    (void)state;
    assert_reads("Mã đơn vị;Tên đơn vị;Ngày số liệu;Dân số;Đường được nhựa hóa, bê tông hóa;"
                 "population.male;Ghi chú\r\n"
                 "15169;Xã Cẩm Ngọc;31/12/2023;7.077;12,5;;tự khai\r\n"
                 "15169;;31/12/2022;7000;;3500;\r\n"
                 ";;;;;;\r\n",
                 "15169 population.total = 7077 (2023-12-31 0 ||tự khai #7:2)\n"
                 "15169 road.paved_km = 12.5 (2023-12-31 0 ||tự khai #7:2)\n"
                 "15169 population.total = 7000 (2022-12-31 0 || #7:3)\n"
                 "15169 population.male = 3500 (2022-12-31 0 || #7:3)\n");
}

static void test_intake_finds_units_by_exact_names(void **state)
{
    (void)state;
    assert_reads("unit,as_of,road.total_km\n"
                 "Cẩm Ngọc,2023-12-31,10\n"
                 "\"Song, Cẩm Ngọc\",2023-12-31,2\n"
                 "thôn Sóng,2023-12-31,3\n"
                 "song nga,2023-12-31,4\n"
                 "\"=\"\"15169.01\"\"\",2023-12-31,1\n"
                 "'15169.01,2022-12-31,1\n"
                 "\xE2\x80\x8B"
                 "15169.01\xC2\xA0,2021-12-31,1\n",
                 "15169 road.total_km = 10 (2023-12-31 0 || #7:2)\n"
                 "15169.06 road.total_km = 2 (2023-12-31 0 || #7:3)\n"
                 "15169.03 road.total_km = 3 (2023-12-31 0 || #7:4)\n"
                 "15169.02 road.total_km = 4 (2023-12-31 0 || #7:5)\n"
                 "15169.01 road.total_km = 1 (2023-12-31 0 || #7:6)\n"
                 "15169.01 road.total_km = 1 (2022-12-31 0 || #7:7)\n"
                 "15169.01 road.total_km = 1 (2021-12-31 0 || #7:8)\n");
    /* a decomposed name is the same name */
    assert_reads("unit,as_of,road.total_km\nCa\xCC\x82\xCC\x89m Ngo\xCC\xA3\x63,2023-12-31,10\n",
                 "15169 road.total_km = 10 (2023-12-31 0 || #7:2)\n");
}

static void test_intake_reads_units_titles_registrations(void **state)
{
    (void)state;
    assert_reads("code,level,name,parent,valid_from,valid_to,zone_scheme,zone\n"
                 "15201.01,thôn,Làng A,15201,2024-01-01,,,\n" /* before its parent */
                 "15201,xã,Xã A,38,2024-01-01,,zone.thanh_hoa_2022,Vùng 1\n"
                 "15202,Thị trấn,B,38,01/01/2024,31/12/2024,thanh-hoa-2022,zone2\n",
                 "15201.01 village Làng A <15201> 2024-01-01 -\n"
                 "15201 commune Xã A <38> 2024-01-01 -\n"
                 "15202 commune B <38> 2024-01-01 2024-12-31\n"
                 "15201 zone.thanh_hoa_2022 = zone1 (2024-01-01 0 || #7:3)\n"
                 "15202 zone.thanh_hoa_2022 = zone2 (2024-01-01 0 || #7:4)\n");
    assert_reads("unit,title,decision number,date,set,expires,withdrawn on,origin\n"
                 "15169,xa-ntm,5155/QĐ-UBND,29/12/2017,1980/QĐ-TTg,,,report\n"
                 "15169.02,thon-kieu-mau,,2021-12-31,,2026-12-31,2023-01-01,\n",
                 "15169 xa-ntm 5155/QĐ-UBND 2017-12-29 1980/QĐ-TTg - - report\n"
                 "15169.02 thon-kieu-mau  2021-12-31  2026-12-31 2023-01-01 \n");
    assert_reads(
        "Đơn vị,Bộ tiêu chí,Năm\n15169,xa-ntm,2023\n15127,xa-ntm,2025\n15169,xa-ntm,2025\n",
        "15169 xa-ntm 2023 \n15127 xa-ntm 2025 \n15169 xa-ntm 2025 \n");
}

#define DIGEST "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

static void test_intake_reads_papers(void **state)
{
    (void)state;
    assert_reads(
        "unit,number,date,office,valid_until,kind,title,path,sha256,size,origin,note\n"
        "15169,BB 12/2023,2023-12-20,UBND xã,,nghiem-thu,Nhà văn hóa,a/bb.pdf," DIGEST
        ",12,report,n\n"
        "15169.02,BB 12/2023,20/12/2023,UBND xã,31/12/2023,Biên bản nghiệm thu,,a.pdf,,,,\n"
        /* the unit began later than the paper, which is valid on */
        "15127,QĐ 7,2024-01-31,UBND tỉnh,2026-12-31,,,,,,Constructed,\n",
        "15169 BB 12/2023 2023-12-20 - nghiem-thu|Nhà văn hóa|UBND xã|a/bb.pdf|" DIGEST
        "|12|report|n #7:2\n"
        "15169.02 BB 12/2023 2023-12-20 2023-12-31 nghiem-thu||UBND xã|a.pdf||0|| #7:3\n"
        "15127 QĐ 7 2024-01-31 2026-12-31 ||UBND tỉnh|||0|constructed| #7:4\n");
    assert_reads("Đơn vị;Số hiệu;Ngày ban hành;Cơ quan ban hành;Có giá trị đến;Loại;Trích yếu;Tệp;"
                 "Mã băm;Dung lượng;Nguồn;Ghi chú\n"
                 "15169;12/BC-UBND;1/2/2023;UBND xã Cẩm Ngọc;;;Báo cáo năm;b.pdf;"
                 "0123456789ABCDEF0123456789abcdef0123456789abcdef0123456789abcdef;;Báo cáo;\n",
                 "15169 12/BC-UBND 2023-02-01 - |Báo cáo năm|UBND xã Cẩm Ngọc|b.pdf|" DIGEST
                 "|0|report| #7:2\n");
}

static void test_intake_reads_successions(void **state)
{
    (void)state;
    assert_reads("predecessor,successor,effective,extent,confirmed,origin,note\n"
                 "15169,15127,2025-07-01,whole,,report,\n"
                 "00131,00131,2025-07-01,part,Sở Nội vụ,,chia hai\n"
                 "00131,00132,2025-07-01,part,,,\n"
                 "00132,00132,2025-07-01,,,,\n",
                 "15169 → 15127 2025-07-01 whole||report| #7:2\n"
                 "00131 → 00131 2025-07-01 part|Sở Nội vụ||chia hai #7:3\n"
                 "00131 → 00132 2025-07-01 part||| #7:4\n"
                 "00132 → 00132 2025-07-01 unknown||| #7:5\n");
    assert_reads("Đơn vị trước;Đơn vị sau;Ngày hiệu lực;Phạm vi;Người xác nhận\n"
                 "xã Cẩm Ngọc;Cẩm Thủy;1/7/2025;Toàn bộ;\n"
                 "Vân Canh;Vân Canh;1/7/2025;một phần;Nguyễn Văn A\n"
                 "Phú Diễn;Phú Diễn;1/7/2025;chưa rõ;\n",
                 "15169 → 15127 2025-07-01 whole||| #7:2\n"
                 "00131 → 00131 2025-07-01 part|Nguyễn Văn A|| #7:3\n"
                 "00132 → 00132 2025-07-01 unknown||| #7:4\n");
}

/* Two lists may hold the same row of a unit: a list of the country and one of a commune. */
static void test_intake_takes_the_same_unit_from_two_lists(void **state)
{
    (void)state;
    static const char *const second[] = {
        "code,level,name,parent,valid_from,valid_to\n15201,xã,A,38,2024-01-01,\n"
        "15201.01,thôn,B,15201,2024-01-01,\n",
        "code,level,name,parent,valid_from,valid_to,zone_scheme,zone\n"
        "15201,xã,A,38,2024-01-01,,thanh-hoa-2022,zone1\n",
        "code,level,name,parent,valid_from,valid_to\n15201,xã,Khác,38,2024-01-01,\n",
    };
    static const char *const rows[] = {"15201.01 village B <15201> 2024-01-01 -\n",
                                       "15201 zone.thanh_hoa_2022 = zone1 (2024-01-01 0 || #7:2)\n",
                                       NULL};
    for (size_t i = 0; i < LENGTH(second); i++) {
        static const char first[] = "code,level,name,parent,valid_from,valid_to\n"
                                    "15201,xã,A,38,2024-01-01,\n";
        ntm_dataset *into = ntm_dataset_new();
        ntm_diags diags = {0};
        assert_int_equal(read_text(first, sizeof first - 1, into, NULL, &diags), NTM_OK);
        ntm_rc rc = read_text(second[i], strlen(second[i]), into, NULL, &diags);
        assert_int_equal(rc, rows[i] ? NTM_OK : NTM_EINPUT);
        char *got = dump(into);
        char *expected = NULL;
        assert_true(asprintf(&expected, "15201 commune A <38> 2024-01-01 -\n%s",
                             rows[i] ? rows[i] : "") > 0);
        assert_string_equal(got, expected);
        free(expected);
        free(got);
        ntm_diags_clear(&diags);
        ntm_dataset_free(into);
    }
}

static void test_intake_sees_the_same_in_every_dress(void **state)
{
    (void)state;
    static const char *const dresses[] = {
        "unit,as_of,population.total,debt_vnd\n15169,2023-12-31,7077,0\n",
        "\xEF\xBB\xBFunit;as_of;population.total;debt_vnd\r\n15169;2023-12-31;7077;0\r\n",
        "unit\tas_of\tpopulation.total\tdebt_vnd\r15169\t2023-12-31\t7077\t0\r",
        "sep=;\nunit;as_of;population.total;debt_vnd\n15169;2023-12-31;7077;0\n",
        "\"unit\",\"as_of\",\"population.total\",\"debt_vnd\"\n\"15169\",\"2023-12-31\",\"7077\","
        "\"0\"",
        "UNIT,As Of,POPULATION.TOTAL,Nợ đọng\n15169,31/12/2023,7.077,0 đồng\n",
        "don vi,ngay,dan so,no dong,\n15169,31/12/2023,7 077,0,\n",
    };
    for (size_t i = 0; i < LENGTH(dresses); i++) {
        ntm_dataset *into = ntm_dataset_new();
        ntm_diags diags = {0};
        ntm_intake_report report;
        assert_int_equal(read_text(dresses[i], strlen(dresses[i]), into, &report, &diags), NTM_OK);
        assert_int_equal(report.kind, NTM_INTAKE_WIDE);
        assert_int_equal(into->nobservations, 2);
        assert_int_equal(report.observations, 2);
        assert_int_equal(report.rows, 1);
        assert_string_equal(into->observations[0].field, "population.total");
        assert_int_equal(into->observations[0].value.low.coef, 7077);
        assert_string_equal(into->observations[1].field, "debt_vnd");
        ntm_diags_clear(&diags);
        ntm_dataset_free(into);
    }
}

static void test_intake_tells_the_kind_of_a_file(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        ntm_intake_kind kind;
    } cases[] = {
        {"unit,field,value,as_of\n", NTM_INTAKE_LONG},
        {"Đơn vị;Trường;Giá trị\n", NTM_INTAKE_LONG},
        {"unit,as_of,population.total\n", NTM_INTAKE_WIDE},
        {"unit;Dân số;Nợ đọng\n", NTM_INTAKE_WIDE},
        {"code,level,name,parent,valid_from,valid_to\n", NTM_INTAKE_UNITS},
        {"Mã,Cấp,Tên,Cấp trên\n", NTM_INTAKE_UNITS},
        {"unit,title,number,date\n", NTM_INTAKE_TITLES},
        {"unit,set,year,origin\n", NTM_INTAKE_REGISTRATIONS},
        {"unit,number,date,office\n", NTM_INTAKE_EVIDENCE},
        {"Đơn vị,Số hiệu,Ngày ban hành,Cơ quan ban hành\n", NTM_INTAKE_EVIDENCE},
        {"predecessor,successor,effective\n", NTM_INTAKE_SUCCESSION},
        {"Đơn vị sau,Đơn vị trước,Ngày hiệu lực\n", NTM_INTAKE_SUCCESSION},
        {"unit,set,item,assessor,finding,date\n", NTM_INTAKE_FINDINGS},
        {"Đơn vị;Bộ tiêu chí;Mục;Cấp đánh giá;Ý kiến;Ngày\n", NTM_INTAKE_FINDINGS},
        {"unit,set,item,assesor,finding,date,reason\n", NTM_INTAKE_FINDINGS}, /* a slip */
        {"a,b,c\n", NTM_INTAKE_UNKNOWN},
        {"", NTM_INTAKE_UNKNOWN},
    };
    for (size_t i = 0; i < LENGTH(cases); i++)
        if (ntm_intake_kind_of(cases[i].text, strlen(cases[i].text), dictionary) != cases[i].kind)
            fail_msg("%s", cases[i].text);
}

static void test_intake_reads_from_a_path(void **state)
{
    (void)state;
    ntm_intake_options options;
    ntm_intake_options_init(&options);
    ntm_dataset *into = ntm_dataset_new();
    ntm_diags diags = {0};
    assert_int_equal(
        ntm_intake_read("/nonexistent/f.csv", NULL, 0, dictionary, &options, into, NULL, &diags),
        NTM_EINPUT);
    assert_int_equal(diags.errors, 1);
    ntm_diags_clear(&diags);
    assert_int_equal(ntm_intake_read("/", NULL, 0, dictionary, &options, into, NULL, &diags),
                     NTM_EINPUT);
    ntm_diags_clear(&diags);
    ntm_dataset_free(into);
}

/* Units read from one file are found by the next, beside those on record. */
static void test_intake_joins_units_read_and_on_record(void **state)
{
    (void)state;
    static const char units[] = "code,level,name,parent,valid_from\n15203,xã,C,38,2023-01-01\n";
    static const char data[] = "unit,as_of,debt_vnd\n15203,2023-12-31,0\n15169,2023-12-31,0\n";
    ntm_dataset *into = ntm_dataset_new();
    ntm_intake_report report;
    assert_int_equal(read_text(units, sizeof units - 1, into, &report, NULL), NTM_OK);
    assert_int_equal(read_text(data, sizeof data - 1, into, &report, NULL), NTM_OK);
    assert_int_equal(into->nunits, 1);
    assert_int_equal(into->nobservations, 2);
    ntm_dataset_free(into);
}

/* ---- damage ----------------------------------------------------------------------------------- */

static const char LONG_FILE[] =
    "\xEF\xBB\xBFunit;field;value;as_of;assessor;origin;evidence;note\r\n"
    "15169;population.total;7.077;31/12/2023;commune;report;\"BC; 12\";\"nói \"\"thật\"\"\"\r\n"
    "15169;Dân số nam;3500;2023-12-31;commune;constructed;;\r\n"
    "Song Nga;road.total_km;1.752,5 km;2023-12-31;;;;\"hai\r\ndòng\"\r\n"
    "15169;health.insured/population.total;>=92,5%;2023-12-31;;;;\r\n"
    "15169;disaster.grade;Khá;2023-12-31;Xã tự đánh giá;;;\r\n"
    "15169;income_vnd;45,2 triệu;2023-12-31;;;;\r\n";
static const char WIDE_FILE[] = "unit,as_of,Dân số,road.total_km,plan.approved,disaster.grade\n"
                                "15169,2023-12-31,7077,\"12,5\",có,dat\n"
                                "127,31/12/2023,1.752,1.752,x,Tốt\n";
static const char UNITS_FILE[] = "code,level,name,parent,valid_from,valid_to,zone_scheme,zone\n"
                                 "15200,commune,A,38,2024-01-01,,zone.thanh_hoa_2022,zone1\n"
                                 "15200.01,thôn,B,15200,2024-01-01,31/12/2030,,\n";
static const char TITLES_FILE[] = "unit,title,number,date,set,expires,withdrawn,origin\n"
                                  "15169,xa-ntm,5155,29/12/2017,\"1980\",,2023-01-01,report\n";
static const char PAPERS_FILE[] =
    "unit,number,date,office,valid_until,kind,title,path,sha256,size,origin,note\n"
    "15169,BB 12,20/12/2023,\"UBND, xã\",2024-12-31,Biên bản nghiệm thu,t,a.pdf," DIGEST
    ",7,report,n\n15127,QĐ 7,2024-01-31,UBND tỉnh,2026-12-31,,,,,,,\n";

static const char SUCCESSION_FILE[] = "predecessor,successor,effective,extent,confirmed\n"
                                      "15169,15127,2025-07-01,whole,\n"
                                      "00131,00131,1/7/2025,một phần,Sở Nội vụ\n";

static const char FINDINGS_FILE[] =
    "unit,set,item,assessor,finding,reason,document,date,office,origin\n"
    "15169,xa-ntm,Tiêu chí 15,district,chưa đạt,\"Nữ, 78%\",12/BC,15/3/2024,,report\n";

static const struct {
    const char *text;
    size_t length;
} FILES[] = {
    {LONG_FILE, sizeof LONG_FILE - 1},         {WIDE_FILE, sizeof WIDE_FILE - 1},
    {UNITS_FILE, sizeof UNITS_FILE - 1},       {TITLES_FILE, sizeof TITLES_FILE - 1},
    {PAPERS_FILE, sizeof PAPERS_FILE - 1},     {SUCCESSION_FILE, sizeof SUCCESSION_FILE - 1},
    {FINDINGS_FILE, sizeof FINDINGS_FILE - 1},
};

/* Reading ends cleanly; what is refused says why and leaves nothing. */
static void assert_clean(const char *text, size_t length)
{
    ntm_dataset *into = ntm_dataset_new();
    ntm_diags diags = {0};
    ntm_intake_report report;
    ntm_rc rc = read_text(text, length, into, &report, &diags);
    size_t rows = into->nunits + into->nobservations + into->ntitles + into->nregistrations +
                  into->nevidence + into->nsuccessions;
    if (rc == NTM_OK) {
        assert_int_equal(diags.errors, 0);
    } else {
        assert_int_equal(rc, NTM_EINPUT);
        assert_int_equal(rows, 0);
        assert_true(diags.errors > 0);
        assert_true(report.errors > 0);
    }
    for (size_t i = 0; i < diags.count; i++) {
        assert_non_null(diags.items[i].place.file);
        assert_true(*diags.items[i].message);
    }
    ntm_diags_clear(&diags);
    ntm_dataset_free(into);
}

static void test_intake_survives_every_truncation(void **state)
{
    (void)state;
    for (size_t f = 0; f < LENGTH(FILES); f++)
        for (size_t length = 0; length <= FILES[f].length; length++)
            assert_clean(FILES[f].text, length);
}

static uint64_t random_state = 15169;
static uint32_t next_random(void)
{
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return (uint32_t)(random_state >> 32);
}

static void test_intake_survives_every_lost_byte(void **state)
{
    (void)state;
    char text[1024];
    for (size_t f = 0; f < LENGTH(FILES); f++)
        for (size_t at = 0; at < FILES[f].length; at++) {
            memcpy(text, FILES[f].text, at);
            memcpy(text + at, FILES[f].text + at + 1, FILES[f].length - at - 1);
            assert_clean(text, FILES[f].length - 1);
        }
}

static void test_intake_survives_random_damage(void **state)
{
    (void)state;
    static const char odd[] = "\",;\t\r\n\0\xEF\xC2 =x%/.->059";
    char text[1024];
    for (int round = 0; round < 4000; round++) {
        size_t f = next_random() % LENGTH(FILES), length = FILES[f].length;
        memcpy(text, FILES[f].text, length);
        for (uint32_t n = next_random() % 3 + 1; n; n--) {
            size_t at = next_random() % length;
            text[at] =
                next_random() % 2 ? (char)next_random() : odd[next_random() % (sizeof odd - 1)];
        }
        assert_clean(text, length);
    }
}

/* A large file that is wrong in every row ends soon, with the rest counted. */
static void test_intake_counts_what_it_does_not_list(void **state)
{
    (void)state;
    ntm_strbuf text = {0};
    ntm_strbuf_puts(&text, "unit,field,value,as_of,assessor\n");
    for (int i = 0; i < 20000; i++)
        ntm_strbuf_printf(&text, "Làng %d,no.such.field%d,%dx,2023-12-%d,who%d\n", i, i, i, i, i);
    ntm_dataset *into = ntm_dataset_new();
    ntm_diags diags = {0};
    ntm_intake_report report;
    assert_int_equal(read_text(text.data, text.length, into, &report, &diags), NTM_EINPUT);
    assert_int_equal(into->nobservations, 0);
    assert_int_equal(diags.count, 101);
    assert_int_equal(diags.dropped, 0);
    assert_string_equal(diags.items[100].code, "more-findings");
    assert_in_range(report.errors, 10000, 10010);
    assert_non_null(strstr(diags.items[100].hint, "were not looked at"));
    ntm_diags_clear(&diags);
    ntm_dataset_free(into);
    ntm_strbuf_clear(&text);
}

static int setup(void **state)
{
    (void)state;
    ntm_i18n_set(NTM_LANG_EN);
    dictionary = commune_dictionary();
    known = commune_units();
    return dictionary ? 0 : -1;
}

static int teardown(void **state)
{
    (void)state;
    ntm_dictionary_free(dictionary);
    ntm_dataset_free(known);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_intake_reads_long_files),
        cmocka_unit_test(test_intake_reads_findings),
        cmocka_unit_test(test_intake_reads_wide_files),
        cmocka_unit_test(test_intake_finds_units_by_exact_names),
        cmocka_unit_test(test_intake_reads_units_titles_registrations),
        cmocka_unit_test(test_intake_reads_papers),
        cmocka_unit_test(test_intake_reads_successions),
        cmocka_unit_test(test_intake_takes_the_same_unit_from_two_lists),
        cmocka_unit_test(test_intake_sees_the_same_in_every_dress),
        cmocka_unit_test(test_intake_tells_the_kind_of_a_file),
        cmocka_unit_test(test_intake_reads_from_a_path),
        cmocka_unit_test(test_intake_joins_units_read_and_on_record),
        cmocka_unit_test(test_intake_survives_every_truncation),
        cmocka_unit_test(test_intake_survives_every_lost_byte),
        cmocka_unit_test(test_intake_survives_random_damage),
        cmocka_unit_test(test_intake_counts_what_it_does_not_list),
    };
    return cmocka_run_group_tests_name("intake/intake", tests, setup, teardown);
}
