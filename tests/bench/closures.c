/* tests/bench/closures.c */
#include "bench/closures.h"

#include <lauxlib.h>
#include <lua.h>
#include <lualib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/strbuf.h"

enum { MOST_FIELDS = 512 };

struct bench_closures {
    lua_State *lua;
    const ntm_document *document;
    const ntm_frame *frame;
    const ntm_field *fields[MOST_FIELDS]; /* index + 1 is the key in a unit's table */
    int nfields;
    int32_t rows;
};

/* Three values as numbers; a missing figure is nil. */
static const char PRELUDE[] =
    "local function at_least(x, t)\n"
    "  if x == nil or t == nil then return 1 end\n"
    "  if x >= t then return 2 end\n"
    "  return 0\n"
    "end\n"
    "local function at_most(x, t)\n"
    "  if x == nil or t == nil then return 1 end\n"
    "  if x <= t then return 2 end\n"
    "  return 0\n"
    "end\n"
    "local function more_than(x, t)\n"
    "  if x == nil or t == nil then return 1 end\n"
    "  if x > t then return 2 end\n"
    "  return 0\n"
    "end\n"
    "local function ratio(a, b)\n"
    "  if a == nil or b == nil or b == 0 then return nil end\n"
    "  return a / b\n"
    "end\n"
    "local function least(a, b) if a < b then return a end return b end\n"
    "local function by_zone(z, a, b)\n"
    "  if z == nil then return nil end\n"
    "  if z == 0 then return a end\n"
    "  return b\n"
    "end\n"
    "local function share_at_least(children, p, t)\n"
    "  local passes, fails, n = 0, 0, #children\n"
    "  if n == 0 or t == nil then return 1 end\n"
    "  for i = 1, n do\n"
    "    local s = p(children[i])\n"
    "    if s == 2 then passes = passes + 1 elseif s == 0 then fails = fails + 1 end\n"
    "  end\n"
    "  if passes / n >= t then return 2 end\n"
    "  if (n - fails) / n < t then return 0 end\n"
    "  return 1\n"
    "end\n"
    "local function status(applies, pass, u)\n"
    "  local a = applies(u)\n"
    "  if a == 0 then return 3 end\n"
    "  local p = pass(u)\n"
    "  if a == 2 then return p end\n"
    "  if p == 2 then return 5 end\n"
    "  return 1\n"
    "end\n"
    "local indicators = {}\n";

static int number_of(bench_closures *c, const ntm_field *field)
{
    for (int i = 0; i < c->nfields; i++)
        if (c->fields[i] == field)
            return i + 1;
    if (c->nfields == MOST_FIELDS)
        abort();
    c->fields[c->nfields++] = field;
    return c->nfields;
}

/* How the numbers of a comparison are written. */
typedef enum scale { PLAIN, HUNDREDTHS, THOUSANDFOLD } scale;

static void emit(bench_closures *c, ntm_strbuf *out, ntm_ref ref, scale as);

static void emit_call(bench_closures *c, ntm_strbuf *out, const char *name, const ntm_node *node,
                      scale as)
{
    ntm_strbuf_printf(out, "%s(", name);
    for (uint32_t i = 0; i < node->nargs; i++) {
        ntm_strbuf_puts(out, i ? ", " : "");
        emit(c, out, node->args[i], as);
    }
    ntm_strbuf_puts(out, ")");
}

/* Figures that are not counts stand in the tables in whole thousandths, as in the columnar C. */
static bool is_fine(const ntm_field *field)
{
    return field && field->kind == NTM_K_NUMBER && !field->whole;
}

static scale scale_of(const bench_closures *c, const ntm_node *left)
{
    const ntm_graph *graph = c->document->graph;
    if (left->op == NTM_OP_PERCENT)
        return HUNDREDTHS;
    if (left->op == NTM_OP_RATIO && is_fine(ntm_graph_node(graph, left->args[0])->field) &&
        !is_fine(ntm_graph_node(graph, left->args[1])->field))
        return THOUSANDFOLD;
    return is_fine(left->field) ? THOUSANDFOLD : PLAIN;
}

