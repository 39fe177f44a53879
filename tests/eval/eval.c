/*
 * How good the program's matcher is: each set beside a plain TF-IDF of the same run. Organisations
 * that the weights are fitted on are asked with weights fitted on the others.
 *
 *     eval [-f|-p] [TRAIN.tsv]... -- [OTHER.tsv]...
 *
 * -f prints the weights fitted on all of TRAIN instead (make fit); -p compares what the index finds
 * with what scoring every candidate finds, and fails if they differ.
 */
#include "ask.h"
#include "fit.h"
#include "measure.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const struct setting settings[] = {
    {"cold", 0, false, 1},           {"history", 0, true, 1},
    {"20 % declared", .2, false, 4}, {"50 % declared", .5, false, 4},
    {"20 % + history", .2, true, 4}, {"50 % + history", .5, true, 4},
};
enum { SETTINGS = sizeof settings / sizeof *settings, COLD = 0 };

static struct config config;

/* --- one question ---------------------------------------------------------------------------- */

struct scored {
    uint32_t family;
    double score;
};

/* Where the best right one stands; ties are shared; 0 without a right one. */
static double rank_of(const struct scored *list, uint32_t n, const struct question *q,
                      uint32_t n_candidates, bool *first)
{
    double best = -1, above = 0, equal = 0;
    for (uint32_t i = 0; i < n; i++)
        if (is_in(list[i].family, q->gold, q->n_gold))
            best = fmax(best, list[i].score);
    for (uint32_t i = 0; i < n; i++) {
        bool gold = is_in(list[i].family, q->gold, q->n_gold);
        above += list[i].score > best && !gold;
        equal += list[i].score == best && !gold;
    }
    *first = best >= 0 && above == 0 && equal == 0;
    if (!q->n_gold)
        return 0;
    return best < 0 ? (double)n_candidates : 1 + above + equal / 2;
}

/* The list without what is neutral, and without what is right if `hide`. */
static uint32_t keep(struct scored *list, uint32_t n, const struct question *q, bool hide)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < n; i++)
        if (!is_in(list[i].family, q->neutral, q->n_neutral) &&
            !(hide && is_in(list[i].family, q->gold, q->n_gold)))
            list[kept++] = list[i];
    return kept;
}

static double top_of(const struct scored *list, uint32_t n)
{
    double top = 0;
    for (uint32_t i = 0; i < n; i++)
        top = fmax(top, list[i].score);
    return top;
}

typedef uint32_t asking(void *context, const struct question *q, bool hide, struct scored *list,
                        uint32_t *n_candidates);

static void ask_one(struct arena *mem, asking *ask, void *context, const struct question *q,
                    size_t group, unsigned max_suggestions, struct result *result)
{
    static struct scored list[1 << 16];
    uint32_t n_candidates = 0;
    uint32_t n = keep(list, ask(context, q, false, list, &n_candidates), q, false);
    struct answer answer = {.group = group, .top = top_of(list, n)};
    answer.rank = rank_of(list, n, q, n_candidates, &answer.top_right);
    for (uint32_t i = 0; i < n; i++) {
        bool right = is_in(list[i].family, q->gold, q->n_gold);
        unsigned better = 0;
        for (uint32_t j = 0; j < n; j++)
            better += list[j].score > list[i].score;
        bool offered = list[i].score >= config.suggest && better < max_suggestions;
        answer.offered += offered;
        answer.offered_right += offered && right;
        answer.strong += offered && list[i].score >= config.strong;
        answer.strong_right += offered && right && list[i].score >= config.strong;
        *list_push(mem, &result->pairs) = (struct pair){list[i].score, right, offered};
    }
    result->gold += q->n_gold;
    answer.has_twin = q->n_gold > 0;
    if (answer.has_twin)
        answer.twin_top =
            top_of(list, keep(list, ask(context, q, true, list, &n_candidates), q, true));
    *list_push(mem, &result->answers) = answer;
}

/* --- the matcher ----------------------------------------------------------------------------- */

struct matcher_context {
    struct arena *mem;
    const struct prospect *prospect;
    struct ranker *ranker;
};

static uint32_t ask_matcher(void *context, const struct question *q, bool hide, struct scored *list,
                            uint32_t *n_candidates)
{
    struct matcher_context *c = context;
    struct ranking r = rank(c->ranker, c->mem, q->query, hide ? q->gold[0] : NO_FAMILY, NO_FAMILY);
    for (uint32_t i = 0; i < r.n; i++)
        list[i] = (struct scored){r.v[i].family, calibrated(c->prospect, r.v[i].probability)};
    *n_candidates = r.n_candidates;
    return r.n;
}

/* --- the yardstick: cosines of plain TF-IDF vectors of stems, an objective with its key results - */

