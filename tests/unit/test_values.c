/*
 * value/value, line by line of tests/golden/values.txt: what people type, and what it means. The
 * program's understanding is printed in the notation of that file and compared.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support/text_file.h"
#include "value/value.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static struct arena *mem;

static int setup(void **state)
{
    (void)state;
    mem = arena_new();
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    arena_free(mem);
    return 0;
}

/* \uXXXX below U+10000 and \n */
static struct text unescaped(struct text t)
{
    struct buf b = {.mem = mem};
    for (size_t i = 0; i < t.len; i++) {
        if (text_starts(text_slice(t, i, t.len), T("\\n"))) {
            buf_add(&b, T("\n"));
            i++;
        } else if (text_starts(text_slice(t, i, t.len), T("\\u")) && i + 6 <= t.len) {
            unsigned long c = strtoul(text_z(mem, text_slice(t, i + 2, i + 6)), NULL, 16);
            char utf8[] = {(char)(0xE0 | c >> 12), (char)(0x80 | (c >> 6 & 0x3F)),
                           (char)(0x80 | (c & 0x3F))};
            if (c < 0x800)
                utf8[1] = (char)(0xC0 | c >> 6);
            size_t from = c < 0x800;
            buf_add(&b, (struct text){utf8 + from, 3 - from});
            i += 5;
        } else {
            buf_add(&b, text_slice(t, i, i + 1));
        }
    }
    return buf_text(&b);
}

static struct text_list parts(struct text t, char mark)
{
    struct text_list list = {0};
    while (t.len)
        *list_push(mem, &list) = text_trim(text_cut(&t, mark));
    return list;
}

/* --- printing ----------------------------------------------------------------------------------- */

static void add_figure(struct buf *b, double value, bool percent, struct text unit)
{
    buf_printf(b, "%.10g%s%s" TEXT_FMT, percent ? value * 100 : value, percent ? " %" : "",
               unit.len && !percent ? " " : "", TEXT_ARG(percent ? (struct text){0} : unit));
}

static enum decimal_mark mark_named(struct text context)
{
    return text_eq(context, T(","))   ? DECIMAL_COMMA
           : text_eq(context, T(".")) ? DECIMAL_POINT
                                      : DECIMAL_UNKNOWN;
}

static struct text cell_meaning(struct text context, struct text text)
{
    struct buf b = {.mem = mem};
    struct number n;
    double share;
    if (value_missing(text))
        return T("missing");
    if (value_number(text, mark_named(context), &n)) {
        if (n.comparison)
            buf_printf(&b, "%c ", n.comparison);
        add_figure(&b, n.value, n.percent, n.unit);
        return buf_text(&b);
    }
    struct text plain = value_without_aside(text);
    if (value_fraction(plain, &share))
        return text_printf(mem, "share %.10g %%", share * 100);
    return plain.len < text.len ? cell_meaning(context, plain) : T("unread");
}

static struct text change_meaning(struct text context, struct text text)
{
    static const char *const ways[] = {[DIRECTION_UNKNOWN] = "?",
                                       [DIRECTION_INCREASE] = "up",
                                       [DIRECTION_DECREASE] = "down",
                                       [DIRECTION_KEEP] = "keep"};
    struct buf b = {.mem = mem};
    struct change c;
    const struct text none = {0};
    if (!value_change(text, mark_named(context), &c))
        return T("unread");
    if (!isnan(c.by)) {
        buf_add(&b, T("by "));
        add_figure(&b, c.by, true, none);
    } else if (!isnan(c.delta)) {
        buf_add(&b, T("by "));
        add_figure(&b, c.delta, c.percent, c.unit);
    } else {
        if (!isnan(c.start)) {
            add_figure(&b, c.start, c.percent, none);
            buf_add(&b, T(" "));
        }
        buf_add(&b, T("-> "));
        add_figure(&b, c.target, c.percent, c.unit);
    }
    buf_printf(&b, " (%s)", ways[c.direction]);
    return buf_text(&b);
}

static struct text date_meaning(struct text context, struct text text)
{
    enum date_order order = text_eq(context, T("dmy"))   ? DATE_DMY
                            : text_eq(context, T("mdy")) ? DATE_MDY
                                                         : DATE_UNKNOWN;
    double days;
    bool found = value_date(text, order, &days);
    if (!found && text_eq(context, T("year")))
        found = value_date(text_printf(mem, TEXT_FMT " 2026", TEXT_ARG(text)), order, &days);
    return found ? date_iso(mem, days) : T("unread");
}

static struct text period_meaning(struct text context, struct text text)
{
    (void)context;
    struct period period;
    return value_period(mem, text, DATE_UNKNOWN, &period) ? period.name : T("unread");
}

