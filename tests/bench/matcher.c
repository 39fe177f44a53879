/*
 * How matching grows: invented plans of 10^3 to 10^6 items, a tenth of which stand above the rest,
 * objectives of three key results, half of the links declared; seconds of one core and memory by step. The
 * first row has 10,000 items to match against 1,000.
 *
 *     matcher [LARGEST]
 */
#include "match/prospect.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static uint64_t state = 1;

static uint32_t pick(uint32_t below)
{
    state = state * 6364136223846793005U + 1442695040888963407U;
    return (uint32_t)((state >> 33) % below);
}

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* A word by its rank; low ranks are frequent. Pronounceable, so that stems behave. */
static void add_word(struct buf *b, uint32_t rank)
{
    static const char *const heads[] = {"ba", "co", "du", "fe", "gi", "ho", "ka", "le",
                                        "mi", "no", "pa", "ri", "sa", "te", "vo", "wu"};
    static const char *const known[] = {"revenue", "churn",  "support", "hiring", "latency",
                                        "quality", "orders", "safety",  "cost",   "website"};
    if (rank < 60) {
        buf_add_z(b, known[rank % 10]);
        return;
    }
    for (; rank; rank /= 16)
        buf_add_z(b, heads[rank % 16]);
    buf_add_z(b, "n");
}

static struct text sentence(struct arena *mem, uint32_t words)
{
    struct buf b = {.mem = mem};
    for (uint32_t i = 0; i < 8; i++) {
        uint32_t rank = pick(words);
        for (int skew = 0; skew < 2; skew++) {
            uint32_t other = pick(words);
            rank = other < rank ? other : rank;
        }
        buf_add_z(&b, i ? " " : "");
        add_word(&b, rank);
    }
    return buf_text(&b);
}

/* Straight into the list: what makes IDs is not what is measured. */
static void add_families(struct arena *mem, struct plan *plan, uint32_t unit, uint32_t n,
                         uint32_t words)
{
    for (uint32_t i = 0; i < 4 * n; i++) {
        struct item *item = list_push(mem, &plan->items);
        uint32_t number = (uint32_t)plan->items.n - 1;
        *item = item_blank();
        item->kind = i % 4 ? KEY_RESULT : OBJECTIVE;
        item->unit = unit;
        item->text = sentence(mem, words);
        item->objective = i % 4 ? number - i % 4 : NO_ITEM;
        item->first_key_result = i % 4 ? NO_ITEM : number + 1;
        item->n_key_results = i % 4 ? 0 : 3;
    }
}

/* Units of five objectives each; `above` families on two levels, then `below`. */
static struct plan *invent(struct arena *mem, uint32_t above, uint32_t below)
{
    static const char *const names[] = {"Sales",  "Support",   "Platform", "Finance",
                                        "People", "Marketing", "Data",     "Logistics"};
    struct plan *plan = plan_new(mem);
    uint32_t words = 2000 + above;
    for (uint32_t done = 0, unit = 0; done < above + below; done += 5, unit++) {
        int level = unit == 0 ? 0 : done < above ? 1 : 2;
        uint32_t parent = unit ? pick(unit) : NO_UNIT;
        while (parent != NO_UNIT && plan->units.v[parent].level >= level)
            parent = pick(unit);
        *list_push(mem, &plan->units) =
            (struct unit){.name = text_printf(mem, "%s %u", names[pick(8)], unit),
                          .level = level,
                          .parent = parent};
        add_families(mem, plan, unit, 5, words);
    }
    return plan;
}

static struct link_list declare(struct arena *mem, const struct plan *plan, uint32_t above)
{
    struct link_list links = {0};
    for (uint32_t i = above * 4; i < plan->items.n; i += 8)
        *list_push(mem, &links) = (struct link){
            .from = i / 4 * 4, .to = pick(above) * 4, .status = LINK_CONFIRMED, .confidence = 1};
    return links;
}

static void run(uint32_t items, uint32_t against)
{
    struct arena *mem = arena_new();
    struct config config = config_default();
    struct text error = {0};
    config.jobs = 1;
    struct matcher *matcher = matcher_load(mem, &config, &error);
    struct plan *plan = invent(mem, against / 4, items / 4);
    struct memory memory = {0};
    struct link_list links = declare(mem, plan, against / 4);
    struct arena *own = arena_new();
    double start = seconds();
    struct prospect *prospect = match_prepare(own, &config, matcher, plan, &memory, &links);
    double ready = seconds();
    struct implicit_result result = match_implicit(own, prospect, &links);
    double end = seconds();
    printf("%9u %9u %9.2f %9.2f %9.2f %9.1f %9.0f %9zu\n", items, against, ready - start,
           end - ready, end - start, (end - start) * 1e6 / items, (double)arena_size(own) / 1048576,
           result.considered);
    fflush(stdout);
    arena_free(own);
    arena_free(mem);
}

int main(int argc, char **argv)
{
    uint32_t largest = argc > 1 ? (uint32_t)strtoul(argv[1], NULL, 10) : 1000000;
    printf("%9s %9s %9s %9s %9s %9s %9s %9s\n", "items", "against", "prepare s", "match s", "all s",
           "us/item", "MiB", "asked");
    run(10000, 1000);
    for (uint32_t items = 1000; items <= largest; items *= 10)
        run(items, items / 10);
    return 0;
}
