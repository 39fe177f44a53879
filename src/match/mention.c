/*
 * Items that prose only names: links without a claim. What reviewers decided of them is carried
 * out; how likely the others are real is what reviewers made of those they answered, by the rule
 * of succession (Laplace): (accepted + 1) / (answered + 2), an even chance before the first answer.
 */
#include "match/match.h"

#include "base/map.h"

static struct text pair_key(struct arena *scratch, uint32_t from, uint32_t to)
{
    uint32_t *pair = NEW_ARRAY(scratch, uint32_t, 2);
    pair[0] = from;
    pair[1] = to;
    return (struct text){(const char *)pair, 2 * sizeof *pair};
}

static struct map answers_of(struct arena *scratch, const struct decision_list *decisions)
{
    struct map answers = {0};
    for (size_t i = 0; i < decisions->n; i++) {
        const struct decision *d = &decisions->v[i];
        if (d->verdict == VERDICT_ACCEPT || d->verdict == VERDICT_REJECT)
            *map_put(scratch, &answers, pair_key(scratch, d->from, d->to), i) = i;
    }
    return answers;
}

void mentions_settle(const struct decision_list *decided, struct link_list *links)
{
    struct arena *scratch = arena_new();
    struct map answers = answers_of(scratch, decided);
    size_t accepted = 0, answered = 0;
    for (size_t i = 0; i < links->n; i++) {
        struct link *link = &links->v[i];
        size_t at = link->how == HOW_MENTIONED
                        ? map_get(&answers, pair_key(scratch, link->from, link->to))
                        : MAP_NONE;
        if (at == MAP_NONE)
            continue;
        const struct decision *d = &decided->v[at];
        bool accept = d->verdict == VERDICT_ACCEPT;
        link->status = accept ? LINK_CONFIRMED : LINK_REJECTED;
        link->confidence = accept;
        link->decided_by = d->by;
        accepted += accept;
        answered++;
    }
    for (size_t i = 0; i < links->n; i++)
        if (links->v[i].how == HOW_MENTIONED && links->v[i].status == LINK_SUGGESTED)
            links->v[i].confidence = ((double)accepted + 1) / ((double)answered + 2);
    arena_free(scratch);
}