static void emit_comparison(bench_closures *c, ntm_strbuf *out, const char *name,
                            const ntm_node *node)
{
    const ntm_node *left = ntm_graph_node(c->document->graph, node->args[0]);
    if (left->op == NTM_OP_CHILD_PERCENT_WHERE) {
        ntm_strbuf_puts(out, "share_at_least(u.children, function(u) return ");
        emit(c, out, left->args[0], PLAIN);
        ntm_strbuf_puts(out, " end, ");
        emit(c, out, node->args[1], HUNDREDTHS);
        ntm_strbuf_puts(out, ")");
        return;
    }
    emit_call(c, out, name, node, scale_of(c, left));
}

/* The expression of a node; percentages are compared as a/b with t/100. */
static void emit(bench_closures *c, ntm_strbuf *out, ntm_ref ref, scale as)
{
    const ntm_node *node = ntm_graph_node(c->document->graph, ref);
    char text[NTM_DECIMAL_TEXT];
    switch (node->op) {
    case NTM_OP_FIELD:
        ntm_strbuf_printf(out, "u[%d]", number_of(c, node->field));
        return;
    case NTM_OP_NUMBER:
        ntm_strbuf_printf(out, "%s%s", ntm_decimal_format(node->number, text),
                          as == HUNDREDTHS     ? "/100"
                          : as == THOUSANDFOLD ? "*1000"
                                               : "");
        return;
    case NTM_OP_GRADE:
        ntm_strbuf_printf(out, "%d", node->n);
        return;
    case NTM_OP_PERCENT:
    case NTM_OP_RATIO:
        emit_call(c, out, "ratio", node, PLAIN);
        return;
    case NTM_OP_AT_LEAST:
        emit_comparison(c, out, "at_least", node);
        return;
    case NTM_OP_AT_MOST:
    case NTM_OP_ON_OR_BEFORE:
        emit_comparison(c, out, "at_most", node);
        return;
    case NTM_OP_MORE_THAN:
        emit_comparison(c, out, "more_than", node);
        return;
    case NTM_OP_YES:
        ntm_strbuf_puts(out, "at_least(");
        emit(c, out, node->args[0], PLAIN);
        ntm_strbuf_puts(out, ", 1)");
        return;
    case NTM_OP_PART:
        emit(c, out, node->args[0], as);
        return;
    case NTM_OP_ALL_OF:
        for (uint32_t i = 1; i < node->nargs; i++)
            ntm_strbuf_puts(out, "least(");
        emit(c, out, node->args[0], PLAIN);
        for (uint32_t i = 1; i < node->nargs; i++) {
            ntm_strbuf_puts(out, ", ");
            emit(c, out, node->args[i], PLAIN);
            ntm_strbuf_puts(out, ")");
        }
        return;
    case NTM_OP_BY_ZONE:
        ntm_strbuf_puts(out, "by_zone(");
        emit(c, out, c->document->zone_by, PLAIN);
        for (uint32_t i = 0; i < node->nargs; i++) {
            ntm_strbuf_puts(out, ", ");
            emit(c, out, node->args[i], as);
        }
        ntm_strbuf_puts(out, ")");
        return;
    case NTM_OP_BY_YEAR:
        for (uint32_t i = 0; i < node->nkeys; i++)
            if (node->key_values[i] == ntm_frame_choice(c->frame)->year) {
                emit(c, out, node->args[i], as);
                return;
            }
        break;
    default:
        break;
    }
    fprintf(stderr, "bench: no closure for '%s'\n", ntm_op_name(node->op));
    exit(1);
}

static void run_source(lua_State *lua, const char *source)
{
    if (luaL_dostring(lua, source) != LUA_OK) {
        fprintf(stderr, "bench: %s\n", lua_tostring(lua, -1));
        exit(1);
    }
}

