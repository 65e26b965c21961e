/* tests/support/commune.c - see the header. */
#include "support/commune.h"

#include <jansson.h>
#include <stdlib.h>

static const char DICTIONARY[] =
    "{'schema': 'ntm.dictionary/1', 'basis': 'assumed',"
    " 'units': {"
    "  'percent': {'kind': 'share', 'vi': '%', 'en': '%'},"
    "  'VND': {'kind': 'money', 'vi': 'đồng', 'en': 'VND'},"
    "  'million_vnd': {'kind': 'money', 'of': 'VND', 'factor': '1000000', 'vi': 'triệu đồng',"
    "    'en': 'million VND'},"
    "  'km': {'kind': 'length', 'vi': 'km', 'en': 'km'},"
    "  'person': {'kind': 'count', 'vi': 'người', 'en': 'people'},"
    "  'year': {'kind': 'time', 'vi': 'năm', 'en': 'years'}},"
    " 'scales': {'rating': {'ordered': true, 'codes': ["
    "   {'code': 'khong_dat', 'vi': 'Không đạt', 'en': 'Not met'},"
    "   {'code': 'dat', 'vi': 'Đạt', 'en': 'Met'},"
    "   {'code': 'kha', 'vi': 'Khá', 'en': 'Fair'},"
    "   {'code': 'tot', 'vi': 'Tốt', 'en': 'Good'}]}},"
    " 'lists': {'zones': {'codes': ["
    "   {'code': 'zone1', 'vi': 'Vùng 1 (xã khu vực II, III)', 'en': 'Zone 1 (area II, III)'},"
    "   {'code': 'zone2', 'vi': 'Vùng 2 (các xã còn lại)', 'en': 'Zone 2 (all other communes)'}]},"
    "  'villages': {'codes': [{'code': 'song', 'vi': 'Song', 'en': 'Song'},"
    "   {'code': 's2', 'vi': 'Sóng', 'en': 'Wave'}]}},"
    " 'assessors': {'village': {'order': 1, 'vi': 'Thôn tự đánh giá', 'en': 'Village'},"
    "  'commune': {'order': 2, 'vi': 'Xã tự đánh giá', 'en': 'Commune'},"
    "  'district': {'order': 3, 'vi': 'Huyện thẩm tra', 'en': 'District', 'to': '2025-06-30'},"
    "  'province': {'order': 4, 'vi': 'Tỉnh thẩm định', 'en': 'Province'}},"
    " 'papers': {'nghiem-thu': {'vi': 'Biên bản nghiệm thu', 'en': 'Minutes of acceptance'},"
    "  'bao-cao-nam': {'vi': 'Báo cáo', 'en': 'Report'},"
    "  'bao-cao-quy': {'vi': 'Báo cáo', 'en': 'Quarterly'}},"
    " 'fields': {"
    "  'population.total': {'type': 'count', 'unit': 'person', 'level': ['commune', 'village'],"
    "    'range': ['1', null], 'vi': 'Dân số', 'en': 'Population'},"
    "  'population.male': {'type': 'count', 'unit': 'person', 'level': ['commune', 'village'],"
    "    'range': ['1', null], 'part_of': 'population.total', 'vi': 'Dân số nam',"
    "    'en': 'Male population'},"
    "  'health.insured': {'type': 'count', 'unit': 'person', 'level': ['commune', 'village'],"
    "    'part_of': 'population.total', 'vi': 'Số người có bảo hiểm y tế', 'en': 'Insured people'},"
    "  'road.total_km': {'type': 'number', 'unit': 'km', 'level': ['commune', 'village'],"
    "    'vi': 'Chiều dài đường', 'en': 'Road length'},"
    "  'road.paved_km': {'type': 'number', 'unit': 'km', 'level': ['commune'],"
    "    'part_of': 'road.total_km', 'vi': 'Đường được nhựa hóa, bê tông hóa', 'en': 'Paved road'},"
    "  'income_vnd': {'type': 'number', 'unit': 'VND/person/year', 'level': ['commune'],"
    "    'range': ['0', null], 'vi': 'Thu nhập bình quân', 'en': 'Income'},"
    "  'debt_vnd': {'type': 'number', 'unit': 'VND', 'level': ['commune'], 'range': ['0', null],"
    "    'vi': 'Nợ đọng', 'en': 'Debt'},"
    "  'satisfied': {'type': 'number', 'unit': 'percent', 'level': ['commune'],"
    "    'vi': 'Tỷ lệ hài lòng', 'en': 'Satisfaction'},"
    "  'school.note': {'type': 'count', 'unit': 'person', 'level': ['village'], 'vi': 'Trùng tên',"
    "    'en': 'Twin one'},"
    "  'school.twin': {'type': 'count', 'unit': 'person', 'level': ['village'], 'vi': 'Trùng tên',"
    "    'en': 'Twin two'},"
    "  'plan.approved': {'type': 'yes_no', 'level': ['commune'], 'vi': 'Quy hoạch được duyệt',"
    "    'en': 'Plan approved'},"
    "  'plan.valid_until': {'type': 'date', 'level': ['commune'], 'vi': 'Thời hạn quy hoạch',"
    "    'en': 'Plan valid until'},"
    "  'disaster.grade': {'type': 'grade', 'scale': 'rating', 'level': ['commune'],"
    "    'vi': 'Xếp loại phòng chống thiên tai', 'en': 'Disaster grade'},"
    "  'village.name_choice': {'type': 'choice', 'list': 'villages', 'level': ['commune'],"
    "    'vi': 'Thôn được chọn', 'en': 'Village chosen'},"
    "  'village.culture_title': {'type': 'yes_no', 'level': ['village'], 'vi': 'Thôn văn hóa',"
    "    'en': 'Culture title'},"
    "  'zone.thanh_hoa_2022': {'type': 'choice', 'list': 'zones', 'level': ['commune'],"
    "    'vi': 'Vùng', 'en': 'Zone of 2022'}}}";

