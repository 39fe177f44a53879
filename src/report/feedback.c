/* A unit's part of the run, as a workbook of four sheets, and hidden ones. Its own files stay as they are. */
#include "report/feedback.h"

#include "base/fold.h"
#include "base/map.h"
#include "report/state.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const struct text no_text;

#define WORDS(X)                                                                                   \
    X(READ, "What was read", "Gelesen")                                                            \
    X(READ_WHY, "Every objective and key result that was found in your sheets.",                   \
      "Jedes Ziel und Schlüsselergebnis, das in Ihren Blättern gefunden wurde.")                   \
    X(MEND, "To mend", "Zu verbessern")                                                            \
    X(MEND_WHY, "Please mend these cells in your own sheet; the next report reads it again.",      \
      "Bitte diese Zellen in Ihrem Blatt verbessern; der nächste Bericht liest es neu.")           \
    X(LINKS, "Links", "Verbindungen")                                                              \
    X(LINKS_WHY,                                                                                   \
      "What your OKRs support, and what may support yours. Decide about suggestions in the "       \
      "yellow cells and send this workbook back: the next report reads them.",                     \
      "Was Ihre OKRs unterstützen und was Ihre unterstützt. Vorschläge bitte in den gelben "    \
      "Zellen entscheiden und diese Mappe zurückschicken: Der nächste Bericht liest sie.")         \
    X(OPEN, "Not yet supported", "Noch ohne Unterstützung")                                        \
    X(OPEN_WHY, "Company key results that nobody, or nobody for certain, supports yet.",           \
      "Schlüsselergebnisse des Unternehmens, die noch niemand sicher unterstützt.")                \
    X(ID, "ID", "ID")                                                                              \
    X(KIND, "Kind", "Art")                                                                         \
    X(OBJECTIVE, "Objective", "Ziel")                                                              \
    X(KEY_RESULT, "Key result", "Schlüsselergebnis")                                               \
    X(TEXT, "Text", "Text")                                                                        \
    X(OWNER, "Owner", "Verantwortlich")                                                            \
    X(PROGRESS, "Progress", "Fortschritt")                                                         \
    X(HOW, "How it was computed", "Wie berechnet")                                                 \
    X(PLACE, "Place", "Stelle")                                                                    \
    X(SEVERITY, "Severity", "Schwere")                                                             \
    X(FOUND, "What was seen", "Was gesehen wurde")                                                 \
    X(FIX, "What to do", "Was zu tun ist")                                                         \
    X(FROM, "From", "Von")                                                                         \
    X(SUPPORTS, "Supports", "Unterstützt")                                                         \
    X(UNIT, "Unit", "Einheit")                                                                     \
    X(STATE, "State", "Stand")                                                                     \
    X(WHY, "Why", "Warum")                                                                         \
    X(COVERAGE, "Coverage", "Abdeckung")                                                           \
    X(CONFIRMED, "confirmed", "bestätigt")                                                         \
    X(SUGGESTED, "suggested, {%} likely", "vorgeschlagen, zu {%} wahrscheinlich")                  \
    X(DECISION_ERROR, "Choose Accept, Reject or Later.",                                           \
      "Bitte Annehmen, Ablehnen oder Später wählen.")                                              \
    X(PARENT_ERROR, "Not in the list. Keep it anyway?", "Nicht in der Liste. Trotzdem behalten?")  \
    X(NOTHING, "Nothing.", "Nichts.")

enum feedback_word {
#define X(name, english, german) WORD_##name,
    WORDS(X)
#undef X
        FEEDBACK_WORD_COUNT
};

static const char *const words[FEEDBACK_WORD_COUNT][2] = {
#define X(name, english, german) {english, german},
    WORDS(X)
#undef X
};

struct feedback {
    struct arena *mem;
    const struct run *run;
    uint32_t unit;
    int german;
    struct workbook *book;
    struct map files; /* in which items of the unit stand */
    struct decision_list asked;
};

enum { FIRST_ROW = 3, MOST_COLUMNS = 8 };

static const char *say(const struct feedback *f, enum feedback_word word)
{
    return words[word][f->german];
}

/* --- a sheet with one table ------------------------------------------------------------------ */

struct table_head {
    enum feedback_word name, purpose;
    size_t n;
    enum feedback_word headers[MOST_COLUMNS];
    double widths[MOST_COLUMNS];
};

struct table_tab {
    struct tab *tab;
    const struct table_head *head;
    uint32_t row; /* of the next entry */
    uint32_t n;   /* of columns */
};

