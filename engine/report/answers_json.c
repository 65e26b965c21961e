/* report/answers_json.c - the four answers as codes, with the facts they rest on. */
#include "model/answers.h"
#include "report/evaluation_priv.h"

json_t *ntm_answers_json(const ntm_json_context *context, const ntm_unit_result *unit)
{
    ntm_answers answers = ntm_answers_of(context->result, unit, context->meta->dataset);
    json_t *object = json_pack(
        "{s:s, s:s, s:s, s:s}", "level", ntm_level_reached_code(answers.level), "kept",
        ntm_kept_code(answers.kept), "recognition", ntm_recognition_code(answers.recognition),
        "withdrawal", ntm_withdrawal_code(answers.withdrawal));
    if (answers.title) {
        json_t *title = json_pack("{s:s}", "title", answers.title->title);
        ntm_json_set_text(title, "number", answers.title->number);
        ntm_json_set_text(title, "set", answers.title->set);
        ntm_json_set_text(title, "origin", answers.title->origin);
        if (answers.title->date != NTM_DATE_MIN)
            json_object_set_new(title, "date", ntm_json_date(answers.title->date));
        json_object_set_new(object, "held", title);
    }
    if (answers.registration)
        json_object_set_new(object, "registered", json_integer(answers.registration->year));
    return object;
}