ntm_dictionary *commune_dictionary(void)
{
    char *text = ntm_xstrdup(DICTIONARY);
    for (char *p = text; *p; p++)
        if (*p == '\'')
            *p = '"';
    json_t *json = json_loads(text, 0, NULL);
    free(text);
    ntm_dictionary *dictionary = NULL;
    ntm_diags diags = {0};
    if (ntm_dictionary_read(json, &dictionary, &diags) != NTM_OK)
        for (size_t i = 0; i < diags.count; i++)
            ntm_finding_print(&diags.items[i], false, stderr);
    ntm_diags_clear(&diags);
    json_decref(json);
    return dictionary;
}

ntm_dataset *commune_units(void)
{
    ntm_date last, first;
    ntm_date_make(2025, 6, 30, &last);
    ntm_date_make(2025, 7, 1, &first);
    const ntm_date from = NTM_DATE_MIN, to = NTM_DATE_MAX;
    const ntm_unit units[] = {
        {"38", NTM_LEVEL_PROVINCE, "Thanh Hóa", NULL, from, to, 0, 0},
        {"390", NTM_LEVEL_DISTRICT, "Cẩm Thủy", "38", from, last, 0, 0},
        {"15169", NTM_LEVEL_COMMUNE, "Cẩm Ngọc", "390", from, last, 0, 0},
        {"15169.01", NTM_LEVEL_VILLAGE, "Đồng Lão", "15169", from, last, 0, 0},
        {"15169.02", NTM_LEVEL_VILLAGE, "Song Nga", "15169", from, last, 0, 0},
        {"15169.03", NTM_LEVEL_VILLAGE, "Sóng", "15169", from, last, 0, 0},
        {"15169.06", NTM_LEVEL_VILLAGE, "Song", "15169", from, last, 0, 0},
        {"15127", NTM_LEVEL_COMMUNE, "Cẩm Thủy", "38", first, to, 0, 0},
        {"01", NTM_LEVEL_PROVINCE, "Hà Nội", NULL, from, to, 0, 0},
        {"001", NTM_LEVEL_DISTRICT, "Ba Đình", "01", from, last, 0, 0},
        {"00001", NTM_LEVEL_COMMUNE, "Phúc Xá", "001", from, to, 0, 0},
        {"00127", NTM_LEVEL_COMMUNE, "Kim", "001", from, to, 0, 0},
        {"00128", NTM_LEVEL_COMMUNE, "Kim", "01", from, to, 0, 0},
        {"00131", NTM_LEVEL_COMMUNE, "Vân Canh", "001", from, last, 0, 0},
        {"00131", NTM_LEVEL_COMMUNE, "Vân Canh", "01", first, to, 0, 0},
        {"00132", NTM_LEVEL_COMMUNE, "Phú Diễn", "001", from, last, 0, 0},
        {"00132", NTM_LEVEL_COMMUNE, "Phú Diễn", "01", first, to, 0, 0},
    };
    ntm_dataset *dataset = ntm_dataset_new();
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        ntm_dataset_add_unit(dataset, &units[i]);
    return dataset;
}
