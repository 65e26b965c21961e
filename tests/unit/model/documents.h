/*
 * tests/unit/model/documents.h - documents that tests begin with, and what tests say of reading them.
 * Include cmocka's header first.
 */
#ifndef NTM_TESTS_DOCUMENTS_H
#define NTM_TESTS_DOCUMENTS_H

#include <stdbool.h>
#include <string.h>

#include "model/document.h"
#include "support/json_edit.h"

/* A decision with a bit of everything. */
__attribute__((unused)) static const char DECISION[] =
    "{'schema': 'ntm.decision/1', 'id': 'thanh-hoa/32/2022/QĐ-UBND', 'level': 'commune',"
    " 'title': 'Bộ tiêu chí', 'issuer': 'UBND tỉnh', 'scope': '38', 'series': 'xa-ntm',"
    " 'effective': '2022-08-01', 'expires': '2025-12-31', 'dates_basis': 'assumed',"
    " 'declares': {'criteria': 2, 'indicators': 3, 'years': [2022, 2023]},"
    " 'replaces': ['thanh-hoa/1/2018/QĐ-UBND'], 'continue_until': '2026-06-30',"
    " 'fields': {"
    "   'insured': {'type': 'count', 'unit': 'person', 'level': ['commune'], 'part_of': 'people'},"
    "   'people': {'type': 'count', 'unit': 'person', 'level': ['commune', 'village'],"
    "              'derive': {'children': 'village'}},"
    "   'zone': {'type': 'choice', 'list': 'zones', 'level': ['commune']},"
    "   'culture': {'type': 'yes_no', 'level': ['village']},"
    "   'stars': {'type': 'number', 'unit': '1', 'level': ['product']},"
    "   'unused': {'type': 'grade', 'scale': 'rating', 'level': ['commune']}},"
    " 'scales': {'zones': {'ordered': false, 'codes': ['zone1', 'zone2']},"
    "            'rating': {'ordered': true, 'codes': ['dat', 'tot']}},"
    " 'zoning': {'scheme': 'z', 'keys': ['zone1', 'zone2'], 'by': 6, 'basis': 'assumed'},"
    " 'nodes': ["
    /* 0 */ "{'op': 'field', 'field': 'insured'}, {'op': 'field', 'field': 'people'},"
    /* 2 */ "{'op': 'percent', 'args': [0, 1]}, {'op': 'number', 'value': '90.0', 'unit': "
    "'percent'},"
    /* 4 */ "{'op': 'at_least', 'args': [2, 3]}, {'op': 'number', 'value': '80', 'unit': "
    "'percent'},"
    /* 6 */ "{'op': 'field', 'field': 'zone'}, {'op': 'by_zone', 'args': [5, 3], 'keys': ['zone2', "
    "'zone1']},"
    /* 8 */ "{'op': 'at_least', 'args': [2, 7]}, {'op': 'field', 'field': 'culture'},"
    /* 10 */ "{'op': 'yes', 'args': [9]}, {'op': 'child_percent_where', 'args': [10], 'level': "
    "'village'},"
    /* 12 */ "{'op': 'at_least', 'args': [11, 3]}, {'op': 'failed_share'},"
    /* 14 */ "{'op': 'at_least', 'args': [13, 3]}, {'op': 'fails', 'n': 15},"
    /* 16 */ "{'op': 'all_of', 'args': [14, 15]}, {'op': 'holds', 'title': 'xa-ntm'},"
    /* 18 */ "{'op': 'field', 'field': 'stars'}, {'op': 'field', 'field': 'zone'}],"
    " 'criteria': ["
    "   {'number': 15, 'name': 'Y tế', 'indicators': ["
    "     {'number': '15.1', 'text': 'Bảo hiểm y tế', 'pass': 4, 'basis': 'recalled'},"
    "     {'number': '15.2', 'text': 'Theo vùng', 'pass': 8, 'applies': 4, 'note': 'n'}]},"
    "   {'number': 16, 'name': 'Văn hóa', 'indicators': ["
    "     {'number': '16.1', 'text': 'Thôn văn hóa', 'pass': 12, 'source': 's', 'cite': 'c',"
    "      'evidence': ['nghiem-thu', 'bao_cao'], 'evidence_basis': 'found'}]}],"
    " 'requires': [{'name': 'Đã đạt chuẩn', 'pass': 17, 'basis': 'found'}],"
    " 'withdrawal': [{'name': 'Thu hồi', 'applies': 17, 'when': 16}],"
    " 'source': {'script': 'thanh-hoa/32.lua', 'script_sha256':"
    "   'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',"
    "   'zero_unknown': [2, 18],"
    "   'places': {'nodes': [[10, 3], null, [12, 5]], 'indicators': {'15.1': [9, 3]},"
    "              'criteria': {'15': [8, 1]}, 'gates': {'Thu hồi': [40, 1]}}}}";