static struct text status_meaning(struct text context, struct text text)
{
    (void)context;
    enum status status = value_status(mem, text);
    return status == STATUS_NONE ? T("none") : text_of(status_text(status));
}

static struct text people_meaning(struct text context, struct text text)
{
    struct buf b = {.mem = mem};
    struct text_list people = value_people(mem, text, text_eq(context, T("family")));
    for (size_t i = 0; i < people.n; i++)
        buf_printf(&b, "%s" TEXT_FMT, i ? " + " : "", TEXT_ARG(people.v[i]));
    return people.n ? buf_text(&b) : T("nobody");
}

/* "0,3" is a text, "0.3" and "12" are numbers, as a reader delivers them. */
static struct cell cell_of(struct text text)
{
    char *end;
    double value = strtod(text_z(mem, text), &end);
    return (struct cell){.type = *end ? CELL_TEXT : CELL_NUMBER, .text = text, .number = value};
}

static struct text scale_meaning(struct text text)
{
    static const char *const scales[] = {[SCALE_UNKNOWN] = "unknown",
                                         [SCALE_1] = "1",
                                         [SCALE_10] = "10",
                                         [SCALE_100] = "100",
                                         [SCALE_5] = "5"};
    struct text header = text_cut(&text, ':');
    struct text_list values = parts(text, ';');
    struct cell cells[16];
    const struct cell *list[16];
    for (size_t i = 0; i < values.n && i < 16; i++) {
        cells[i] = cell_of(values.v[i]);
        list[i] = &cells[i];
    }
    return text_of(scales[value_scale(mem, header, list, values.n).scale]);
}

static struct text column_meaning(struct text context, struct text text)
{
    static const char *const marks[] = {
        [DECIMAL_UNKNOWN] = "unknown", [DECIMAL_POINT] = "point", [DECIMAL_COMMA] = "comma"};
    static const char *const orders[] = {
        [DATE_UNKNOWN] = "unknown", [DATE_DMY] = "dmy", [DATE_MDY] = "mdy"};
    if (text_eq(context, T("people"))) {
        struct text_list cells = parts(text, '/');
        static const char *const meanings[] = {[COMMA_PARTS_PEOPLE] = "commas part people",
                                               [COMMA_IN_NAMES] = "family first",
                                               [COMMA_UNKNOWN] = "unknown"};
        return text_of(meanings[value_commas_of_names(mem, cells.v, cells.n)]);
    }
    struct text_list values = parts(text, ';');
    if (text_eq(context, T("mark")))
        return text_of(marks[value_decimal_mark(values.v, values.n)]);
    if (text_eq(context, T("order")))
        return text_of(orders[value_date_order(values.v, values.n)]);
    return scale_meaning(text);
}

/* --- the table ---------------------------------------------------------------------------------- */

static struct text meaning(struct text kind, struct text context, struct text text)
{
    static const struct {
        const char *kind;
        struct text (*meaning)(struct text, struct text);
    } table[] = {
        {"cell", cell_meaning},     {"change", change_meaning}, {"date", date_meaning},
        {"period", period_meaning}, {"status", status_meaning}, {"people", people_meaning},
        {"column", column_meaning},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (text_eq(kind, text_of(table[i].kind)))
            return table[i].meaning(context, text);
    fail_msg("unknown kind '" TEXT_FMT "'", TEXT_ARG(kind));
    return kind;
}

static void test_table(void **state)
{
    (void)state;
    struct text rest = text_file(mem, "tests/golden/values.txt");
    unsigned lines = 0, wrong = 0;
    while (rest.len) {
        struct text line = text_cut(&rest, '\n');
        if (!line.len || line.ptr[0] == '#')
            continue;
        bool known = text_starts(line, T("!")); /* not understood so far, and known to be */
        struct text context = text_trim(text_cut(&line, '|'));
        if (known)
            context = text_trim(text_slice(context, 1, context.len));
        struct text kind = text_cut(&context, ' ');
        struct text text = unescaped(text_trim(text_cut(&line, '|')));
        struct text want = text_trim(line), got = meaning(kind, context, text);
        lines++;
        if (text_eq(got, want) != known)
            continue;
        wrong++;
        print_error(TEXT_FMT " | " TEXT_FMT " | " TEXT_FMT ", not " TEXT_FMT "\n", TEXT_ARG(kind),
                    TEXT_ARG(text), TEXT_ARG(got), TEXT_ARG(want));
    }
    if (wrong)
        fail_msg("%u of %u lines are misunderstood", wrong, lines);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_table)};
    return cmocka_run_group_tests_name("values", tests, setup, teardown);
}