static struct table_tab begin_table(struct feedback *f, const struct table_head *head)
{
    struct tab *tab = workbook_add_tab(f->book, text_of(say(f, head->name)));
    struct style header = style_of(MEANING_HEADER, STYLE_WRAP);
    header.indent = 1;
    tab->zoom = 90;
    tab->freeze_rows = FIRST_ROW;
    tab->repeat_first = tab->repeat_last = FIRST_ROW - 1;
    tab_text(tab, 0, 0, style_of(MEANING_TITLE, 0),
             text_printf(f->mem, TEXT_FMT " – %s", TEXT_ARG(f->run->plan->units.v[f->unit].name),
                         say(f, head->name)));
    tab_z(tab, 1, 0, style_of(MEANING_SUBTITLE, 0), say(f, head->purpose));
    for (uint32_t col = 0; col < head->n; col++) {
        tab_columns(tab, col, col, head->widths[col]);
        tab_z(tab, FIRST_ROW - 1, col, header, say(f, head->headers[col]));
    }
    return (struct table_tab){tab, head, FIRST_ROW, (uint32_t)head->n};
}

static struct style entry_style(void)
{
    struct style style = style_of(MEANING_PLAIN, STYLE_WRAP | STYLE_RULE);
    style.indent = 1;
    return style;
}

static struct tab_cell *put(struct table_tab *t, uint32_t col, struct text text)
{
    return tab_text(t->tab, t->row, col, entry_style(), text);
}

static void put_share(struct table_tab *t, uint32_t col, double share)
{
    struct style style = style_number(MEANING_PLAIN, FORMAT_PERCENT, STYLE_RULE | STYLE_RIGHT);
    style.indent = 1;
    tab_number(t->tab, t->row, col, style, share);
}

static void end_table(struct feedback *f, struct table_tab *t)
{
    if (t->row == FIRST_ROW) {
        put(t, 0, text_of(say(f, WORD_NOTHING)));
    } else {
        struct range range = {FIRST_ROW - 1, 0, t->row - 1, t->n - 1};
        tab_add_table(t->tab, text_printf(f->mem, "Feedback%d", (int)f->book->tabs.n).ptr, range,
                      true);
    }
    tab_fit_rows(t->tab);
}

/* --- the sheets ------------------------------------------------------------------------------ */

static bool is_ours(const struct feedback *f, uint32_t item)
{
    return f->run->plan->items.v[item].unit == f->unit;
}

/* "KR 1.2  Churn below 2 %" */
static struct text item_text(const struct feedback *f, uint32_t item)
{
    const struct item *it = &f->run->plan->items.v[item];
    return text_printf(f->mem, TEXT_FMT "  " TEXT_FMT, TEXT_ARG(it->id), TEXT_ARG(it->text));
}

static void add_read(struct feedback *f)
{
    static const struct table_head head = {
        WORD_READ,
        WORD_READ_WHY,
        7,
        {WORD_ID, WORD_KIND, WORD_TEXT, WORD_OWNER, WORD_PROGRESS, WORD_HOW, WORD_PLACE},
        {16, 17, 60, 22, 11, 36, 30}};
    struct table_tab t = begin_table(f, &head);
    for (size_t i = 0; i < f->run->plan->items.n; i++) {
        const struct item *item = &f->run->plan->items.v[i];
        if (item->unit != f->unit)
            continue;
        put(&t, 0, item->id);
        put(&t, 1, text_of(say(f, item->kind == OBJECTIVE ? WORD_OBJECTIVE : WORD_KEY_RESULT)));
        put(&t, 2, item->text);
        put(&t, 3, item->owners.n ? item->owners.v[0] : no_text);
        put_share(&t, 4, item->progress);
        put(&t, 5, item->progress_formula);
        put(&t, 6, place_text(f->mem, item->place));
        t.row++;
    }
    end_table(f, &t);
}

/* The unit's own findings, and those of its files that name no unit. */
static bool concerns(const struct feedback *f, const struct finding *finding)
{
    if (finding->unit.len)
        return text_eq(finding->unit, f->run->plan->units.v[f->unit].id);
    return map_get(&f->files, finding->place.file) != MAP_NONE;
}

static void add_mend(struct feedback *f)
{
    static const struct table_head head = {WORD_MEND,
                                           WORD_MEND_WHY,
                                           4,
                                           {WORD_SEVERITY, WORD_PLACE, WORD_FOUND, WORD_FIX},
                                           {14, 34, 66, 66}};
    static const enum meaning meanings[] = {
        [ADVICE] = MEANING_NOT_STARTED, [WARNING] = MEANING_AT_RISK, [ERROR] = MEANING_OFF_TRACK};
    static const char *const names[][2] = {[ADVICE] = {"○ advice", "○ Hinweis"},
                                           [WARNING] = {"▲ warning", "▲ Warnung"},
                                           [ERROR] = {"■ error", "■ Fehler"}};
    struct table_tab t = begin_table(f, &head);
    for (int severity = ERROR; severity >= ADVICE; severity--)
        for (size_t i = 0; i < f->run->diag.list.n; i++) {
            const struct finding *finding = &f->run->diag.list.v[i];
            if ((int)finding->severity != severity || !concerns(f, finding))
                continue;
            struct style style = entry_style();
            style.meaning = (uint8_t)meanings[severity];
            tab_z(t.tab, t.row, 0, style, names[severity][f->german]);
            put(&t, 1, place_text(f->mem, finding->place));
            put(&t, 2, finding->message);
            put(&t, 3, finding->mend);
            t.row++;
        }
    end_table(f, &t);
}

