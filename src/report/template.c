/*
 * The fill-in sheet. What is above the header line explains, because what stands between header and
 * entries would be read as an entry; the example row says EXAMPLE and is not counted. Choosing from
 * a list is offered, never forced: what a team types instead is read as well.
 *
 * Nobody types progress: its column reckons it from start, target and current value, and the reader
 * does the same, whatever is stored there.
 */
#include "report/template.h"

#include <math.h>
#include <stdlib.h>

static const struct text no_text;

/* --- words ----------------------------------------------------------------------------------- */

/* X(NAME, width, "English", "German", hints, example) of the columns. */
#define COLUMNS(X)                                                                                 \
    X(OBJECTIVE, 44, "Objective *", "Ziel *",                                                      \
      "What do we want to achieve? Choose a company key result to take it over, or write "         \
      "your "                                                                                      \
      "own.",                                                                                      \
      "Was wollen wir erreichen? Ein Schlüsselergebnis des Unternehmens übernehmen oder "        \
      "ein "                                                                                       \
      "eigenes Ziel schreiben.",                                                                   \
      "EXAMPLE: Become the first choice of mid-sized firms",                                       \
      "BEISPIEL: Erste Wahl des Mittelstands werden")                                              \
    X(KEY_RESULT, 46, "Key result *", "Schlüsselergebnis *",                                       \
      "How will we know? One row each, with a number.",                                            \
      "Woran merken wir es? Eine Zeile je Ergebnis, mit einer Zahl.",                              \
      "Raise the win rate from 22 % to 30 %", "Gewinnquote von 22 % auf 30 % steigern")            \
    X(OWNER, 20, "Owner *", "Verantwortlich *", "One person", "Eine Person", "A. Brandt",          \
      "A. Brandt")                                                                                 \
    X(START, 10, "Start", "Startwert", "Value at the start", "Wert am Anfang", "22", "22")         \
    X(TARGET, 10, "Target *", "Zielwert *", "Value to reach", "Wert am Ende", "30", "30")          \
    X(CURRENT, 10, "Current", "Istwert", "Value today", "Wert heute", "25", "25")                  \
    X(PROGRESS, 11, "Progress", "Fortschritt", "Reckoned from start, target and current value",    \
      "Wird aus Startwert, Zielwert und Istwert berechnet", "", "")                                \
    X(MEASURE, 13, "Unit of measure", "Maßeinheit", "%, €, days, number", "%, €, Tage, Anzahl",    \
      "%", "%")                                                                                    \
    X(STATUS, 13, "Status", "Status", "Choose", "Auswählen", "At risk", "Gefährdet")               \
    X(DUE, 13, "Due date", "Fällig am", "A date", "Ein Datum", "", "")                             \
    X(SUPPORTS, 48, "Supports", "Unterstützt",                                                     \
      "Choose what your own objective supports, or leave it empty.",                               \
      "Auswählen, was das eigene Ziel unterstützt, oder leer lassen.", "", "")                     \
    X(NOTES, 30, "Notes", "Notizen", "Optional", "Freiwillig", "This row is not counted",          \
      "Diese Zeile zählt nicht")

enum template_column {
#define X(name, ...) COLUMN_##name,
    COLUMNS(X)
#undef X
        COLUMN_COUNT
};

struct column_words {
    double width;
    const char *header[2], *hint[2], *example[2];
};

static const struct column_words columns[COLUMN_COUNT] = {
#define X(name, width, header, header_de, hint, hint_de, example, example_de)                      \
    {width, {header, header_de}, {hint, hint_de}, {example, example_de}},
    COLUMNS(X)
#undef X
};

