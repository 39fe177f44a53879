/* Asking the program's matcher about links that are known: hide one, infer it, compare. */
#ifndef EVAL_ASK_H
#define EVAL_ASK_H

#include "match/ranking.h"
#include "set.h"

/* How much of the organisation's memory the matcher is given. */
struct setting {
    const char *name;
    double known;   /* share of the true links that are declared; the one asked for never is */
    bool history;   /* links of earlier periods are at hand */
    unsigned draws; /* times that the declared ones are drawn */
};

/* One question: what does this objective support? */
struct question {
    uint32_t query; /* family */
    uint32_t *gold; /* families; none: the right answer is silence */
    uint32_t n_gold;
    uint32_t *neutral; /* further up the true chain: neither right nor wrong */
    uint32_t n_neutral;
};

struct question_list LIST(struct question);

/* A group made ready in one setting and draw. */
struct exam {
    struct prospect *prospect;
    struct question_list questions;
    struct link_list declared;
};

struct exam exam_start(struct arena *mem, const struct config *config,
                       const struct matcher *matcher, const struct set *set, size_t group,
                       const struct setting *setting, unsigned draw);

bool is_in(uint32_t number, const uint32_t *list, uint32_t n);

#endif