struct plain_context {
    const struct prospect *prospect;
    struct vector *vectors;
};

/* The same with runs of 3 to 5 characters. */
static struct plain_context characters_open(struct arena *mem, const struct prospect *prospect)
{
    struct plain_context c = {prospect, NEW_ARRAY(mem, struct vector, prospect->n_families)};
    for (uint32_t f = 0; f < prospect->n_families; f++)
        c.vectors[f] = family_grams(prospect, mem, &prospect->families[f]);
    return c;
}

static struct plain_context plain_open(struct arena *mem, const struct prospect *prospect)
{
    struct plain_context c = {prospect, NEW_ARRAY(mem, struct vector, prospect->n_families)};
    float *idf = NEW_ARRAY(mem, float, prospect->reader.terms.n);
    uint32_t *texts = NEW_ARRAY(mem, uint32_t, prospect->reader.terms.n);
    uint32_t *last = NEW_ARRAY(mem, uint32_t, prospect->reader.terms.n);
    uint32_t n_items = (uint32_t)prospect->plan->items.n;
    for (uint32_t i = 0; i < n_items; i++)
        for (uint32_t t = 0; t < prospect->readings[i].n; t++) {
            uint32_t term = prospect->readings[i].terms[t];
            texts[term] += last[term] != i + 1;
            last[term] = i + 1;
        }
    for (size_t t = 0; t < prospect->reader.terms.n; t++)
        idf[t] = idf_of(n_items, texts[t]);
    for (uint32_t f = 0; f < prospect->n_families; f++) {
        struct weight_list words = {0};
        const struct family *family = &prospect->families[f];
        for (uint32_t k = 0; k < family_size(prospect->plan, family); k++) {
            struct reading reading = prospect->readings[family_item(prospect->plan, family, k)];
            for (uint32_t t = 0; t < reading.n; t++)
                *list_push(mem, &words) = (struct weight){reading.terms[t], 1};
        }
        c.vectors[f] = vector_of_counts(mem, words.v, words.n, idf);
    }
    return c;
}

static uint32_t ask_plain(void *context, const struct question *q, bool hide, struct scored *list,
                          uint32_t *n_candidates)
{
    struct plain_context *c = context;
    uint32_t n = 0;
    for (uint32_t f = 0; f < c->prospect->families[q->query].above; f++) {
        if ((hide && f == q->gold[0]) || not_a_candidate(c->prospect, q->query, f).len)
            continue;
        double score = (double)vector_dot(c->vectors[q->query], c->vectors[f]);
        list[n++] = (struct scored){f, score};
    }
    *n_candidates = n;
    return n;
}

enum method { METHOD_OWN, METHOD_TFIDF, METHOD_CHARACTERS };

/* --- sets ------------------------------------------------------------------------------------ */

static struct result run(struct arena *mem, const struct matcher *matcher, const struct set *set,
                         const struct setting *setting, enum method method)
{
    struct result result = {.groups = set->groups.n};
    for (size_t g = 0; g < set->groups.n; g++) {
        for (unsigned draw = 0; draw < setting->draws; draw++) {
            struct arena *scratch = arena_new();
            struct exam exam = exam_start(scratch, &config, matcher, set, g, setting, draw);
            struct matcher_context own = {scratch, exam.prospect,
                                          ranker_new(scratch, exam.prospect)};
            struct plain_context yardstick = method == METHOD_CHARACTERS
                                                 ? characters_open(scratch, exam.prospect)
                                                 : plain_open(scratch, exam.prospect);
            for (size_t i = 0; i < exam.questions.n; i++)
                ask_one(mem, method == METHOD_OWN ? ask_matcher : ask_plain,
                        method == METHOD_OWN ? (void *)&own : (void *)&yardstick,
                        &exam.questions.v[i], g, set->trace ? UINT32_MAX : config.max_suggestions,
                        &result);
            arena_free(scratch);
        }
    }
    return result;
}

/* What the columns and lines say, for who reads it for the first time. */
static void print_legend(bool known)
{
    puts("hit@1, hit@3: the right one is first, or among the first three; [95 % interval], by "
         "organisations and periods\n"
         "where a set has more than two of them, else by questions. twin AP: each question again "
         "with its answer hidden.\n"
         "AP: average precision of all pairs. ECE: calibration error. P, R, F1: of what is "
         "suggested "
         "from the default\n"
         "threshold on; best: at the best one, chosen on the same set. silent: share of objectives "
         "with no suggestion.\n"
         "strong: precision of what is called strong. 20 %, 50 % declared: that share of the true "
         "links is known.");
    if (known)
        puts("company-*, agency-*: weights fitted on the others of these; all other sets: the "
             "shipped weights.");
    putchar('\n');
}