#define WORDS(X)                                                                                   \
    X(TITLE, "Our OKRs", "Unsere OKRs")                                                            \
    X(SHEET, "OKRs", "OKRs")                                                                       \
    X(UNIT, "Team:", "Team:")                                                                      \
    X(PERIOD, "Quarter:", "Quartal:")                                                              \
    X(GUIDE_EXPLICIT,                                                                              \
      "Note: handed down (explicit) - choose a company key result in 'Objective'. It becomes "     \
      "your "                                                                                      \
      "objective; leave its words as they are.",                                                   \
      "Hinweis: übernommen (explizit) - unter 'Ziel' ein Schlüsselergebnis des Unternehmens "    \
      "auswählen. Es wird Ihr Ziel; den Wortlaut bitte lassen.")                                   \
    X(GUIDE_IMPLICIT,                                                                              \
      "Note: your own (implicit) - write your own objective. If it supports a company key "        \
      "result, "                                                                                   \
      "choose that in 'Supports'; if you leave it empty, the report may suggest one.",             \
      "Hinweis: eigenes Ziel (implizit) - ein eigenes Ziel schreiben. Unterstützt es ein "        \
      "Schlüsselergebnis, dieses unter 'Unterstützt' auswählen; bleibt es leer, schlägt der "  \
      "Bericht eines vor.")                                                                        \
    X(GUIDE_FILL,                                                                                  \
      "Note: one row for each key result; repeat its objective. Numbers go alone into their "      \
      "cells. * is needed. The grey row is an example and is not counted.",                        \
      "Hinweis: eine Zeile je Schlüsselergebnis, das Ziel wiederholen. Zahlen stehen allein in "  \
      "ihrer Zelle. * ist nötig. Die graue Zeile ist ein Beispiel und zählt nicht.")               \
    X(COMPANY_SHEET, "Company OKRs", "Unternehmens-OKRs")                                          \
    X(COMPANY_TITLE, "Company key results", "Schlüsselergebnisse des Unternehmens")                \
    X(REFERENCE, OWN_REFERENCE, OWN_REFERENCE_DE)                                                  \
    X(ID, "ID", "ID")                                                                              \
    X(COMPANY_KR, "Company key result", "Schlüsselergebnis des Unternehmens")                      \
    X(COMPANY_OBJECTIVE, "Company objective", "Unternehmensziel")                                  \
    X(OWNER, "Owner", "Verantwortlich")                                                            \
    X(PICK_OBJECTIVE, "Take over or write", "Übernehmen oder schreiben")                           \
    X(PICK_OBJECTIVE_MORE,                                                                         \
      "Choose a company key result to take it over as your objective, or type your own. Repeat "   \
      "the objective on each of its rows.",                                                        \
      "Ein Schlüsselergebnis des Unternehmens als Ziel übernehmen oder ein eigenes schreiben. "  \
      "Das Ziel in jeder seiner Zeilen wiederholen.")                                              \
    X(PICK_SUPPORTS, "What does it support?", "Was unterstützt es?")                               \
    X(PICK_SUPPORTS_MORE, "Choose from the list, type an ID or a name, or leave it empty.",        \
      "Aus der Liste wählen, eine ID oder einen Namen schreiben oder leer lassen.")                \
    X(NUMBER_ONLY, "This cell is for a number alone; the unit goes into its own column.",          \
      "Hier steht nur eine Zahl; die Maßeinheit hat ihre eigene Spalte.")                          \
    X(DATE_ONLY, "This cell is for a date.", "Hier steht ein Datum.")                              \
    X(STATUS_ONLY, "Please choose from the list.", "Bitte aus der Liste wählen.")                  \
    X(NOT_STARTED, "Not started", "Nicht begonnen")                                                \
    X(ON_TRACK, "On track", "Im Plan")                                                             \
    X(AT_RISK, "At risk", "Gefährdet")                                                             \
    X(OFF_TRACK, "Off track", "Kritisch")                                                          \
    X(DONE, "Done", "Erledigt")

enum template_word {
#define X(name, english, german) WORD_##name,
    WORDS(X)
#undef X
        TEMPLATE_WORD_COUNT
};

static const char *const words[TEMPLATE_WORD_COUNT][2] = {
#define X(name, english, german) {english, german},
    WORDS(X)
#undef X
};

/* --- the workbook ---------------------------------------------------------------------------- */

enum {
    LINE_TITLE,
    LINE_UNIT,
    LINE_PERIOD,
    LINE_EXPLICIT,
    LINE_IMPLICIT,
    LINE_FILL,
    LINE_HEADER,
    LINE_EXAMPLE,
    LINE_FIRST,
    LINES_TO_FILL = 60,
    LINE_LAST = LINE_FIRST + LINES_TO_FILL - 1
};

struct filling {
    struct arena *mem;
    const struct template_request *request;
    int german; /* 0 or 1: index of the language */
    struct item_number_list items;
    struct workbook *book;
};

static const char *say(const struct filling *f, enum template_word word)
{
    return words[word][f->german];
}

struct item_number_list template_items(struct arena *mem, const struct plan *plan)
{
    struct item_number_list list = {0};
    int top = -1;
    for (size_t i = 0; i < plan->items.n; i++) {
        int level = plan->units.v[plan->items.v[i].unit].level;
        if (level >= 0 && (top < 0 || level < top))
            top = level;
    }
    for (size_t i = 0; i < plan->items.n; i++) {
        const struct item *item = &plan->items.v[i];
        int level = plan->units.v[item->unit].level;
        if ((level == top || top < 0) && (item->kind == KEY_RESULT || !item->n_key_results))
            *list_push(mem, &list) = (uint32_t)i;
    }
    return list;
}