static struct text link_state(const struct feedback *f, const struct link *link)
{
    if (link->status == LINK_CONFIRMED)
        return text_of(say(f, WORD_CONFIRMED));
    struct text rest = text_of(say(f, WORD_SUGGESTED));
    struct text before = text_cut(&rest, '{');
    text_cut(&rest, '}');
    return text_printf(f->mem, TEXT_FMT "%.0f %%" TEXT_FMT, TEXT_ARG(before),
                       whole_percent(link->confidence), TEXT_ARG(rest));
}

/* --- what the team decides: read back as the report's sheet To confirm is ---------------------- */

enum { FIRST_ANSWER = 6, LAST_ANSWER = FIRST_ANSWER + CONFIRM_BY - CONFIRM_DECISION };

static struct style input_style(void)
{
    struct style style = style_of(MEANING_INPUT, STYLE_WRAP | STYLE_UNLOCKED);
    style.format = FORMAT_TEXT;
    style.indent = 1;
    return style;
}

static void add_answer_columns(struct feedback *f, struct table_tab *t)
{
    static const double widths[] = {13, 26, 30, 16};
    struct style header = style_of(MEANING_HEADER, STYLE_WRAP);
    header.indent = 1;
    for (uint32_t col = FIRST_ANSWER; col <= LAST_ANSWER; col++) {
        enum confirm_column answer = (enum confirm_column)(CONFIRM_DECISION + col - FIRST_ANSWER);
        tab_columns(t->tab, col, col, widths[col - FIRST_ANSWER]);
        tab_z(t->tab, FIRST_ROW - 1, col, header, confirm_header(answer, f->run->config.language));
    }
    t->n = LAST_ANSWER + 1;
}

/* The ID by which the answer is found, and the cells for it. */
static void ask_about(struct feedback *f, struct table_tab *t, const struct link *link,
                      const struct map *decisions)
{
    struct text key = decision_key(f->mem, f->run->plan, link->from, link->to);
    size_t known = map_get(decisions, key);
    struct decision d = known == MAP_NONE ? open_decision(f->run, key, link->from, link->to)
                                          : f->run->memory.decisions.v[known];
    const char *verdict = verdict_text(d.verdict, f->run->config.language);
    const struct text answers[] = {text_of(verdict), d.other, d.comment, d.by};
    put(t, 0, key);
    for (uint32_t col = FIRST_ANSWER; col <= LAST_ANSWER; col++)
        tab_text(t->tab, t->row, col, input_style(), answers[col - FIRST_ANSWER]);
    d.shown = true;
    d.written = text_of(verdict_text(d.verdict, T("en")));
    *list_push(f->mem, &f->asked) = d;
}

/* Lists on a sheet of their own: a list in place could not hold long texts. */
static void add_lists(struct feedback *f)
{
    const struct plan *plan = f->run->plan;
    struct style style = style_of(MEANING_PLAIN, 0);
    struct tab *tab = workbook_add_tab(f->book, T("Lists"));
    uint32_t row = 0;
    tab->hidden = true;
    for (int v = VERDICT_ACCEPT; v <= VERDICT_LATER; v++)
        tab_z(tab, row++, 0, style, verdict_text((enum verdict)v, f->run->config.language));
    workbook_add_name(f->book, "Decisions", tab, (struct range){0, 0, row - 1, 0});
    row = 0;
    for (uint32_t i = 0; i < plan->items.n; i++)
        if (plan->units.v[plan->items.v[i].unit].level == 0)
            tab_text(tab, row++, 1, style,
                     text_shorten(f->mem,
                                  text_printf(f->mem, TEXT_FMT " " TEXT_FMT,
                                              TEXT_ARG(plan->items.v[i].id),
                                              TEXT_ARG(plan->items.v[i].text)),
                                  200));
    workbook_add_name(f->book, "Parents", tab, (struct range){0, 1, row ? row - 1 : 0, 1});
}

static void offer_lists(struct feedback *f, struct table_tab *t)
{
    struct range decision = {FIRST_ROW, FIRST_ANSWER, t->row - 1, FIRST_ANSWER};
    struct range other = {FIRST_ROW, FIRST_ANSWER + 1, t->row - 1, FIRST_ANSWER + 1};
    struct tab_validation *v = tab_add_validation(t->tab, decision, VALID_LIST);
    v->list = T("Decisions");
    v->error = text_of(say(f, WORD_DECISION_ERROR));
    v = tab_add_validation(t->tab, other, VALID_LIST);
    v->list = T("Parents");
    v->error = text_of(say(f, WORD_PARENT_ERROR));
    v->warn_only = true;
}