/* The table of closures is left on the stack. */
static void make_closures(bench_closures *c)
{
    ntm_strbuf out = {0};
    ntm_strbuf_puts(&out, PRELUDE);
    for (uint32_t i = 0; i < c->document->nindicators; i++) {
        const ntm_indicator *indicator = &c->document->indicators[i];
        if (indicator->applies == NTM_NO_REF) {
            ntm_strbuf_printf(&out, "indicators[%u] = function(u) return ", i + 1);
            emit(c, &out, indicator->pass, PLAIN);
            ntm_strbuf_puts(&out, " end\n");
            continue;
        }
        ntm_strbuf_puts(&out, "do local function applies(u) return ");
        emit(c, &out, indicator->applies, PLAIN);
        ntm_strbuf_puts(&out, " end\nlocal function pass(u) return ");
        emit(c, &out, indicator->pass, PLAIN);
        ntm_strbuf_printf(&out,
                          " end\nindicators[%u] = function(u) return status(applies, pass, u) "
                          "end end\n",
                          i + 1);
    }
    ntm_strbuf_puts(&out, "return indicators\n");
    run_source(c->lua, ntm_strbuf_text(&out));
    ntm_strbuf_clear(&out);
}

/* A table of a row's figures, left on the stack. */
static void push_figures(bench_closures *c, ntm_row row)
{
    const ntm_row_info *info = ntm_frame_row(c->frame, row);
    lua_createtable(c->lua, c->nfields, 0);
    for (int f = 0; f < c->nfields; f++) {
        const ntm_column *column =
            ntm_frame_column(c->frame, c->fields[f], NULL, false, info->unit->level);
        int32_t at = column ? row - column->first : 0;
        if (!column || !((column->valid[at / 64] >> (at % 64)) & 1))
            continue;
        double value = column->value[at];
        lua_pushnumber(c->lua, is_fine(c->fields[f]) ? __builtin_rint(value * 1000) : value);
        lua_rawseti(c->lua, -2, f + 1);
    }
    if (info->unit->level != NTM_LEVEL_COMMUNE)
        return;
    lua_newtable(c->lua);
    for (int32_t v = 0; v < info->child_count[NTM_LEVEL_VILLAGE]; v++) {
        push_figures(c, info->first_child[NTM_LEVEL_VILLAGE] + v);
        lua_rawseti(c->lua, -2, v + 1);
    }
    lua_setfield(c->lua, -2, "children");
}

bench_closures *bench_closures_new(const ntm_document *document, const ntm_frame *frame)
{
    static const char RUN[] = "local closures, units = ...\n"
                              "return function(take)\n"
                              "  for i = 1, #closures do\n"
                              "    local closure = closures[i]\n"
                              "    for k = 1, #units do take(closure(units[k])) end\n"
                              "  end\n"
                              "end\n";
    bench_closures *c = calloc(1, sizeof *c);
    *c = (bench_closures){.document = document, .frame = frame, .lua = luaL_newstate()};
    luaL_openlibs(c->lua);
    if (luaL_loadstring(c->lua, RUN) != LUA_OK)
        abort();
    make_closures(c);
    ntm_row first;
    ntm_frame_level(frame, NTM_LEVEL_COMMUNE, &first, &c->rows);
    lua_createtable(c->lua, c->rows, 0);
    for (int32_t i = 0; i < c->rows; i++) {
        push_figures(c, first + i);
        lua_rawseti(c->lua, -2, i + 1);
    }
    if (lua_pcall(c->lua, 2, 1, 0) != LUA_OK)
        abort();
    lua_gc(c->lua, LUA_GCCOLLECT);
    lua_gc(c->lua, LUA_GCSTOP); /* nothing is allocated from here on */
    return c;
}

void bench_closures_free(bench_closures *c)
{
    lua_close(c->lua);
    free(c);
}

static int take(lua_State *lua)
{
    uint8_t **next = lua_touserdata(lua, lua_upvalueindex(1));
    *(*next)++ = (uint8_t)lua_tointeger(lua, 1);
    return 0;
}

void bench_closures_run(bench_closures *c, uint8_t *statuses)
{
    uint8_t *next = statuses;
    lua_pushvalue(c->lua, -1);
    lua_pushlightuserdata(c->lua, &next);
    lua_pushcclosure(c->lua, take, 1);
    if (lua_pcall(c->lua, 1, 0, 0) != LUA_OK) {
        fprintf(stderr, "bench: %s\n", lua_tostring(c->lua, -1));
        exit(1);
    }
}