/* "KR 1.3  Win 25 customers": an ID that stands in the sheet, so that it can be found again. */
static struct text choice(struct arena *mem, const struct item *item)
{
    return item->written_id.len ? text_printf(mem, TEXT_FMT "  " TEXT_FMT,
                                              TEXT_ARG(item->written_id), TEXT_ARG(item->text))
                                : item->text;
}

static struct text example_of(const struct filling *f, enum template_column column)
{
    if (column == COLUMN_SUPPORTS && f->items.n)
        return choice(f->mem, &f->request->above->items.v[f->items.v[0]]);
    return text_of(columns[column].example[f->german]);
}

static struct range column_range(enum template_column column)
{
    return (struct range){LINE_FIRST, column, LINE_LAST, column};
}

static void add_lists(struct filling *f)
{
    static const enum template_word status[] = {WORD_NOT_STARTED, WORD_ON_TRACK, WORD_AT_RISK,
                                                WORD_OFF_TRACK, WORD_DONE};
    enum { N_STATUS = sizeof status / sizeof *status };
    struct tab *tab = workbook_add_tab(f->book, T("Lists"));
    struct style plain = style_of(MEANING_PLAIN, 0);
    tab->hidden = true;
    tab_z(tab, 0, 0, plain, say(f, WORD_REFERENCE));
    for (uint32_t i = 0; i < N_STATUS; i++)
        tab_z(tab, i + 1, 0, plain, say(f, status[i]));
    workbook_add_name(f->book, "okr_status", tab, (struct range){1, 0, N_STATUS, 0});
    if (!f->items.n)
        return;
    uint32_t n = (uint32_t)f->items.n;
    for (uint32_t i = 0; i < n; i++) {
        const struct item *item = &f->request->above->items.v[f->items.v[i]];
        tab_text(tab, i + 1, 1, plain, item->text);
        tab_text(tab, i + 1, 2, plain, choice(f->mem, item));
    }
    workbook_add_name(f->book, "okr_take_over", tab, (struct range){1, 1, n, 1});
    workbook_add_name(f->book, "okr_supports", tab, (struct range){1, 2, n, 2});
}

static void add_list(struct filling *f, struct tab *tab, enum template_column column,
                     const char *name, const char *title, const char *message)
{
    struct tab_validation *v = tab_add_validation(tab, column_range(column), VALID_LIST);
    v->list = text_of(name);
    v->title = text_of(title);
    v->message = text_of(message);
    v->error = text_of(say(f, WORD_STATUS_ONLY));
    v->warn_only = true;
}

static void add_checks(struct filling *f, struct tab *tab)
{
    static const enum template_column numbers[] = {COLUMN_START, COLUMN_TARGET, COLUMN_CURRENT};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        struct tab_validation *v = tab_add_validation(tab, column_range(numbers[i]), VALID_DECIMAL);
        v->least = -1e12;
        v->most = 1e12;
        v->error = text_of(say(f, WORD_NUMBER_ONLY));
        v->warn_only = true;
    }
    struct tab_validation *due = tab_add_validation(tab, column_range(COLUMN_DUE), VALID_DATE);
    due->least = date_days(2000, 1, 1);
    due->most = date_days(2099, 12, 31);
    due->error = text_of(say(f, WORD_DATE_ONLY));
    due->warn_only = true;
    add_list(f, tab, COLUMN_STATUS, "okr_status", NULL, NULL);
    if (f->items.n) {
        add_list(f, tab, COLUMN_OBJECTIVE, "okr_take_over", say(f, WORD_PICK_OBJECTIVE),
                 say(f, WORD_PICK_OBJECTIVE_MORE));
        add_list(f, tab, COLUMN_SUPPORTS, "okr_supports", say(f, WORD_PICK_SUPPORTS),
                 say(f, WORD_PICK_SUPPORTS_MORE));
    }
    /* a key result that lacks what it needs */
    static const enum template_column needed[] = {COLUMN_OBJECTIVE, COLUMN_OWNER, COLUMN_TARGET};
    for (size_t i = 0; i < sizeof needed / sizeof *needed; i++)
        tab_add_rule(tab, column_range(needed[i]),
                     text_printf(f->mem, "=AND($" TEXT_FMT "<>\"\"," TEXT_FMT "=\"\")",
                                 TEXT_ARG(cell_name(f->mem, LINE_FIRST, COLUMN_KEY_RESULT)),
                                 TEXT_ARG(cell_name(f->mem, LINE_FIRST, needed[i]))),
                     MEANING_OFF_TRACK);
}

