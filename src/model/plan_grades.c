/*
 * What grades mean, where a cell of the sheet or of another one of its workbook says it: "Scale: 1 = not
 * started | 5 = achieved". The grade that means done is 100 %, the one that means nothing done is 0 %.
 */
#include "model/plan_value.h"

#include <math.h>
#include <string.h>

enum { LONGEST_LEGEND = 300, MOST_GRADE = 10 };

/* The grades of a legend, one part after the other. */
struct grades {
    double low, high;
    enum status low_means, high_means;
    size_t n;
    struct text text; /* the first cell of it */
};

/* The grade that the words end with: "5", "Scale: 1". */
static bool grade_at_end(struct text t, double *grade)
{
    size_t from = t.len;
    t = text_trim(t);
    for (from = t.len; from > 0 && t.ptr[from - 1] >= '0' && t.ptr[from - 1] <= '9';)
        from--;
    bool alone = from == 0 || strchr(": (", t.ptr[from - 1]);
    struct number number;
    if (!alone || !value_number(text_slice(t, from, t.len), DECIMAL_POINT, &number) ||
        number.value > MOST_GRADE)
        return false;
    *grade = number.value;
    return true;
}

/* "1 = not started", "5: achieved". */
static void take_grade(struct arena *mem, struct grades *grades, struct text part)
{
    size_t mark = text_find(part, T("="), 0);
    if (mark == SIZE_MAX)
        mark = text_find(part, T(":"), 0);
    double grade;
    if (mark == SIZE_MAX || !grade_at_end(text_slice(part, 0, mark), &grade))
        return;
    struct text words = text_trim(text_slice(part, mark + 1, part.len));
    if (text_ends(words, T(")")) || text_ends(words, T(".")))
        words.len--;
    enum status means = value_status(mem, words);
    if (!words.len)
        return;
    if (!grades->n || grade < grades->low) {
        grades->low = grade;
        grades->low_means = means;
    }
    if (!grades->n || grade > grades->high) {
        grades->high = grade;
        grades->high_means = means;
    }
    grades->n++;
}

static struct grades grades_of(struct arena *mem, const struct sheet *sheet)
{
    struct grades grades = {0};
    for (size_t i = 0; i < sheet->n_cells; i++) {
        const struct cell *cell = &sheet->cells[i];
        struct text rest = cell->text;
        size_t known = grades.n;
        if (cell->type != CELL_TEXT || rest.len > LONGEST_LEGEND)
            continue;
        for (size_t from = 0, at = 0; at <= rest.len; at++)
            if (at == rest.len || strchr(",;|/\n", rest.ptr[at])) {
                take_grade(mem, &grades, text_slice(rest, from, at));
                from = at + 1;
            }
        if (grades.n > known && !known)
            grades.text = text_trim(rest);
    }
    return grades;
}

static bool is_nothing(enum status status)
{
    return status == STATUS_NOT_STARTED || status == STATUS_MISSED;
}

/* One end means done; of the other it is known at least that it is another. */
static bool is_legend(const struct grades *g)
{
    bool rises = g->high_means == STATUS_DONE && g->low_means != STATUS_DONE;
    bool falls = g->low_means == STATUS_DONE && is_nothing(g->high_means);
    return g->n >= 2 && g->low < g->high && (rises || falls);
}

/* The only legend of a workbook, whichever of its sheets have it. */
static struct grades legend_of_book(struct arena *mem, const struct book *book)
{
    struct grades legend = {0};
    for (size_t i = 0; i < book->n_sheets; i++) {
        struct grades other = grades_of(mem, &book->sheets[i]);
        if (!is_legend(&other))
            continue;
        if (legend.n && (other.low != legend.low || other.high != legend.high))
            return (struct grades){0};
        legend = other;
    }
    return legend;
}

/* All of the column's figures are grades of the legend, and its header says nothing else. */
static bool fits(const struct column_facts *c, const struct grades *legend)
{
    bool fit = c->scale == SCALE_10 || (c->scale == SCALE_5 && legend->high == 5);
    size_t n = 0;
    for (size_t i = 0; i < c->cells.n && fit; i++) {
        const struct cell *cell = c->cells.v[i];
        struct number number = {.value = cell->number};
        if (cell->type != CELL_NUMBER &&
            (cell->type != CELL_TEXT || !value_number(cell->text, c->mark, &number)))
            continue;
        n++;
        fit = !number.percent && !(cell->flags & CELL_PERCENT) && number.value >= legend->low &&
              number.value <= legend->high;
    }
    return fit && n;
}

static void read_grades(struct plan_work *w, struct column_facts *c, const struct grades *legend)
{
    bool falls = legend->low_means == STATUS_DONE;
    c->grade_done = falls ? legend->low : legend->high;
    c->grade_none = falls ? legend->high : is_nothing(legend->low_means) ? legend->low : 0;
    c->scale_reason = text_printf(w->mem, tr("the legend '" TEXT_FMT "'"),
                                  TEXT_ARG(text_shorten(w->mem, legend->text, 60)));
}

static bool is_open(const struct column_facts *c)
{
    return (c->role == ROLE_PROGRESS || c->role == ROLE_SCORE) && !c->scale_sure &&
           (c->scale == SCALE_10 || c->scale == SCALE_5);
}

void plan_read_grades(struct plan_work *w)
{
    const struct book *book = NULL;
    struct grades of_book = {0};
    for (size_t i = 0; i < w->sources.n; i++) {
        const struct source *s = &w->sources.v[i];
        struct grades legend = {0};
        bool looked = false;
        for (size_t k = 0; k < s->n_columns; k++) {
            struct column_facts *c = &w->columns.v[s->columns[k]];
            if (!is_open(c))
                continue;
            if (!looked)
                legend = grades_of(w->scratch, s->sheet);
            looked = true;
            if (!is_legend(&legend) && book != s->sheet->book) {
                book = s->sheet->book;
                of_book = legend_of_book(w->scratch, book);
            }
            legend = is_legend(&legend) ? legend : of_book;
            if (is_legend(&legend) && fits(c, &legend))
                read_grades(w, c, &legend);
        }
    }
}
