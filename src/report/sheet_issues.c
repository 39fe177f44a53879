/* Data issues: every finding, sorted by what to mend first, with its place and how to mend it. */
#include "report/parts.h"
#include "score/trend.h"

#include <stdlib.h>

enum { MOST_ISSUES = 200000 };

static const enum word heads[] = {WORD_SEVERITY, WORD_UNIT,  WORD_WHAT, WORD_FOUND, WORD_MEND,
                                  WORD_FILE,     WORD_SHEET, WORD_CELL, WORD_CODE,  WORD_CHANGED};
static const double widths[] = {13, 16, 27, 50, 46, 28, 14, 8, 21, 11, -1};
enum {
    COLUMNS = sizeof heads / sizeof *heads - 1
}; /* and one more where there is a report before */

/* Errors first; then by code, in the order in which codes are listed; then by place. */
static int compare(const void *a, const void *b)
{
    const struct finding *x = *(const struct finding *const *)a;
    const struct finding *y = *(const struct finding *const *)b;
    if (x->severity != y->severity)
        return x->severity > y->severity ? -1 : 1;
    if (x->code != y->code)
        return x->code < y->code ? -1 : 1;
    int order = place_cmp(&x->place, &y->place);
    return order ? order : (x > y) - (x < y);
}

static void put_severity(struct report *r, struct tab *tab, uint32_t row, enum severity severity)
{
    static const enum meaning meanings[] = {
        [ADVICE] = MEANING_NOT_STARTED, [WARNING] = MEANING_AT_RISK, [ERROR] = MEANING_OFF_TRACK};
    static const enum word words[] = {[ADVICE] = WORD_SEVERITY_ADVICE,
                                      [WARNING] = WORD_SEVERITY_WARNING,
                                      [ERROR] = WORD_SEVERITY_ERROR};
    put_words(tab, row, 0, w(r, words[severity]))->style.meaning = (uint8_t)meanings[severity];
}

static struct text finding_unit(struct report *r, const struct finding *finding)
{
    size_t unit = map_get(&r->plan->unit_ids, finding->unit);
    return unit == MAP_NONE ? finding->unit : unit_name(r, (uint32_t)unit);
}

static void put_finding(struct report *r, struct tab *tab, uint32_t row,
                        const struct finding *finding)
{
    put_severity(r, tab, row, finding->severity);
    put_words(tab, row, 1, finding_unit(r, finding));
    put_wrapped(tab, row, 2, text_of(tr(finding_code_meaning(finding->code))));
    put_wrapped(tab, row, 3, finding->message);
    put_wrapped(tab, row, 4, finding->mend);
    put_source(r, tab, row, 5, finding->place);
    put_words(tab, row, 6, finding->place.sheet);
    put_words(tab, row, 7, place_cell(r->mem, finding->place));
    put_muted(tab, row, 8, text_of(finding_code_text(finding->code)))->style.flags &=
        (uint16_t)~STYLE_WRAP;
}

/* Those that the report before did not have: by their number, 1 if so. */
static bool *find_new(struct report *r)
{
    bool *is_new = NEW_ARRAY(r->mem, bool, r->run->diag.list.n);
    for (size_t i = 0; r->run->trend && i < r->run->trend->changes.n; i++) {
        size_t finding = r->run->trend->changes.v[i].finding;
        if (finding < r->run->diag.list.n)
            is_new[finding] = true;
    }
    return is_new;
}

void lay_out_data_issues(struct report *r)
{
    const bool *is_new = find_new(r);
    uint32_t columns = COLUMNS + (r->run->trend != NULL);
    struct tab *tab = r->tabs[SHEET_DATA_ISSUES];
    size_t all = r->run->diag.list.n, n = all < MOST_ISSUES ? all : MOST_ISSUES;
    const struct finding **sorted = arena_array(r->mem, all, sizeof *sorted);
    for (size_t i = 0; i < all; i++)
        sorted[i] = &r->run->diag.list.v[i];
    qsort(sorted, all, sizeof *sorted, compare);
    put_title(r, SHEET_DATA_ISSUES, w(r, WORD_ISSUES_TITLE),
              all > n ? SAY(r, WORD_ISSUES_CUT, count_text(r, all), count_text(r, n))
                      : w(r, WORD_ISSUES_SUB));
    tab_widths(tab, widths);
    put_heads(r, tab, HEADER_ROW, heads, columns);
    for (size_t i = 0; i < n; i++) {
        put_finding(r, tab, FIRST_ROW + (uint32_t)i, sorted[i]);
        if (r->run->trend)
            put_words(tab, FIRST_ROW + (uint32_t)i, COLUMNS,
                      is_new[sorted[i] - r->run->diag.list.v] ? w(r, WORD_CHANGE_NEW)
                                                              : (struct text){0});
    }
    if (!n)
        tab_text(tab, FIRST_ROW, 0, style_of(MEANING_MUTED, 0), w(r, WORD_NOTHING_HERE));
    tab_add_table(tab, "DataIssues",
                  (struct range){HEADER_ROW, 0, HEADER_ROW + (uint32_t)n, columns - 1}, true);
    tab->freeze_rows = FIRST_ROW;
    tab->repeat_first = tab->repeat_last = HEADER_ROW;
}