/* (current - start) / (target - start), blank while one of them is. */
static struct text progress_formula(struct arena *mem, uint32_t row)
{
    struct text start = cell_name(mem, row, COLUMN_START),
                target = cell_name(mem, row, COLUMN_TARGET),
                current = cell_name(mem, row, COLUMN_CURRENT);
    return text_printf(mem,
                       "=IF(AND(COUNT(" TEXT_FMT ":" TEXT_FMT ")=3," TEXT_FMT "<>" TEXT_FMT
                       "),(" TEXT_FMT "-" TEXT_FMT ")/(" TEXT_FMT "-" TEXT_FMT "),\"\")",
                       TEXT_ARG(start), TEXT_ARG(current), TEXT_ARG(start), TEXT_ARG(target),
                       TEXT_ARG(current), TEXT_ARG(start), TEXT_ARG(target), TEXT_ARG(start));
}

static void add_progress(struct filling *f, struct tab *tab)
{
    struct style style = style_of(MEANING_PLAIN, STYLE_GRID | STYLE_TOP | STYLE_RIGHT);
    style.format = FORMAT_PERCENT;
    for (uint32_t row = LINE_FIRST; row <= LINE_LAST; row++)
        tab_formula(tab, row, COLUMN_PROGRESS, style, progress_formula(f->mem, row), NAN, no_text);
}

static struct style input_style(enum template_column column)
{
    bool number = column == COLUMN_START || column == COLUMN_TARGET || column == COLUMN_CURRENT;
    struct style style = style_of(MEANING_INPUT, STYLE_GRID | STYLE_UNLOCKED | STYLE_TOP);
    if (column == COLUMN_DUE)
        style.format = FORMAT_DAY;
    if (number || column == COLUMN_DUE)
        style.flags |= STYLE_RIGHT;
    else
        style.flags |= STYLE_WRAP;
    style.indent = 1;
    return style;
}

static void add_head(struct filling *f, struct tab *tab)
{
    const struct template_request *r = f->request;
    struct style input = style_of(MEANING_INPUT, STYLE_GRID | STYLE_UNLOCKED);
    struct style note = style_of(MEANING_PLAIN, 0);
    input.indent = 1;
    tab_z(tab, LINE_TITLE, 0, style_of(MEANING_TITLE, 0), say(f, WORD_TITLE));
    tab_z(tab, LINE_UNIT, 0, style_of(MEANING_PLAIN, STYLE_BOLD), say(f, WORD_UNIT));
    tab_text(tab, LINE_UNIT, 1, input, r->unit);
    tab_z(tab, LINE_PERIOD, 0, style_of(MEANING_PLAIN, STYLE_BOLD), say(f, WORD_PERIOD));
    tab_text(tab, LINE_PERIOD, 1, input, r->period);
    tab_z(tab, LINE_EXPLICIT, 0, note, say(f, WORD_GUIDE_EXPLICIT));
    tab_z(tab, LINE_IMPLICIT, 0, note, say(f, WORD_GUIDE_IMPLICIT));
    tab_z(tab, LINE_FILL, 0, note, say(f, WORD_GUIDE_FILL));
}

static void add_example(struct filling *f, struct tab *tab, uint32_t col)
{
    struct style style = style_of(MEANING_EXAMPLE, STYLE_WRAP | STYLE_TOP);
    struct text example = example_of(f, (enum template_column)col);
    style.indent = 1;
    if (col == COLUMN_START || col == COLUMN_TARGET || col == COLUMN_CURRENT) {
        style.flags = STYLE_RIGHT | STYLE_TOP;
        tab_number(tab, LINE_EXAMPLE, col, style, strtod(text_z(f->mem, example), NULL));
    } else {
        tab_text(tab, LINE_EXAMPLE, col, style, example);
    }
}

