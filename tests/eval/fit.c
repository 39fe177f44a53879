/* Known links -> examples; what was measured elsewhere -> priors. */
#include "fit.h"

#include <string.h>

/* What is held of a weight before any organisation is seen: mean and standard deviation. Sets at
   hand are English and nested by the chart of units, which hides what texts are worth to others; so
   likeness itself is held to weigh much, whatever the best candidate's; characters, which other
   languages need, and levels, which other organisations skip, near what was measured elsewhere. */
static struct prior prior_of(int weight)
{
    switch (weight) {
    case FEATURE_WORDS:
    case FEATURE_MEANING:
        return (struct prior){3, .5};
    case FEATURE_WORDS_ALONE:
        return (struct prior){1, .5};
    case FEATURE_CHARS:
        return (struct prior){2, .5};
    case FEATURE_CHARS_BEST:
        return (struct prior){.3, .1};
    case FEATURE_CHARS_ALONE:
        return (struct prior){3, .1};
    case FEATURE_COMPOUND: /* no set at hand to fit on has one */
        return (struct prior){4, .01};
    case FEATURE_LEVELS:
        return (struct prior){-.5, .1};
    case FEATURE_NUMBERS: /* measured elsewhere: no help in ranking */
        return (struct prior){.3, .1};
    case FEATURE_MEASURES: /* not measured elsewhere: a hint at most */
        return (struct prior){.1, .03};
    case FEATURE_ENTITIES:
        return (struct prior){.2, .05};
    case FEATURE_OWNER: /* few sets name owners */
        return (struct prior){.5, .1};
    case FEATURE_CONCEPTS: /* the lexicon helps technology companies only */
    case FEATURE_DRIVERS:
        return (struct prior){.15, .05};
    case FEATURE_FUNCTION: /* the sets at hand are run by functions more than most */
    case FEATURE_REMIT:
        return (struct prior){1.1, .12};
    case FEATURE_SERVED: /* and crowd on a few objectives */
        return (struct prior){.5, .2};
    case FEATURE_HABIT:
        return (struct prior){.5, .15};
    case FEATURE_COUNT + NOTHING_CHARS: /* few like runs of letters say nothing for an answer */
        return (struct prior){0, .5};
    case FEATURE_CHART:
        return (struct prior){1, .01}; /* no set at hand has a chart of units */
    default:
        return (struct prior){0, 3};
    }
}

void fit_add(struct arena *mem, const struct config *config, const struct matcher *matcher,
             const struct set *set, const struct setting *setting, double weight,
             struct example_list *examples)
{
    for (size_t g = 0; g < set->groups.n; g++) {
        for (unsigned draw = 0; draw < setting->draws; draw++) {
            struct exam exam = exam_start(mem, config, matcher, set, g, setting, draw);
            exam.prospect->exhaustive = true;
            struct ranker *ranker = ranker_new(mem, exam.prospect);
            for (size_t i = 0; i < 2 * exam.questions.n; i++) {
                const struct question *q = &exam.questions.v[i / 2];
                exam.prospect->mute = i % 2; /* asked once more as if its language had no vectors */
                if (q->n_gold != 1)
                    continue;
                for (int twin = 0; twin < 2; twin++) {
                    struct ranking r = rank(ranker, mem, q->query, twin ? q->gold[0] : NO_FAMILY,
                                            twin ? NO_FAMILY : q->gold[0]);
                    struct example example = {.candidates = r.v, .weight = weight / setting->draws};
                    struct candidate *kept = r.v;
                    for (uint32_t c = 0; c < r.n; c++)
                        if (!is_in(r.v[c].family, q->neutral, q->n_neutral))
                            kept[example.n++] = r.v[c];
                    example.right = example.n;
                    for (uint32_t c = 0; c < example.n && !twin; c++)
                        if (kept[c].family == q->gold[0])
                            example.right = c;
                    memcpy(example.nothing, r.nothing, sizeof example.nothing);
                    *list_push(mem, examples) = example;
                }
            }
        }
    }
}

struct coefficients fit(const struct example_list *examples)
{
    struct prior priors[WEIGHTS];
    for (int j = 0; j < WEIGHTS; j++)
        priors[j] = prior_of(j);
    return learn(examples, priors);
}
