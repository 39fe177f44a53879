/*
 * To confirm: suggestions that wait for a decision, and those that were decided and can still be
 * changed. The yellow cells are for reviewers; the next run finds the answers by the headers and
 * the IDs. Also the hidden sheet with the lists that the cells offer.
 */
#include "report/parts.h"

#include "report/state.h"

#include <math.h>

enum { MOST_PARENTS = 20000, COMMENT_LENGTH = 2000 };

static const double widths[] = {18, 18, 40, 44, 12, 40, 13, 22, 26, 15, -1};

static struct style input(void)
{
    struct style style = style_of(MEANING_INPUT, STYLE_WRAP | STYLE_UNLOCKED);
    style.format = FORMAT_TEXT;
    style.indent = 1;
    return style;
}

static void put_row(struct report *r, struct tab *tab, uint32_t row, const struct confirm_row *c)
{
    const struct item *from = &r->plan->items.v[c->from], *to = &r->plan->items.v[c->to];
    const struct link *link = c->link == SIZE_MAX ? NULL : &r->run->links.v[c->link];
    const struct decision *d = c->decision;
    struct text language = r->run->config.language;
    struct tab_cell *key = put_muted(tab, row, CONFIRM_ID, c->key);
    key->style.flags &= (uint16_t)~STYLE_WRAP;
    link_to_item(r, tab, key, c->from);
    link_to_unit(r, tab, put_words(tab, row, CONFIRM_UNIT, unit_name(r, from->unit)), from->unit);
    put_wrapped(tab, row, CONFIRM_ITEM, from->text);
    struct text target =
        text_printf(r->mem, TEXT_FMT " (" TEXT_FMT ")", TEXT_ARG(item_title(r, c->to)),
                    TEXT_ARG(unit_name(r, to->unit)));
    put_wrapped(tab, row, CONFIRM_SUGGESTION, target);
    put_likelihood(tab, row, CONFIRM_PROBABILITY, link && c->open ? link->confidence : NAN);
    put_muted(tab, row, CONFIRM_WHY, link ? link->evidence : (struct text){0});
    enum verdict verdict = d ? d->verdict : VERDICT_NONE;
    tab_z(tab, row, CONFIRM_DECISION, input(),
          verdict == VERDICT_NONE ? "" : verdict_text(verdict, language));
    tab_text(tab, row, CONFIRM_OTHER, input(), d ? d->other : (struct text){0});
    tab_text(tab, row, CONFIRM_COMMENT, input(), d ? d->comment : (struct text){0});
    tab_text(tab, row, CONFIRM_BY, input(), d ? d->by : (struct text){0});
}

static void add_validations(struct report *r, struct tab *tab, uint32_t last)
{
    struct range decision = {FIRST_ROW, CONFIRM_DECISION, last, CONFIRM_DECISION};
    struct range other = {FIRST_ROW, CONFIRM_OTHER, last, CONFIRM_OTHER};
    struct tab_validation *v = tab_add_validation(tab, decision, VALID_LIST);
    v->list = T("Decisions");
    v->error = w(r, WORD_DECISION_ERROR);
    v = tab_add_validation(tab, other, VALID_LIST);
    v->list = T("Parents");
    v->error = w(r, WORD_PARENT_ERROR);
    v->warn_only = true;
}

/* The answer's colour follows what is chosen. */
static void add_rules(struct report *r, struct tab *tab, uint32_t last)
{
    static const struct {
        enum verdict verdict;
        enum meaning meaning;
    } rules[] = {{VERDICT_ACCEPT, MEANING_ON_TRACK},
                 {VERDICT_REJECT, MEANING_OFF_TRACK},
                 {VERDICT_LATER, MEANING_NOT_STARTED}};
    struct range range = {FIRST_ROW, CONFIRM_DECISION, last, CONFIRM_DECISION};
    struct text cell = cell_name(r->mem, FIRST_ROW, CONFIRM_DECISION);
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
        tab_add_rule(tab, range,
                     text_printf(r->mem, "=$" TEXT_FMT "=\"%s\"", TEXT_ARG(cell),
                                 verdict_text(rules[i].verdict, r->run->config.language)),
                     rules[i].meaning);
}