static void add_fill_in(struct filling *f)
{
    struct tab *tab = workbook_add_tab(f->book, text_of(say(f, WORD_SHEET)));
    tab->colour = MEANING_INPUT;
    tab->zoom = 90;
    tab->freeze_rows = LINE_HEADER + 1;
    tab->freeze_cols = 0;
    tab->repeat_first = tab->repeat_last = LINE_HEADER;
    add_head(f, tab);
    for (uint32_t col = 0; col < COLUMN_COUNT; col++) {
        struct style header = style_of(MEANING_HEADER, STYLE_WRAP);
        header.indent = 1;
        tab_columns(tab, col, col, columns[col].width);
        tab_note(tab, tab_z(tab, LINE_HEADER, col, header, columns[col].header[f->german]),
                 text_of(columns[col].hint[f->german]));
        add_example(f, tab, col);
        for (uint32_t row = LINE_FIRST; row <= LINE_LAST && col != COLUMN_PROGRESS; row++)
            tab_blank(tab, row, col, input_style((enum template_column)col));
    }
    add_progress(f, tab);
    add_checks(f, tab);
    tab_fit_rows(tab);
}

static void add_company(struct filling *f)
{
    static const enum template_word headers[] = {WORD_ID, WORD_COMPANY_KR, WORD_COMPANY_OBJECTIVE,
                                                 WORD_OWNER};
    static const double widths[] = {14, 62, 48, 24, -1};
    const struct plan *plan = f->request->above;
    struct tab *tab = workbook_add_tab(f->book, text_of(say(f, WORD_COMPANY_SHEET)));
    struct style text = style_of(MEANING_PLAIN, STYLE_WRAP | STYLE_RULE);
    struct style header = style_of(MEANING_HEADER, 0);
    text.indent = header.indent = 1;
    tab->colour = MEANING_HEADER;
    tab->zoom = 90;
    tab->freeze_rows = 3;
    tab->repeat_first = tab->repeat_last = 2;
    tab->protect = true;
    tab_widths(tab, widths);
    tab_z(tab, 0, 0, style_of(MEANING_TITLE, 0), say(f, WORD_COMPANY_TITLE));
    tab_z(tab, 1, 0, style_of(MEANING_SUBTITLE, 0), say(f, WORD_REFERENCE));
    for (uint32_t col = 0; col < 4; col++)
        tab_z(tab, 2, col, header, say(f, headers[col]));
    for (uint32_t i = 0; i < f->items.n; i++) {
        const struct item *item = &plan->items.v[f->items.v[i]];
        uint32_t objective = plan_objective_of(plan, f->items.v[i]);
        tab_text(tab, i + 3, 0, text, item->written_id);
        tab_text(tab, i + 3, 1, text, item->text);
        tab_text(tab, i + 3, 2, text,
                 objective == NO_ITEM ? no_text : plan->items.v[objective].text);
        tab_text(tab, i + 3, 3, text, item->owners.n ? item->owners.v[0] : no_text);
    }
    tab_fit_rows(tab);
}

static struct filling filling_of(struct arena *mem, const struct template_request *request)
{
    struct filling f = {
        .mem = mem, .request = request, .german = text_eq(request->language, T("de"))};
    if (request->above)
        f.items = template_items(mem, request->above);
    return f;
}

struct workbook *template_workbook(struct arena *mem, const struct template_request *request)
{
    struct filling f = filling_of(mem, request);
    f.book = workbook_create(mem);
    f.book->title = text_printf(mem, "%s " TEXT_FMT, say(&f, WORD_TITLE), TEXT_ARG(request->unit));
    workbook_add_property(f.book, OWN_PROPERTY, T(OWN_TEMPLATE));
    add_fill_in(&f);
    if (f.items.n)
        add_company(&f);
    add_lists(&f);
    return f.book;
}

/* --- CSV ------------------------------------------------------------------------------------- */

static void add_csv_field(struct buf *b, struct text t)
{
    buf_add_char(b, '"');
    for (size_t i = 0; i < t.len; i++) {
        if (t.ptr[i] == '"')
            buf_add_char(b, '"');
        buf_add_char(b, t.ptr[i]);
    }
    buf_add_char(b, '"');
}

/* Header and example; the rest is for the team, whose name is the file's. */
struct text template_csv(struct arena *mem, const struct template_request *request)
{
    struct filling f = filling_of(mem, request);
    struct buf b = {.mem = mem};
    buf_add_z(&b, "\xEF\xBB\xBF"); /* so that Excel takes it for UTF-8 */
    for (uint32_t col = 0; col < COLUMN_COUNT; col++) {
        buf_add_z(&b, col ? "," : "");
        add_csv_field(&b, text_of(columns[col].header[f.german]));
    }
    buf_add_z(&b, "\r\n");
    for (uint32_t col = 0; col < COLUMN_COUNT; col++) {
        buf_add_z(&b, col ? "," : "");
        add_csv_field(&b, example_of(&f, (enum template_column)col));
    }
    buf_add_z(&b, "\r\n");
    return buf_text(&b);
}
