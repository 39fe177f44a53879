/*
 * The order of the passes: explicit references first, then inherited objectives, then suggestions
 * for what is still unmatched; each appends to the same list of links.
 */
#ifndef MATCH_MATCH_H
#define MATCH_MATCH_H

#include "match/decision.h"
#include "match/link.h"

/* Confirmed links of earlier reports, by texts and units: the organisation's memory. */
struct old_link {
    struct text from_unit, to_unit; /* names, present ones (renames applied) */
    struct text from_text, to_text, to_id;
    struct text to_objective; /* text of the objective whose key result it went to; absent */
    struct text when;
};
struct old_link_list LIST(struct old_link);

struct memory {
    struct decision_list decisions;
    struct old_link_list links;
};

/* Resolves references (sets outcome, candidates, reason; those that turn out to be none are taken
   off the list) and appends declared, linked and inherited links and mentioned ones; findings for
   those that resolve to nothing or too much. Between them the levels that only references tell are
   settled in `plan`: what is inherited, is inherited from a unit above. */
void match_explicit(struct arena *mem, const struct reference_forms *forms, struct plan *plan,
                    struct reference_list *references, struct link_list *links, struct diag *diag);

/* Cycles, level skips and inversions on the whole graph of confirmed links: marks links and
   references, adds findings with the whole path. Iterative; any size of graph. */
void match_graph(const struct plan *plan, struct reference_list *references,
                 struct link_list *links, struct diag *diag);

struct matcher; /* lexicon, coefficients, functions: templates/ */
/* NULL and `*error` if a data file is malformed (with its line). */
struct matcher *matcher_load(struct arena *mem, const struct config *config, struct text *error);

/* A plan read for matching: its words, its index, and what the organisation's own links say. Made
   once, asked often: by match_implicit, by Gaps, by Explain. `links` are the explicit ones; they
   are copied; `plan` stays as it is while it is asked. One thread asks at a time. */
struct prospect;
struct prospect *match_prepare(struct arena *mem, const struct config *config,
                               const struct matcher *matcher, const struct plan *plan,
                               const struct memory *memory, const struct link_list *links);

/* Appends suggestions (implicit, with calibrated probability) and what reviewers decided. An objective
   is suggested; which of its key results is named, is told by their words, and the probability is
   that of the key result: the objective's, times the key result's share of what speaks for them. */
/* Declared links, each asked for as if it were not: how the program would have done. */
struct rehearsal {
    size_t asked;            /* at most 150; 0: too few were declared */
    size_t first;            /* the declared one ranked first, */
    size_t among_three;      /* or among the first three */
    size_t suggested, right; /* something was suggested; the declared one was */
};

/* From how many declared links on the weights are learnt from them too, and from how many answers on
   the probabilities are rescaled. */
enum { ENOUGH_DECLARED = 8, ENOUGH_ANSWERS = 30 };

struct implicit_result {
    bool calibrated_here; /* rescaled on this organisation's own answers */
    size_t answers;       /* how many there were */
    size_t declared;      /* links that were declared or accepted */
    struct rehearsal rehearsal;
    size_t considered;       /* items for which something was looked for */
    size_t abstained;        /* of them: nothing fits well enough */
    size_t nothing_to_go_on; /* of them: no evidence of any kind */
};
struct implicit_result match_implicit(struct arena *mem, struct prospect *prospect,
                                      struct link_list *links);

/* The nearest candidate above for an item, and the nearest item below for one that others may
   serve, whatever the probability (of a key result: its own): for Gaps and Explain. NO_ITEM if no evidence
   tells it from the others, with probability 0 if there is none at all. */
struct nearest {
    uint32_t item;
    double probability;
    struct text evidence;
};
struct nearest match_nearest_above(struct arena *mem, struct prospect *prospect, uint32_t item);
struct nearest match_nearest_below(struct arena *mem, struct prospect *prospect, uint32_t item);

/* The few best candidates above an item, best first, whatever their probability. */
struct nearest_list LIST(struct nearest);
struct nearest_list match_candidates(struct arena *mem, struct prospect *prospect, uint32_t item);

/* "strong", "fair", "weak": for people, while the figures are not the organisation's own. */
const char *match_band(const struct config *config, double probability);

/* Why (not) a link from `from` to `to`: each part of the evidence with its value and weight. The
   intercept stands for the rivals of `to` and for "nothing above". */
struct evidence_part {
    struct text name, words;            /* "words", "both say 'churn', 'renewal'" */
    double value, weight, contribution; /* log-odds */
};

/* What speaks for one key result rather than for its sisters; `share` is what falls to it of the
   probability that the objective is meant. */
struct key_result_evidence {
    uint32_t item;
    double words, characters, earlier, share;
};
struct evidence {
    struct {
        struct evidence_part *v;
        size_t n, cap;
    } parts; /* of the objective with its key results; by contribution, largest first */
    struct {
        struct key_result_evidence *v;
        size_t n, cap;
    } key_results; /* all of that objective */
    double share;  /* that of the item asked for; 1 for an objective */
    double intercept, log_odds, probability;
    struct text not_a_candidate; /* why it could not be suggested above; absent: it could */
    /* Then, of two units: the likest two items of both sides, and whether they are the same. */
    struct {
        uint32_t from, to; /* NO_ITEM: there are none */
        double words, characters, probability;
        bool metric;
    } sideways;
};
struct evidence match_explain(struct arena *mem, struct prospect *prospect, uint32_t from,
                              uint32_t to);

/* Links of items that prose only names: what reviewers decided of them, and the probability of the
   others. Called by match_implicit. */
void mentions_settle(const struct decision_list *decided, struct link_list *links);

#endif