__attribute__((unused)) static const char AMENDMENT[] =
    "{'schema': 'ntm.decision/1', 'kind': 'amendment', 'id': 'thanh-hoa/9/2024/QĐ-UBND',"
    " 'amends': 'thanh-hoa/32/2022/QĐ-UBND', 'level': 'commune', 'effective': '2024-03-01',"
    " 'fields': {'flag': {'type': 'yes_no', 'level': ['commune']}},"
    " 'nodes': [{'op': 'field', 'field': 'flag'}, {'op': 'yes', 'args': [0]}],"
    " 'criteria': [{'number': 15, 'indicators': [{'number': '15.1', 'text': 't', 'pass': 1}]},"
    "              {'number': 20, 'name': 'Mới', 'indicators': ["
    "                 {'number': '20.1', 'text': 't', 'pass': 1}]}],"
    " 'conditions': [{'name': 'Không nợ', 'pass': 1}],"
    " 'changes': {'replace': [{'indicator': '15.1'}, {'condition': 'Không nợ'}],"
    "             'repeal': [{'indicator': '16.1'}, {'criterion': 7}, {'withdrawal': 'Thu hồi'}],"
    "             'add': [{'indicator': '20.1'}]}}";

__attribute__((unused)) static const char SCORED[] =
    "{'schema': 'ntm.decision/1', 'id': 'national/148/QĐ-TTg', 'level': 'product',"
    " 'fields': {'stars': {'type': 'number', 'unit': '1', 'level': ['product']}},"
    " 'nodes': [{'op': 'field', 'field': 'stars'}, {'op': 'linear', 'args': [0],"
    "           'points': ['0', '0', '10', '5.50']}, {'op': 'truth', 'value': 'fail'}],"
    " 'scored': {'parts': [{'label': 'A', 'max': '40', 'floor': '10', 'items': ["
    "              {'number': 'A1', 'text': 't', 'points': 1, 'excludes': 2},"
    "              {'text': 'u', 'points': 1}]}],"
    "            'bands': [{'from': '90', 'code': 'sao_5'}, {'from': '70', 'code': 'sao_4'}],"
    "            'below': 'sao_3'}}";

__attribute__((unused)) static const char FINDINGS[] =
    "{'schema': 'ntm.decision/1', 'kind': 'findings', 'id': 'national/plausible',"
    " 'fields': {'km': {'type': 'number', 'unit': 'km', 'level': ['village']}},"
    " 'nodes': [{'op': 'field', 'field': 'km'}, {'op': 'number', 'value': '100', 'unit': 'km'},"
    "           {'op': 'more_than', 'args': [0, 1]}],"
    " 'findings': [{'code': 'road-too-long', 'text': 'Đường thôn dài', 'level': 'village', 'when': "
    "2}]}";

static ntm_diags diags; /* of the test that runs */

static inline ntm_document *take(const json_t *json)
{
    ntm_document *doc = NULL;

    if (ntm_document_read(json, &doc, &diags) != NTM_OK)
        fail_msg("%s", diags.count ? diags.items[0].message : "refused without a word");
    return doc;
}

static inline ntm_document *take_text(const char *text)
{
    json_t *json = test_json(text);
    ntm_document *doc = take(json);

    json_decref(json);
    return doc;
}

static inline bool told(const char *fragment)
{
    for (size_t i = 0; i < diags.count; i++)
        if (strstr(diags.items[i].message, fragment))
            return true;
    return false;
}

static inline void refuse(const json_t *json, const char *fragment)
{
    ntm_document *doc;

    assert_int_equal(ntm_document_read(json, &doc, &diags), NTM_EINPUT);
    assert_null(doc);
    if (!told(fragment))
        fail_msg("'%s' was not said, but '%s'", fragment, diags.items[0].message);
}

static inline int clear(void **state)
{
    (void)state;
    ntm_diags_clear(&diags);
    return 0;
}

#endif