/* F1 of requirements traced, at each method's best threshold, as REFSQ 2025 has them. */
static void print_published(const char *set)
{
    static const struct {
        const char *set, *figures;
    } published[] = {
        {"trace-cm1nasa", "VSM 0.43, LSI 0.37, embeddings 0.44, with GPT-4o 0.52"},
        {"trace-gannt", "VSM 0.34, LSI 0.33, embeddings 0.54, with GPT-4o 0.57"},
        {"trace-warc", "VSM 0.22, LSI 0.17, embeddings 0.49, with GPT-4o 0.58"},
    };
    for (size_t i = 0; i < sizeof published / sizeof *published; i++)
        if (strcmp(published[i].set, set) == 0)
            printf("%-15s %-15s best F1: %s\n", "", "published", published[i].figures);
}

static void print_head(void)
{
    printf("%-15s %-15s %5s %20s %5s %20s %7s %5s %5s   %4s %4s %4s   %14s %5s  %6s %s\n", "set",
           "", "n", "MRR", "hit@1", "hit@3", "twin AP", "AP", "ECE", "P", "R", "F1", "best P R F1",
           "at", "silent", "strong");
}

static void print_row(const char *set, const char *name, const struct figures *f, bool plain)
{
    printf("%-15s %-15s %5zu %4.3f [%4.3f, %4.3f] %5.3f %4.3f [%4.3f, %4.3f] %7.3f %5.3f", set,
           name, f->questions, f->mrr, f->mrr_low, f->mrr_high, f->hit1, f->hit3, f->hit3_low,
           f->hit3_high, f->twin_ap, f->ap);
    if (plain)
        printf("     -      -    -    -  ");
    else
        printf(" %5.3f   %4.2f %4.2f %4.2f ", f->ece, f->precision, f->recall, f->f1);
    printf("  %4.2f %4.2f %4.2f %5.3f", f->best_precision, f->best_recall, f->best_f1,
           f->best_threshold);
    if (!plain)
        printf("  %5.0f%% %4.2f of %zu", f->abstained * 100, f->strong_precision, f->strong);
    putchar('\n');
}

struct set_list LIST(struct set);

static const char *name_of(struct arena *mem, const char *path)
{
    const char *slash = strrchr(path, '/');
    struct text name = text_of(slash ? slash + 1 : path);
    return text_z(mem, text_slice(name, 0, text_find(name, T("."), 0)));
}

/* Every organisation begins cold: that counts twice. */
static const struct setting fit_settings[] = {
    {"cold", 0, false, 1},
    {"history", 0, true, 1},
    {"20 % declared", .2, true, 1},
    {"50 % declared", .5, true, 1},
};

static struct coefficients fit_without(const struct matcher *matcher, const struct set_list *sets,
                                       size_t without)
{
    struct arena *mem = arena_new();
    struct example_list examples = {0};
    for (size_t i = 0; i < sets->n; i++) {
        if (i == without)
            continue;
        size_t questions = 0;
        for (size_t g = 0; g < sets->v[i].groups.n; g++)
            questions += sets->v[i].groups.v[g].truth.n;
        for (size_t s = 0; s < sizeof fit_settings / sizeof *fit_settings; s++)
            fit_add(mem, &config, matcher, &sets->v[i], &fit_settings[s],
                    (s == COLD ? 2 : 1) / sqrt((double)questions / 50), &examples);
    }
    struct coefficients fitted = fit(&examples);
    arena_free(mem);
    return fitted;
}

static void print_coefficients(const struct coefficients *c)
{
    puts("# What the evidence weighs (src/match/matcher.h says what each part is). Written by "
         "'make fit'\n"
         "# from organisations whose links are known, each question asked a second time with its "
         "answer\n"
         "# hidden; tests/eval/fit.c says what holds the weights near general experience.");
    for (int i = 0; i < FEATURE_COUNT; i++)
        if (c->of[i] != 0)
            printf("%s %.3f\n", feature_name((enum feature)i), c->of[i]);
    for (int i = 0; i < NOTHING_COUNT; i++)
        if (c->nothing[i] != 0)
            printf("%s %.3f\n", nothing_name((enum nothing)i), c->nothing[i]);
}

static void print_set(const struct matcher *matcher, const struct set *set,
                      struct result pooled[SETTINGS + 1], struct arena *mem)
{
    struct result plain = run(mem, matcher, set, &settings[COLD], METHOD_TFIDF);
    struct result characters = run(mem, matcher, set, &settings[COLD], METHOD_CHARACTERS);
    struct figures f = measure(mem, &plain);
    print_row(set->name, "TF-IDF", &f, true);
    f = measure(mem, &characters);
    print_row("", "characters", &f, true);
    if (pooled)
        result_append(mem, &pooled[SETTINGS], &plain);
    for (size_t s = 0; s < (set->trace ? 1 : SETTINGS); s++) {
        struct result own = run(mem, matcher, set, &settings[s], METHOD_OWN);
        f = measure(mem, &own);
        print_row("", settings[s].name, &f, false);
        if (pooled)
            result_append(mem, &pooled[s], &own);
    }
    print_published(set->name);
}

