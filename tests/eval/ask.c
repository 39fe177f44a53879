/* Sets -> plans with some links declared -> questions. */
#include "ask.h"

#include "base/fold.h"

#include <string.h>

bool is_in(uint32_t number, const uint32_t *list, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        if (list[i] == number)
            return true;
    return false;
}

/* The same draw for the same link on every machine. */
static bool drawn(const struct plan *plan, const struct link *link, double share, unsigned draw)
{
    uint64_t hash = text_hash(plan->items.v[link->from].id) ^ (draw + 1) * 0x9E3779B97F4A7C15U;
    hash ^= hash >> 31;
    hash *= 0xBF58476D1CE4E5B9U;
    hash ^= hash >> 29;
    return (double)(hash >> 11) / 9007199254740992.0 < share;
}

static struct text unit_name(const struct plan *plan, uint32_t item)
{
    return plan->units.v[plan->items.v[item].unit].name;
}

/* What a report of the periods before would have handed on. */
static struct memory *memory_of(struct arena *mem, const struct set *set, size_t group)
{
    struct memory *memory = NEW(mem, struct memory);
    for (size_t g = 0; g < group; g++) {
        const struct group *old = &set->groups.v[g];
        if (!text_eq(old->organisation, set->groups.v[group].organisation))
            continue;
        for (size_t i = 0; i < old->truth.n; i++) {
            const struct link *link = &old->truth.v[i];
            uint32_t objective = old->plan->items.v[link->to].objective;
            *list_push(mem, &memory->links) = (struct old_link){
                .from_unit = unit_name(old->plan, link->from),
                .to_unit = unit_name(old->plan, link->to),
                .from_text = old->plan->items.v[link->from].text,
                .to_text = old->plan->items.v[link->to].text,
                .to_objective =
                    objective == NO_ITEM ? (struct text){0} : old->plan->items.v[objective].text,
                .when = old->period};
        }
    }
    return memory;
}

static void push_new(struct arena *mem, uint32_t **list, uint32_t *n, uint32_t number)
{
    if (is_in(number, *list, *n))
        return;
    uint32_t *longer = NEW_ARRAY(mem, uint32_t, *n + 1);
    if (*n)
        memcpy(longer, *list, *n * sizeof *longer);
    longer[(*n)++] = number;
    *list = longer;
}

static bool is_copy(struct arena *scratch, const struct plan *plan, uint32_t a, uint32_t b)
{
    return text_eq(text_key(scratch, plan->items.v[a].text),
                   text_key(scratch, plan->items.v[b].text));
}

/* The families that a family truly supports; false if one is a verbatim copy or no candidate. */
static bool find_gold(struct arena *mem, const struct exam *exam, const struct group *group,
                      struct question *question)
{
    const struct prospect *prospect = exam->prospect;
    bool usable = true;
    for (size_t i = 0; i < group->truth.n; i++) {
        const struct link *link = &group->truth.v[i];
        uint32_t to = prospect->family_of[link->to];
        if (prospect->family_of[link->from] != question->query || to == question->query)
            continue;
        usable &= !is_copy(mem, group->plan, link->from, link->to) &&
                  !not_a_candidate(prospect, question->query, to).len;
        push_new(mem, &question->gold, &question->n_gold, to);
    }
    return usable;
}

static void find_neutral(struct arena *mem, const struct exam *exam, const struct group *group,
                         struct question *question)
{
    const struct prospect *prospect = exam->prospect;
    uint32_t *chain = NULL, n = 0;
    for (uint32_t g = 0; g < question->n_gold; g++)
        push_new(mem, &chain, &n, question->gold[g]);
    for (uint32_t at = 0; at < n; at++)
        for (size_t i = 0; i < group->truth.n; i++)
            if (prospect->family_of[group->truth.v[i].from] == chain[at])
                push_new(mem, &chain, &n, prospect->family_of[group->truth.v[i].to]);
    for (uint32_t at = 0; at < n; at++)
        if (!is_in(chain[at], question->gold, question->n_gold))
            push_new(mem, &question->neutral, &question->n_neutral, chain[at]);
}

struct exam exam_start(struct arena *mem, const struct config *config,
                       const struct matcher *matcher, const struct set *set, size_t number,
                       const struct setting *setting, unsigned draw)
{
    const struct group *group = &set->groups.v[number];
    struct exam exam = {0};
    for (size_t i = 0; i < group->truth.n; i++)
        if (drawn(group->plan, &group->truth.v[i], setting->known, draw))
            *list_push(mem, &exam.declared) = group->truth.v[i];
    const struct memory *memory =
        setting->history ? memory_of(mem, set, number) : NEW(mem, struct memory);
    exam.prospect = match_prepare(mem, config, matcher, group->plan, memory, &exam.declared);
    for (uint32_t f = 0; f < exam.prospect->n_families; f++) {
        struct question question = {.query = f};
        bool usable = find_gold(mem, &exam, group, &question);
        bool asked = question.n_gold > 0 ||
                     ((set->trace || set->complete) && exam.prospect->families[f].above > 0);
        if (!usable || !asked)
            continue;
        find_neutral(mem, &exam, group, &question);
        *list_push(mem, &exam.questions) = question;
    }
    return exam;
}