/* Ours first, and what waits for a decision first. */
static unsigned link_order(const struct feedback *f, const struct link *link)
{
    return 2u * !is_ours(f, link->from) + (link->status != LINK_SUGGESTED);
}

static void add_link(struct feedback *f, struct table_tab *t, const struct link *link,
                     const struct map *decisions)
{
    uint32_t other = is_ours(f, link->from) ? link->to : link->from;
    put(t, 0, no_text);
    put(t, 1, item_text(f, link->from));
    put(t, 2, item_text(f, link->to));
    put(t, 3, f->run->plan->units.v[f->run->plan->items.v[other].unit].name);
    put(t, 4, link_state(f, link));
    put(t, 5, link->evidence);
    if (link->status == LINK_SUGGESTED)
        ask_about(f, t, link, decisions);
    else
        for (uint32_t col = FIRST_ANSWER; col <= LAST_ANSWER; col++)
            put(t, col, no_text);
    t->row++;
}

static void add_links(struct feedback *f)
{
    static const struct table_head head = {
        WORD_LINKS,
        WORD_LINKS_WHY,
        6,
        {WORD_ID, WORD_FROM, WORD_SUPPORTS, WORD_UNIT, WORD_STATE, WORD_WHY},
        {17, 46, 46, 20, 20, 36}};
    struct table_tab t = begin_table(f, &head);
    struct map decisions = {0};
    for (size_t i = 0; i < f->run->memory.decisions.n; i++)
        map_put(f->mem, &decisions, f->run->memory.decisions.v[i].key, i);
    add_answer_columns(f, &t);
    for (unsigned order = 0; order < 4; order++)
        for (size_t i = 0; i < f->run->links.n; i++) {
            const struct link *link = &f->run->links.v[i];
            if (link->status != LINK_REJECTED && link_order(f, link) == order &&
                (is_ours(f, link->from) || is_ours(f, link->to)))
                add_link(f, &t, link, &decisions);
        }
    if (f->asked.n)
        offer_lists(f, &t);
    end_table(f, &t);
}

static void add_open(struct feedback *f)
{
    static const struct table_head head = {
        WORD_OPEN,
        WORD_OPEN_WHY,
        4,
        {WORD_ID, WORD_KEY_RESULT, WORD_OBJECTIVE, WORD_COVERAGE},
        {16, 66, 60, 12}};
    const struct plan *plan = f->run->plan;
    struct table_tab t = begin_table(f, &head);
    for (size_t i = 0; i < f->run->score->key_results.n; i++) {
        const struct key_result_score *kr = &f->run->score->key_results.v[i];
        uint32_t objective = plan_objective_of(plan, kr->item);
        if (kr->state != KR_ORPHANED && kr->state != KR_THIN)
            continue;
        put(&t, 0, plan->items.v[kr->item].id);
        put(&t, 1, plan->items.v[kr->item].text);
        put(&t, 2, objective == NO_ITEM ? no_text : plan->items.v[objective].text);
        put_share(&t, 3, kr->expected);
        t.row++;
    }
    end_table(f, &t);
}

/* In the hidden sheet as well: some programs drop properties. */
static void say_when_made(const struct feedback *f, struct tab *asked)
{
    uint32_t col = (uint32_t)decision_table.n_columns;
    if (!f->asked.n)
        return;
    tab_z(asked, 0, col, style_of(MEANING_PLAIN, 0), OWN_AS_OF);
    tab_text(asked, 1, col, style_of(MEANING_PLAIN, 0), date_iso(f->mem, f->run->plan->as_of));
}

struct workbook *feedback_workbook(struct arena *mem, const struct run *run, uint32_t unit)
{
    struct feedback f = {.mem = mem,
                         .run = run,
                         .unit = unit,
                         .german = text_eq(run->config.language, T("de")),
                         .book = workbook_create(mem)};
    for (size_t i = 0; i < run->plan->items.n; i++)
        if (run->plan->items.v[i].unit == unit)
            map_put(mem, &f.files, run->plan->items.v[i].place.file, i);
    f.book->title =
        text_printf(mem, tr(TEXT_FMT " – feedback"), TEXT_ARG(run->plan->units.v[unit].name));
    workbook_add_property(f.book, OWN_PROPERTY, T(OWN_FEEDBACK));
    workbook_add_property(f.book, OWN_AS_OF, date_iso(mem, run->plan->as_of));
    add_mend(&f);
    add_read(&f);
    add_links(&f);
    add_open(&f);
    add_lists(&f);
    say_when_made(&f, state_add_decisions(f.book, &f.asked));
    return f.book;
}