static void print_pooled(struct arena *mem, const char *name, struct result pooled[SETTINGS + 1])
{
    struct figures f = measure(mem, &pooled[SETTINGS]);
    print_row(name, "TF-IDF", &f, true);
    for (size_t s = 0; s < SETTINGS; s++) {
        f = measure(mem, &pooled[s]);
        print_row("", settings[s].name, &f, false);
    }
}

/* --- does the index lose anything? ----------------------------------------------------------- */

/* Number of questions for which pruned and exhaustive ranking would suggest differently: other
   candidates, another order, or another probability in the first three digits. */
static size_t count_differences(const struct matcher *matcher, const struct set *set,
                                const struct setting *setting, size_t *asked)
{
    enum { COMPARED = 3 };
    size_t differ = 0;
    for (size_t g = 0; g < set->groups.n; g++) {
        struct arena *mem = arena_new();
        struct exam exam = exam_start(mem, &config, matcher, set, g, setting, 0);
        struct ranker *ranker = ranker_new(mem, exam.prospect);
        for (uint32_t f = 0; f < exam.prospect->n_families; f++) {
            exam.prospect->prune = !(exam.prospect->exhaustive = true);
            struct ranking all = rank(ranker, mem, f, NO_FAMILY, NO_FAMILY);
            exam.prospect->prune = !(exam.prospect->exhaustive = false);
            struct ranking few = rank(ranker, mem, f, NO_FAMILY, NO_FAMILY);
            bool same = true;
            for (uint32_t i = 0; same && i < all.n && i < COMPARED; i++)
                same = i < few.n && all.v[i].family == few.v[i].family &&
                       fabs(all.v[i].probability - few.v[i].probability) < 5e-4;
            differ += !same;
        }
        *asked += exam.prospect->n_families;
        arena_free(mem);
    }
    return differ;
}

static int compare_with_exhaustive(const struct matcher *matcher, const struct set_list *sets)
{
    size_t all = 0;
    for (size_t i = 0; i < sets->n; i++) {
        for (size_t s = 0; s < SETTINGS; s++) {
            size_t asked = 0;
            size_t differ = count_differences(matcher, &sets->v[i], &settings[s], &asked);
            printf("%-15s %-15s %zu of %zu differ\n", sets->v[i].name, settings[s].name, differ,
                   asked);
            all += differ;
        }
    }
    return all > 0;
}

int main(int argc, char **argv)
{
    struct arena *mem = arena_new();
    struct set_list train = {0}, other = {0};
    struct text error;
    bool print_fit = false, compare = false, behind = false;
    config = config_default();
    config.jobs = 1;
    struct matcher *matcher = matcher_load(mem, &config, &error);
    if (!matcher) {
        fprintf(stderr, "%s\n", text_z(mem, error));
        return 1;
    }
    for (int i = 1; i < argc; i++) {
        struct set set = {.name = name_of(mem, argv[i]),
                          .trace = strstr(argv[i], "trace-") != NULL,
                          .complete = strstr(argv[i], "/own/") != NULL};
        if (strcmp(argv[i], "-f") == 0)
            print_fit = true;
        else if (strcmp(argv[i], "-p") == 0)
            compare = true;
        else if (strcmp(argv[i], "--") == 0)
            behind = true;
        else if (!set_read(mem, argv[i], &set))
            return 1;
        else if (behind)
            *list_push(mem, &other) = set;
        else
            *list_push(mem, &train) = set;
    }
    if (compare) {
        int differ = compare_with_exhaustive(matcher, &train);
        differ |= compare_with_exhaustive(matcher, &other);
        arena_free(mem);
        return differ;
    }
    if (print_fit) {
        struct coefficients fitted = fit_without(matcher, &train, SIZE_MAX);
        print_coefficients(&fitted);
        arena_free(mem);
        return 0;
    }
    struct coefficients shipped = matcher->coefficients;
    struct result pooled[SETTINGS + 1] = {0};
    print_legend(train.n > 0);
    print_head();
    for (size_t i = 0; i < train.n; i++) {
        matcher->coefficients = fit_without(matcher, &train, i);
        print_set(matcher, &train.v[i], strncmp(train.v[i].name, "company", 7) == 0 ? pooled : NULL,
                  mem);
        matcher->coefficients = shipped;
    }
    if (train.n)
        print_pooled(mem, "companies", pooled);
    for (size_t i = 0; i < other.n; i++)
        print_set(matcher, &other.v[i], NULL, mem);
    arena_free(mem);
    return 0;
}
