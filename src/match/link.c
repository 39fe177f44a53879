/* Links: their names, their strength, their order. */
#include "match/link.h"

#include <stdlib.h>

const char *link_kind_text(enum link_kind kind)
{
    return kind == LINK_EXPLICIT ? "explicit" : "implicit";
}

const char *link_how_text(enum link_how how)
{
    static const char *const texts[] = {
        [HOW_DECLARED] = "declared",           [HOW_LINKED] = "linked",
        [HOW_INHERITED] = "inherited",         [HOW_SIMILAR] = "similar",
        [HOW_SHARED_METRIC] = "shared-metric", [HOW_MENTIONED] = "mentioned",
    };
    return texts[how];
}

const char *link_status_text(enum link_status status)
{
    static const char *const texts[] = {
        [LINK_CONFIRMED] = "confirmed",
        [LINK_SUGGESTED] = "suggested",
        [LINK_REJECTED] = "rejected",
    };
    return texts[status];
}

double link_strength(const struct link *link)
{
    switch (link->status) {
    case LINK_CONFIRMED:
        return 1;
    case LINK_SUGGESTED:
        return link->confidence;
    case LINK_REJECTED:
        break;
    }
    return 0;
}

bool link_current(const struct plan *plan, const struct link *link)
{
    return plan_item_current(plan, link->from) && plan_item_current(plan, link->to);
}

#define ORDER(a, b) ((a) < (b) ? -1 : (a) > (b))

/* Pairs in order of items; of one pair what a sheet says before what is inferred, then what a
   reviewer decided before what is suggested, then the more probable, then the earlier cell. */
static int link_cmp(const void *left, const void *right)
{
    const struct link *a = left, *b = right;
    const int keys[] = {
        ORDER(a->from, b->from),
        ORDER(a->to, b->to),
        ORDER(a->kind, b->kind),
        ORDER(a->status == LINK_SUGGESTED, b->status == LINK_SUGGESTED),
        ORDER(a->how, b->how),
        ORDER(b->confidence, a->confidence),
        place_cmp(&a->place, &b->place),
    };
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (keys[i])
            return keys[i];
    return ORDER(a->reference, b->reference);
}

void links_settle(struct link_list *links)
{
    if (links->n)
        qsort(links->v, links->n, sizeof *links->v, link_cmp);
    size_t kept = 0;
    for (size_t i = 0; i < links->n; i++) {
        const struct link *link = &links->v[i];
        if (kept && links->v[kept - 1].from == link->from && links->v[kept - 1].to == link->to)
            continue;
        links->v[kept++] = *link;
    }
    links->n = kept;
}