/* "Decided: 2 of 23", kept up to date by the program that opens the workbook. */
static void put_decided(struct report *r, struct tab *tab, uint32_t last, size_t decided, size_t n)
{
    struct text range =
        range_name(r->mem, (struct range){FIRST_ROW, CONFIRM_DECISION, last, CONFIRM_DECISION});
    struct text result =
        text_printf(r->mem, TEXT_FMT "%zu" TEXT_FMT "%zu", TEXT_ARG(w(r, WORD_DECIDED_OF)), decided,
                    TEXT_ARG(w(r, WORD_OF)), n);
    struct text formula =
        text_printf(r->mem, "=\"" TEXT_FMT "\"&COUNTA(" TEXT_FMT ")&\"" TEXT_FMT "%zu\"",
                    TEXT_ARG(w(r, WORD_DECIDED_OF)), TEXT_ARG(range), TEXT_ARG(w(r, WORD_OF)), n);
    tab_formula(tab, HEADER_ROW - 1, CONFIRM_ITEM, style_of(MEANING_PLAIN, STYLE_BOLD), formula, 0,
                result);
}

void lay_out_to_confirm(struct report *r)
{
    struct tab *tab = r->tabs[SHEET_TO_CONFIRM];
    struct confirm_row_list rows = confirm_rows(r->mem, r->run);
    struct style head = style_of(MEANING_HEADER, STYLE_WRAP);
    uint32_t last = HEADER_ROW + (uint32_t)rows.n;
    size_t decided = 0;
    head.indent = 1;
    struct text sub = w(r, WORD_CONFIRM_SUB);
    if (rows.n)
        sub = text_printf(r->mem, TEXT_FMT " " TEXT_FMT, TEXT_ARG(sub),
                          TEXT_ARG(calibration_text(r)));
    put_title(r, SHEET_TO_CONFIRM, w(r, WORD_CONFIRM_TITLE), sub);
    if (r->run->implicit.rehearsal.asked)
        tab_text(tab, HEADER_ROW - 1, CONFIRM_SUGGESTION, style_of(MEANING_MUTED, 0),
                 rehearsal_text(r));
    tab_widths(tab, widths);
    for (uint32_t i = 0; i < CONFIRM_COLUMN_COUNT; i++)
        tab_z(tab, HEADER_ROW, i, head, confirm_header(i, r->run->config.language));
    for (size_t i = 0; i < rows.n; i++) {
        const struct decision *d = rows.v[i].decision;
        put_row(r, tab, FIRST_ROW + (uint32_t)i, &rows.v[i]);
        decided += d && d->verdict != VERDICT_NONE;
    }
    tab->freeze_rows = FIRST_ROW;
    tab->freeze_cols = 2;
    tab->repeat_first = tab->repeat_last = HEADER_ROW;
    if (!rows.n) {
        tab_text(tab, FIRST_ROW, 0, style_of(MEANING_MUTED, 0), w(r, WORD_NOTHING_HERE));
        return;
    }
    put_decided(r, tab, last, decided, rows.n);
    add_validations(r, tab, last);
    add_rules(r, tab, last);
    tab_add_bar(tab, (struct range){FIRST_ROW, CONFIRM_PROBABILITY, last, CONFIRM_PROBABILITY},
                MEANING_BAR_STRENGTH, 1);
    tab_add_table(tab, "ToConfirm", (struct range){HEADER_ROW, 0, last, CONFIRM_COLUMN_COUNT - 1},
                  true);
}

/* --- the lists behind the cells --------------------------------------------------------------------- */

/* What a unit may work for: the organisation's items, and what others work for already. */
static bool is_parent(const struct report *r, uint32_t item)
{
    return r->score->units.v[r->plan->items.v[item].unit].state == UNIT_COMPANY ||
           r->in_first[item + 1] > r->in_first[item];
}

void lay_out_lists(struct report *r)
{
    struct tab *tab = r->tabs[SHEET_LISTS];
    struct style style = style_of(MEANING_PLAIN, 0);
    tab_z(tab, 0, 0, style, confirm_header(CONFIRM_DECISION, r->run->config.language));
    for (uint32_t i = 0; i < 3; i++)
        tab_z(tab, 1 + i, 0, style,
              verdict_text((enum verdict)(VERDICT_ACCEPT + (int)i), r->run->config.language));
    workbook_add_name(r->book, "Decisions", tab, (struct range){1, 0, 3, 0});
    tab_z(tab, 0, 1, style, confirm_header(CONFIRM_OTHER, r->run->config.language));
    uint32_t row = 1;
    for (uint32_t i = 0; i < r->plan->items.n && row <= MOST_PARENTS; i++)
        if (is_parent(r, i))
            tab_text(tab, row++, 1, style,
                     text_shorten(r->mem,
                                  text_printf(r->mem, TEXT_FMT " " TEXT_FMT,
                                              TEXT_ARG(r->plan->items.v[i].id),
                                              TEXT_ARG(r->plan->items.v[i].text)),
                                  200));
    workbook_add_name(r->book, "Parents", tab, (struct range){1, 1, row > 1 ? row - 1 : 1, 1});
    tab_columns(tab, 0, 1, 30);
}
