/* match/: suggestions where nothing was declared. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "match/evidence.h"
#include "match/ranking.h"

#include <limits.h>
#include <math.h>
#include <string.h>

static struct arena *mem;
static struct config config;
static struct matcher *matcher;

static int setup(void **state)
{
    struct text error = {0};
    mem = arena_new();
    config =
        (struct config){.suggest = .3, .strong = .7, .fair = .5, .max_suggestions = 3, .jobs = 2};
    matcher = matcher_load(mem, &config, &error);
    if (!matcher)
        print_error("%s\n", text_z(mem, error));
    (void)state;
    return matcher == NULL;
}

static int teardown(void **state)
{
    (void)state;
    arena_free(mem);
    return 0;
}

static bool says(struct text t, const char *what)
{
    return text_contains(t, text_of(what));
}

static void test_vectors(void **state)
{
    (void)state;
    struct weight one[] = {{7, 1}, {3, 1}, {7, 1}}, two[] = {{3, 2}, {9, 1}};
    struct vector a = vector_of_values(mem, one, 3), b = vector_of_values(mem, two, 2);
    assert_int_equal(a.n, 2);
    assert_true(fabsf(vector_dot(a, a) - 1) < 1e-5F);
    /* (1, 2) and (2, 1) share the first dimension only: 2 / (sqrt 5 * sqrt 5) */
    assert_true(fabsf(vector_dot(a, b) - .4F) < 1e-5F);
    assert_true(vector_dot(a, (struct vector){0}) == 0);
    struct vector none = vector_of_values(mem, one, 0);
    assert_int_equal(none.n, 0);
}

static void test_index_is_the_dot_product(void **state)
{
    (void)state;
    struct weight w[3][2] = {{{0, 1}, {2, 1}}, {{1, 1}, {2, 3}}, {{0, 2}, {1, 1}}};
    struct vector docs[3];
    for (int i = 0; i < 3; i++)
        docs[i] = vector_of_values(mem, w[i], 2);
    struct index index = index_build(mem, docs, 3, 3);
    struct sums sums = sums_new(mem, 3);
    index_ask(&index, docs[0], 3, SIZE_MAX, &sums);
    for (int i = 0; i < 3; i++)
        assert_true(fabsf(sums.of[i] - vector_dot(docs[0], docs[i])) < 1e-6F);
    sums_clear(&sums);
    index_ask(&index, docs[0], 1, SIZE_MAX, &sums);
    assert_int_equal(sums.n_touched, 1);
    sums_clear(&sums);
    index_ask(&index, docs[0], 3, 0, &sums);
    assert_int_equal(sums.n_touched, 0);
}

static struct reading reading_of(struct reader *reader, enum language language, const char *z)
{
    return read_text(reader, language, text_of(z));
}

static bool about(uint64_t concepts, const char *name)
{
    size_t number = map_get(&matcher->lexicon.concepts, text_of(name));
    return number != MAP_NONE && (concepts >> number & 1);
}

static void test_reading(void **state)
{
    (void)state;
    struct reader reader;
    reader_open(mem, &matcher->lexicon, &matcher->vectors, &reader);
    struct reading r = reading_of(&reader, LANGUAGE_EN, "Cut first response time from 9 to 3 h");
    assert_true(about(r.concepts, "support"));
    assert_int_equal(r.n_numbers, 0);
    uint32_t response = r.terms[2];
    r = reading_of(&reader, LANGUAGE_EN, "Response times");
    assert_int_equal(r.terms[0], response);
    r = reading_of(&reader, LANGUAGE_DE, "Neukundenumsatz auf 1.250,5 Mio. \xE2\x82\xAC in 2026");
    assert_true(about(r.concepts, "revenue"));
    assert_int_equal(r.n_numbers, 1);
    reader_close(&reader);
}

static void test_numbers(void **state)
{
    (void)state;
    const double *v = NULL;
    assert_int_equal(read_numbers(mem, T("from 5,000 to 12.5 in 2026, 3 of 100"), &v), 2);
    assert_true(v[0] == 12.5 && v[1] == 5000);
    const double other[] = {1, 5000};
    assert_true(share_number(v, 2, other, 2));
    assert_false(share_number(v, 1, other, 2));
}

/* Blanks and apostrophes between groups of three; a number is found as it is written. */
static void test_written_numbers(void **state)
{
    (void)state;
    static const struct {
        const char *text, *written;
    } table[] = {
        {"Save 1 250 000 kWh", "1 250 000"},
        {"Save 1,250,000 kWh", "1,250,000"},
        {"1.250.000 kWh sparen", "1.250.000"},
        {"1\xC2\xA0"
         "250\xC2\xA0"
         "000 kWh",
         "1\xC2\xA0"
         "250\xC2\xA0"
         "000"},
        {"CHF 1'250'000", "1'250'000"},
        {"1250 000 kWh", ""},
        {"In 12 500 homes, 12 of them new", ""},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        assert_string_equal(text_z(mem, find_number(text_of(table[i].text), 1250000)),
                            table[i].written);
    assert_string_equal(text_z(mem, find_number(T("In 12 500 homes"), 12500)), "12 500");
    assert_int_equal(find_number(T("no 7"), 7).len, 0); /* tells nothing */
}

static void test_names(void **state)
{
    (void)state;
    static const struct {
        const char *text, *names;
        enum language language;
    } table[] = {
        {"Move the Oslo depot to SAP by March", "Oslo SAP March", LANGUAGE_EN},
        {"Grow revenue in Spain. Then in Italy", "Spain Italy", LANGUAGE_EN},
        {"Oslo first", "", LANGUAGE_EN},
        {"Umzug des Lagers nach ISO27001 im Werk", "ISO27001", LANGUAGE_DE},
        {"no names here, 40 of 50", "", LANGUAGE_EN},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        struct text rest = text_of(table[i].text), name;
        char found[100] = "";
        while (rest.len)
            if (next_name(&rest, table[i].language, &name))
                snprintf(found + strlen(found), sizeof found - strlen(found), "%s%.*s",
                         *found ? " " : "", (int)name.len, name.ptr);
        assert_string_equal(found, table[i].names);
    }
}

static void test_hashes(void **state)
{
    (void)state;
    static const uint64_t a[] = {2, 5, 9}, b[] = {1, 9}, c[] = {3};
    assert_true(share_hash(a, 3, b, 2));
    assert_false(share_hash(a, 3, c, 1));
    assert_false(share_hash(a, 0, b, 2));
}

static void test_overlap_of_functions(void **state)
{
    (void)state;
    assert_true(function_overlap(1, 2) == 0);
    assert_true(function_overlap(3, 3) == 1);
    assert_true(fabsf(function_overlap(1, 3) - sqrtf(.5F)) < 1e-6F);
}

/* A company of two objectives and two teams. */
static struct plan *company(void)
{
    struct plan *plan = plan_new(mem);
    uint32_t top = plan_add_unit(mem, plan, T("Company"), 0, NO_UNIT);
    uint32_t support = plan_add_unit(mem, plan, T("Support"), 1, top);
    uint32_t talent = plan_add_unit(mem, plan, T("Talent"), 1, top);
    plan_add_item(mem, plan, OBJECTIVE, top, T("C1"), T("Customers love our service"));
    plan_add_item(mem, plan, KEY_RESULT, top, T("C1.1"), T("Net promoter score from 31 to 45"));
    plan_add_item(mem, plan, KEY_RESULT, top, T("C1.2"),
                  T("First response time of enterprise tickets under 2 hours"));
    plan_add_item(mem, plan, OBJECTIVE, top, T("C2"), T("A team that stays and grows"));
    plan_add_item(mem, plan, KEY_RESULT, top, T("C2.1"), T("Fill 40 engineering vacancies"));
    plan_add_item(mem, plan, OBJECTIVE, support, T("S1"), T("Answer enterprise tickets faster"));
    plan_add_item(mem, plan, KEY_RESULT, support, T("S1.1"),
                  T("First response time down to 90 minutes"));
    plan_add_item(mem, plan, OBJECTIVE, talent, T("T1"), T("Hire the engineers we need"));
    plan_add_item(mem, plan, KEY_RESULT, talent, T("T1.1"), T("30 engineering vacancies filled"));
    return plan;
}

static const struct link *link_from(const struct link_list *links, const struct plan *plan,
                                    const char *id)
{
    for (size_t i = 0; i < links->n; i++)
        if (text_eq(plan->items.v[links->v[i].from].id, text_of(id)))
            return &links->v[i];
    return NULL;
}

static void test_suggestions(void **state)
{
    (void)state;
    struct plan *plan = company();
    struct memory memory = {0};
    struct link_list links = {0};
    struct prospect *prospect = match_prepare(mem, &config, matcher, plan, &memory, &links);
    struct implicit_result result = match_implicit(mem, prospect, &links);
    const struct link *s = link_from(&links, plan, "S1"), *t = link_from(&links, plan, "T1");
    assert_non_null(s);
    assert_non_null(t);
    assert_string_equal(text_z(mem, plan->items.v[s->to].id), "C1.2");
    assert_string_equal(text_z(mem, plan->items.v[t->to].id), "C2.1");
    assert_int_equal(s->status, LINK_SUGGESTED);
    assert_true(s->confidence > .35 && s->confidence < 1);
    assert_true(says(s->evidence, "for objective 'Customers love our service'"));
    assert_true(says(s->evidence, "'tickets'") || says(s->evidence, "'enterprise'"));
    assert_int_equal(result.considered, 2);
    assert_int_equal(result.abstained, 0);
}

static void test_decisions(void **state)
{
    (void)state;
    struct plan *plan = company();
    struct decision made[] = {
        {.from = plan_find_item(plan, T("S1")),
         .to = plan_find_item(plan, T("C1.2")),
         .verdict = VERDICT_REJECT},
        {.from = plan_find_item(plan, T("T1")),
         .to = plan_find_item(plan, T("C1.1")),
         .verdict = VERDICT_ACCEPT,
         .by = T("Ada")},
    };
    struct memory memory = {.decisions = {made, 2, 2}};
    struct link_list links = {0};
    struct prospect *prospect = match_prepare(mem, &config, matcher, plan, &memory, &links);
    struct implicit_result result = match_implicit(mem, prospect, &links);
    for (size_t i = 0; i < links.n; i++)
        assert_false(links.v[i].from == made[0].from && links.v[i].to == made[0].to);
    const struct link *t = link_from(&links, plan, "T1");
    assert_non_null(t);
    assert_int_equal(t->to, made[1].to);
    assert_int_equal(t->status, LINK_CONFIRMED);
    assert_string_equal(text_z(mem, t->decided_by), "Ada");
    assert_int_equal(result.answers, 2);
    assert_false(result.calibrated_here);
}

static void test_nothing_to_go_on(void **state)
{
    (void)state;
    struct plan *plan = plan_new(mem);
    uint32_t top = plan_add_unit(mem, plan, T("Acme"), 0, NO_UNIT);
    uint32_t team = plan_add_unit(mem, plan, T("Violet"), 1, NO_UNIT);
    plan_add_item(mem, plan, OBJECTIVE, top, T("C1"), T("Quux frobnicates"));
    plan_add_item(mem, plan, OBJECTIVE, team, T("V1"), T("Paint boats"));
    struct memory memory = {0};
    struct link_list links = {0};
    struct prospect *prospect = match_prepare(mem, &config, matcher, plan, &memory, &links);
    struct implicit_result result = match_implicit(mem, prospect, &links);
    assert_int_equal(links.n, 0);
    assert_int_equal(result.abstained, 1);
    assert_int_equal(result.nothing_to_go_on, 1);
    assert_int_equal(match_nearest_above(mem, prospect, 1).item, NO_ITEM);
}

/* A declared link of a like item makes its target likelier, and is told as the reason. */
static void test_siblings(void **state)
{
    (void)state;
    struct plan *plan = company();
    uint32_t other = plan_add_unit(mem, plan, T("Support West"), 1, 0);
    plan_add_item(mem, plan, OBJECTIVE, other, T("W1"), T("Answer tickets in the west faster"));
    struct memory memory = {0};
    struct link_list none = {0}, declared = {0};
    uint32_t from = plan_find_item(plan, T("W1")), to = plan_find_item(plan, T("C2.1"));
    struct prospect *cold = match_prepare(mem, &config, matcher, plan, &memory, &none);
    *list_push(mem, &declared) = (struct link){
        .from = plan_find_item(plan, T("S1")), .to = to, .status = LINK_CONFIRMED, .confidence = 1};
    struct prospect *warm = match_prepare(mem, &config, matcher, plan, &memory, &declared);
    struct evidence before = match_explain(mem, cold, from, to);
    struct evidence after = match_explain(mem, warm, from, to);
    assert_true(after.probability > before.probability);
    double sum = after.intercept;
    bool told = false;
    for (size_t i = 0; i < after.parts.n; i++) {
        sum += after.parts.v[i].contribution;
        told |= says(after.parts.v[i].words, "Answer enterprise tickets faster");
    }
    assert_true(told);
    assert_true(fabs(sum - after.log_odds) < 1e-6);
    assert_true(match_explain(mem, warm, to, from).not_a_candidate.len > 0);
}

/* What one part of the evidence is between two items; 0 if it is none. */
static double part_of(struct prospect *prospect, uint32_t from, uint32_t to, const char *name)
{
    struct evidence evidence = match_explain(mem, prospect, from, to);
    for (size_t i = 0; i < evidence.parts.n; i++)
        if (text_eq(evidence.parts.v[i].name, text_of(name)))
            return evidence.parts.v[i].value;
    return 0;
}

/* What others declare is worth more than what nobody does; an item's own link says nothing. */
static void test_served(void **state)
{
    (void)state;
    struct plan *plan = company();
    struct memory memory = {0};
    struct link_list links = {0};
    uint32_t support = plan_find_item(plan, T("S1")), talent = plan_find_item(plan, T("T1"));
    uint32_t liked = plan_find_item(plan, T("C1")), staffed = plan_find_item(plan, T("C2"));
    *list_push(mem, &links) =
        (struct link){.from = support, .to = liked, .status = LINK_CONFIRMED, .confidence = 1};
    struct prospect *prospect = match_prepare(mem, &config, matcher, plan, &memory, &links);
    uint32_t family = prospect->family_of[liked];
    assert_int_equal(others_declare(prospect, prospect->family_of[talent], family), 1);
    assert_int_equal(others_declare(prospect, prospect->family_of[support], family), 0);
    assert_true(part_of(prospect, talent, liked, "served") > 0);
    assert_true(part_of(prospect, talent, staffed, "served") == 0);
    assert_true(part_of(prospect, support, liked, "served") == 0);
}

/* Levels between are no obstacle on the way up the chart of units. */
static void test_levels_on_the_chart(void **state)
{
    (void)state;
    struct plan *plan = company();
    uint32_t squad = plan_add_unit(mem, plan, T("Night shift"), 3, 1);
    uint32_t guest = plan_add_unit(mem, plan, T("Guests"), 3, NO_UNIT);
    plan_add_item(mem, plan, OBJECTIVE, squad, T("N1"), T("Tickets answered at night"));
    plan_add_item(mem, plan, OBJECTIVE, guest, T("G1"), T("Tickets answered at night"));
    struct memory memory = {0};
    struct link_list links = {0};
    struct prospect *prospect = match_prepare(mem, &config, matcher, plan, &memory, &links);
    uint32_t squads = plan_find_item(plan, T("N1")), guests = plan_find_item(plan, T("G1"));
    assert_true(part_of(prospect, squads, 0, "chart") == .5);
    assert_true(part_of(prospect, squads, 0, "levels") == 0);
    assert_true(part_of(prospect, guests, 0, "chart") == 0);
    assert_true(part_of(prospect, guests, 0, "levels") == 2);
}

/* Nine goals, each said again by a team; the team of the last declares the first one. */
static void test_rehearsal(void **state)
{
    static const char *const goals[] = {"Shorten the queue at the bakery counter",
                                        "Print invoices without paper",
                                        "Train every lifeguard twice",
                                        "Sell more garden furniture abroad",
                                        "Repair broken elevators overnight",
                                        "Translate the museum audio guide",
                                        "Breed healthier alpine cattle",
                                        "Map the sewer tunnels by drone",
                                        "Rehearse the winter opera"};
    enum { GOALS = sizeof goals / sizeof *goals };
    struct plan *plan = plan_new(mem);
    struct link_list declared = {0};
    struct memory memory = {0};
    uint32_t top = plan_add_unit(mem, plan, T("Company"), 0, NO_UNIT);
    for (uint32_t i = 0; i < GOALS; i++)
        plan_add_item(mem, plan, OBJECTIVE, top, text_printf(mem, "C%u", i), text_of(goals[i]));
    for (uint32_t i = 0; i < GOALS; i++) {
        uint32_t unit = plan_add_unit(mem, plan, text_printf(mem, "Team %u", i), 1, top);
        uint32_t item = plan_add_item(mem, plan, OBJECTIVE, unit, text_printf(mem, "T%u", i),
                                      text_printf(mem, "%s by spring", goals[i]));
        *list_push(mem, &declared) = (struct link){
            .from = item, .to = i + 1 < GOALS ? i : 0, .status = LINK_CONFIRMED, .confidence = 1};
    }
    struct prospect *prospect = match_prepare(mem, &config, matcher, plan, &memory, &declared);
    struct rehearsal r = match_implicit(mem, prospect, &declared).rehearsal;
    assert_int_equal(r.asked, GOALS);
    assert_int_equal(r.first, GOALS - 1);
    assert_in_range(r.among_three, GOALS - 1, GOALS);
    assert_in_range(r.suggested, GOALS - 1, GOALS);
    assert_int_equal(r.right, GOALS - 1);
    declared.n = 7; /* too few to say anything */
    prospect = match_prepare(mem, &config, matcher, plan, &memory, &declared);
    assert_int_equal(match_implicit(mem, prospect, &declared).rehearsal.asked, 0);
    (void)state;
}

static void test_languages_and_stop_words(void **state)
{
    (void)state;
    unsigned counts[LANGUAGE_COUNT] = {0};
    lexicon_count_languages(&matcher->lexicon, T("wir senken die quote und steigern das"), counts);
    assert_int_equal(language_of_counts(counts, LANGUAGE_EN), LANGUAGE_DE);
    unsigned none[LANGUAGE_COUNT] = {0};
    assert_int_equal(language_of_counts(none, LANGUAGE_FR), LANGUAGE_FR);
    assert_true(language_compounds(LANGUAGE_DE));
    assert_false(language_compounds(LANGUAGE_EN));
}

static void test_functions_of_names(void **state)
{
    (void)state;
    struct reader reader;
    reader_open(mem, &matcher->lexicon, &matcher->vectors, &reader);
    size_t sales = map_get(&matcher->lexicon.functions, T("sales"));
    assert_true(sales != MAP_NONE);
    assert_true(reading_of(&reader, LANGUAGE_EN, "Sales EMEA").functions >> sales & 1);
    assert_true(reading_of(&reader, LANGUAGE_DE,
                           "Vertrieb S\xC3\xBC"
                           "d")
                        .functions >>
                    sales &
                1);
    assert_int_equal(reading_of(&reader, LANGUAGE_EN, "Violet").functions, 0);
    reader_close(&reader);
}

static void test_remit(void **state)
{
    (void)state;
    const float remit[MOST_CONCEPTS] = {.5F, 1};
    struct weight values[] = {{0, .6F}, {1, .8F}};
    assert_true(fabsf(remit_strength(remit, (struct vector){values, 2}) - .82F) < 1e-6F);
    assert_true(remit_strength(remit, (struct vector){values, 0}) == 0);
}

static void test_levels(void **state)
{
    (void)state;
    struct family top = {.level = 0}, team = {.level = 1}, squad = {.level = 3};
    struct family deep = {.level = 9}, unknown = {.level = INT_MAX};
    assert_true(levels_between(&team, &top) == 0);
    assert_true(levels_between(&squad, &top) == 2);
    assert_true(levels_between(&deep, &top) == 4); /* more say no more */
    assert_true(levels_between(&top, &team) == 0);
    assert_true(levels_between(&unknown, &top) == 0);
}

static void test_chart(void **state)
{
    (void)state;
    struct plan *plan = plan_new(mem);
    uint32_t top = plan_add_unit(mem, plan, T("Company"), 0, NO_UNIT);
    uint32_t support = plan_add_unit(mem, plan, T("Support"), 1, top);
    uint32_t squad = plan_add_unit(mem, plan, T("Night shift"), 2, support);
    assert_true(chart_distance(plan, squad, support) == 1);
    assert_true(chart_distance(plan, squad, top) == .5F);
    assert_true(chart_distance(plan, top, squad) == 0);
    assert_true(chart_distance(plan, NO_UNIT, top) == 0);
    plan->units.v[top].parent = squad; /* a circle ends somewhere */
    assert_true(chart_distance(plan, squad, NO_UNIT) == 0);
    assert_true(chart_distance(plan, squad, 99) == 0);
}

static void test_best_and_served(void **state)
{
    (void)state;
    assert_true(against_best(.4F, .4F) == 1);
    assert_true(against_best(.2F, .4F) == .5F);
    assert_true(against_best(.03F, .03F) < .25F); /* the best of faint ones */
    assert_true(served(0) == 0 && served(1) == .25F && served(3) == .5F);
    assert_true(served(1000) < 1);
}

/* okralign.ini adds concepts and what moves what; what cannot be meant is an error with its line. */
static void test_own_drivers(void **state)
{
    (void)state;
    struct word_config own[] = {{T("scooters > parts"), T("0.7"), 2},
                                {T("@support > parts"), T(".4"), 3},
                                {T("scooters"), T("scooter, e-bike"), 4},
                                {T("parts"), T("spare part"), 5}};
    struct config with = config;
    struct lexicon lexicon = {0};
    struct text error = {0};
    with.lexicon = (struct word_config_list){own, 4, 4};
    assert_true(lexicon_load(mem, &with, &lexicon, &error));
    size_t scooters = map_get(&lexicon.concepts, T("scooters"));
    size_t parts = map_get(&lexicon.concepts, T("parts"));
    assert_true(lexicon.drives[scooters][parts] == .7F);
    assert_true(lexicon.serves[map_get(&lexicon.functions, T("support"))][parts] == .4F);
    own[0].words = T("7");
    lexicon = (struct lexicon){0};
    assert_false(lexicon_load(mem, &with, &lexicon, &error));
    assert_string_equal(text_z(mem, error),
                        "okralign.ini:2: expected a strength from 0 to 1, not '7'");
    own[0] = (struct word_config){T("skates > parts"), T(".7"), 2};
    lexicon = (struct lexicon){0};
    assert_false(lexicon_load(mem, &with, &lexicon, &error));
    assert_string_equal(text_z(mem, error), "okralign.ini:2: unknown name 'skates'");
}

/* Japanese and Chinese are parted where the script changes; what is grammar is left out. */
static void test_words_without_blanks(void **state)
{
    (void)state;
    static const struct {
        const char *text, *terms;
    } table[] = {
        {"解約率を14%から9%にする", "解約率"}, {"システム導入の数", "システム 導入"},
        {"提高ARR到50", "提高 arr"},           {"お客様", "客様"},
        {"Churn senken", "churn senken"},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        struct reader reader;
        char found[100] = "";
        reader_open(mem, &matcher->lexicon, &matcher->vectors, &reader);
        struct reading r = read_text(&reader, LANGUAGE_FR, text_of(table[i].text));
        for (uint32_t k = 0; k < r.n; k++)
            snprintf(found + strlen(found), sizeof found - strlen(found), "%s" TEXT_FMT,
                     k ? " " : "", TEXT_ARG(reader.terms.v[r.terms[k]].stem));
        assert_string_equal(found, table[i].terms);
        reader_close(&reader);
    }
}

/* Stems that two matters share speak of neither alone. */
static void test_stems_of_two_matters(void **state)
{
    (void)state;
    struct reader reader;
    reader_open(mem, &matcher->lexicon, &matcher->vectors, &reader);
    uint64_t green = (uint64_t)1 << map_get(&matcher->lexicon.concepts, T("sustainability"));
    uint64_t kept = (uint64_t)1 << map_get(&matcher->lexicon.concepts, T("retention"));
    uint64_t hired = (uint64_t)1 << map_get(&matcher->lexicon.concepts, T("hiring"));
    struct reading r = read_text(&reader, LANGUAGE_EN, T("Renewal of contracts"));
    assert_true((r.concepts & kept) && !(r.concepts & green));
    r = read_text(&reader, LANGUAGE_EN, T("Buy renewable energy"));
    assert_true((r.concepts & green) && !(r.concepts & kept));
    r = read_text(&reader, LANGUAGE_DE, T("Besser als der Wettbewerb"));
    assert_false(r.concepts & hired);
    static const struct {
        const char *concept, *text;
        bool speaks;
    } table[] = {
        {"satisfaction", "Churn rate below 2 %", false},
        {"satisfaction", "App rating above 4.5", true},
        {"finance", "Close the gap", false},
        {"finance", "Month-end close in 4 days", true},
        {"customers_new", "An accountable team", false},
        {"customers_new", "Onboarding of key accounts", true},
        {"health_safety", "A car park", false},
        {"health_safety", "Lost time injuries from 9 to 4", true},
        {"customers_new", "Time to value from 9 to 4 days", true}, /* without its stop words */
        {"customers_new", "Sign the lease", false},                /* of 'sign-up' */
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        size_t concept = map_get(&matcher->lexicon.concepts, text_of(table[i].concept));
        r = read_text(&reader, LANGUAGE_EN, text_of(table[i].text));
        if ((r.concepts >> concept & 1) != table[i].speaks)
            fail_msg("%s: %s", table[i].concept, table[i].text);
    }
    reader_close(&reader);
}

/* Words speak of a concept in their own language, English ones in any; what is another word there says
   nothing, and small words within a phrase do not part it. */
static void test_words_by_language(void **state)
{
    (void)state;
    static const struct {
        enum language language;
        const char *text, *concept;
        bool speaks;
    } table[] = {
        {LANGUAGE_FR, "Parts de marché de 12 à 15 %", "market_expansion", true},
        {LANGUAGE_EN, "Done by the end of March", "market_expansion", false},
        {LANGUAGE_ES, "Rotación de clientes", "retention", true},
        {LANGUAGE_SV, "Sjukfrånvaron från 7 till 5 %", "people", true},
        {LANGUAGE_NL, "Ziekteverzuim onder 4 %", "people", true},
        {LANGUAGE_FI, "Churn alle 3 %", "retention", true},
        {LANGUAGE_DA, "Fast arbejdstid for alle", "performance", false},
        {LANGUAGE_DE, "Fast alle Filialen", "performance", false},
        {LANGUAGE_EN, "Half the time to value", "customers_new", true},
        {LANGUAGE_EN, "Fewer items out of stock", "logistics", true},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        struct reader reader;
        reader_open(mem, &matcher->lexicon, &matcher->vectors, &reader);
        struct reading r = reading_of(&reader, table[i].language, table[i].text);
        if (about(r.concepts, table[i].concept) != table[i].speaks)
            fail_msg("'%s' and %s", table[i].text, table[i].concept);
        reader_close(&reader);
    }
}

/* A reason says who, which name, which number; that others support it is none alone. */
static void test_reasons(void **state)
{
    (void)state;
    struct plan *plan = plan_new(mem);
    struct text owner[] = {T("Ada Poe")};
    uint32_t top = plan_add_unit(mem, plan, T("Company"), 0, NO_UNIT);
    uint32_t team = plan_add_unit(mem, plan, T("Violet"), 1, top);
    uint32_t other = plan_add_unit(mem, plan, T("Amber"), 1, top);
    uint32_t goal =
        plan_add_item(mem, plan, OBJECTIVE, top, T("C1"), T("Bring Atlas to 12,500 homes"));
    uint32_t asked =
        plan_add_item(mem, plan, OBJECTIVE, team, T("V1"), T("Crates for Atlas, 12 500 of them"));
    uint32_t quiet = plan_add_item(mem, plan, OBJECTIVE, team, T("V2"), T("Wooden chairs"));
    uint32_t first = plan_add_item(mem, plan, OBJECTIVE, other, T("A1"), T("Paint blue boats"));
    plan->items.v[goal].owners = plan->items.v[asked].owners = (struct text_list){owner, 1, 1};
    struct memory memory = {0};
    struct link_list links = {0};
    *list_push(mem, &links) =
        (struct link){.from = first, .to = goal, .status = LINK_CONFIRMED, .confidence = 1};
    struct prospect *prospect = match_prepare(mem, &config, matcher, plan, &memory, &links);
    struct evidence evidence = match_explain(mem, prospect, asked, goal);
    bool owns = false, names = false, counts = false;
    for (size_t i = 0; i < evidence.parts.n; i++) {
        owns |= says(evidence.parts.v[i].words, "Ada Poe owns both");
        names |= says(evidence.parts.v[i].words, "both name 'Atlas'");
        counts |= says(evidence.parts.v[i].words, "both name 12 500");
    }
    assert_true(owns && names && counts);
    struct nearest near = match_nearest_above(mem, prospect, asked);
    assert_true(says(near.evidence, "both say 'Atlas'")); /* and not that both name it */
    assert_false(says(near.evidence, "both name 'Atlas'"));
    assert_true(part_of(prospect, quiet, goal, "served") > 0);
    struct nearest nearest = match_nearest_above(mem, prospect, quiet);
    assert_int_equal(nearest.item, NO_ITEM);
}

static void test_drivers(void **state)
{
    (void)state;
    size_t churn = map_get(&matcher->lexicon.concepts, T("retention"));
    size_t revenue = map_get(&matcher->lexicon.concepts, T("revenue"));
    assert_true(matcher->lexicon.drives[churn][revenue] > .5F);
    struct weight one = {(uint32_t)revenue, 1};
    struct vector above = vector_of_values(mem, &one, 1);
    assert_true(driver_strength(matcher->lexicon.drives[churn], above) > .5F);
    assert_true(driver_strength(matcher->lexicon.drives[churn], (struct vector){0}) == 0);
}

static void test_tally(void **state)
{
    (void)state;
    struct tally tally = {0};
    assert_true(tally_get(&tally, 1, 2) == 0);
    for (uint32_t i = 0; i < 1000; i++)
        tally_add(mem, &tally, i % 10, i, 1);
    tally_add(mem, &tally, 3, 13, .5F);
    assert_true(tally_get(&tally, 3, 13) == 1.5F);
    assert_true(tally_get(&tally, 4, 13) == 0);
}

/* Links of an earlier report lead a like item to what is now like its target. */
static void test_history(void **state)
{
    (void)state;
    struct plan *plan = company();
    struct old_link old = {.from_unit = T("Talent"),
                           .to_unit = T("Company"),
                           .from_text = T("Hire engineers"),
                           .to_text = T("Customers love our service"),
                           .when = T("2026-03")};
    struct memory memory = {.links = {&old, 1, 1}}, none = {0};
    struct link_list links = {0};
    uint32_t from = plan_find_item(plan, T("T1")), to = plan_find_item(plan, T("C1"));
    struct prospect *warm = match_prepare(mem, &config, matcher, plan, &memory, &links);
    struct prospect *cold = match_prepare(mem, &config, matcher, plan, &none, &links);
    struct evidence after = match_explain(mem, warm, from, to);
    assert_true(after.probability > match_explain(mem, cold, from, to).probability + .05);
    bool told = false;
    for (size_t i = 0; i < after.parts.n; i++)
        told |= says(after.parts.v[i].words, "'Hire engineers' of Talent");
    assert_true(told);
}

/* A link that is declared now as well counts once, whatever last month's figure in its text was. */
static void test_history_of_what_is_declared(void **state)
{
    (void)state;
    struct plan *plan = company();
    uint32_t from = plan_find_item(plan, T("T1")), to = plan_find_item(plan, T("C1"));
    const struct item *below = &plan->items.v[from], *above = &plan->items.v[to];
    struct old_link old = {.from_unit = plan->units.v[below->unit].name,
                           .to_unit = plan->units.v[above->unit].name,
                           .from_text =
                               text_printf(mem, TEXT_FMT " (4.9 %%)", TEXT_ARG(below->text)),
                           .to_text = above->text};
    struct memory memory = {.links = {&old, 1, 1}};
    struct link_list links = {0};
    *list_push(mem, &links) = (struct link){.from = from, .to = to, .status = LINK_CONFIRMED};
    struct prospect *prospect = match_prepare(mem, &config, matcher, plan, &memory, &links);
    assert_int_equal(prospect->declared.n, 1);
    assert_int_equal(prospect->old.n, 0);
    links.n = 0;
    prospect = match_prepare(mem, &config, matcher, plan, &memory, &links);
    assert_int_equal(prospect->old.n, 1);
    assert_int_equal(prospect->old.v[0].from, prospect->family_of[from]);
}

/* What past reports say for the candidate that they speak for most. */
static float history_evidence(struct ranker *ranker, uint32_t query)
{
    float most = 0;
    struct ranking ranking = rank(ranker, mem, query, NO_FAMILY, NO_FAMILY);
    for (uint32_t i = 0; i < ranking.n; i++)
        most = fmaxf(most, ranking.v[i].evidence[FEATURE_HISTORY]);
    return most;
}

/* While it learns, the link that an objective had itself is no evidence. */
static void test_own_history_is_forgotten(void **state)
{
    (void)state;
    struct plan *plan = company();
    uint32_t from = plan_find_item(plan, T("T1"));
    struct old_link old = {.from_unit = plan->units.v[plan->items.v[from].unit].name,
                           .to_unit = T("Company"),
                           .from_text = plan->items.v[from].text,
                           .to_text = T("Customers love our service")};
    struct memory memory = {.links = {&old, 1, 1}};
    struct link_list links = {0};
    struct prospect *prospect = match_prepare(mem, &config, matcher, plan, &memory, &links);
    struct ranker *ranker = ranker_new(mem, prospect);
    assert_true(history_evidence(ranker, prospect->family_of[from]) > .2F);
    ranker_forget_own(ranker);
    assert_true(history_evidence(ranker, prospect->family_of[from]) == 0);
}

static void test_other_periods_are_no_candidates(void **state)
{
    (void)state;
    struct plan *plan = company();
    for (size_t i = 0; i < plan->items.n; i++) {
        bool above = plan->items.v[i].unit == 0;
        plan->items.v[i].period_first = above ? 0 : 100;
        plan->items.v[i].period_last = above ? 90 : 190;
    }
    struct memory memory = {0};
    struct link_list links = {0};
    struct prospect *prospect = match_prepare(mem, &config, matcher, plan, &memory, &links);
    match_implicit(mem, prospect, &links);
    assert_int_equal(links.n, 0);
    uint32_t from = plan_find_item(plan, T("S1"));
    assert_true(says(match_explain(mem, prospect, from, 0).not_a_candidate, "periods"));
}

/* Two units of one level, East and West, with one key result word for word the same. */
static struct plan *depots(void)
{
    struct plan *plan = plan_new(mem);
    uint32_t east = plan_add_unit(mem, plan, T("East"), 1, NO_UNIT);
    uint32_t west = plan_add_unit(mem, plan, T("West"), 1, NO_UNIT);
    plan_add_item(mem, plan, OBJECTIVE, east, T("E1"), T("Calm mornings at the depot"));
    plan_add_item(mem, plan, KEY_RESULT, east, T("E1.1"), T("Vans loaded by six in the morning"));
    plan_add_item(mem, plan, OBJECTIVE, west, T("W1"), T("No stress at the gate"));
    plan_add_item(mem, plan, KEY_RESULT, west, T("W1.1"), T("Vans loaded by six in the morning"));
    return plan;
}

/* Sideways only what is nearly the same, once, and from the later unit to the earlier. */
static void test_sideways(void **state)
{
    (void)state;
    struct plan *plan = depots();
    uint32_t west = 1;
    plan_add_item(mem, plan, KEY_RESULT, west, T("W1.2"), T("Two more forklifts"));
    struct memory memory = {0};
    struct link_list links = {0};
    match_implicit(mem, match_prepare(mem, &config, matcher, plan, &memory, &links), &links);
    assert_int_equal(links.n, 1);
    assert_int_equal(links.v[0].from, plan_find_item(plan, T("W1.1")));
    assert_int_equal(links.v[0].to, plan_find_item(plan, T("E1.1")));
    assert_true(links.v[0].confidence > .5 && links.v[0].confidence < 1);
}

/* Thirty answers, all of them no: what is left is offered with less confidence, and that is said. */
static void test_answers_rescale(void **state)
{
    (void)state;
    struct plan *plan = company();
    struct decision made[30];
    for (int i = 0; i < 30; i++)
        made[i] = (struct decision){.from = plan_find_item(plan, T("S1")),
                                    .to = plan_find_item(plan, T("C1.2")),
                                    .verdict = VERDICT_REJECT};
    struct memory memory = {.decisions = {made, 30, 30}}, none = {0};
    struct link_list links = {0};
    uint32_t from = plan_find_item(plan, T("T1")), to = plan_find_item(plan, T("C2.1"));
    struct prospect *own = match_prepare(mem, &config, matcher, plan, &memory, &links);
    struct prospect *others = match_prepare(mem, &config, matcher, plan, &none, &links);
    assert_true(match_explain(mem, own, from, to).probability <
                match_explain(mem, others, from, to).probability);
    assert_true(match_implicit(mem, own, &links).calibrated_here);
}

/* Two objectives of a unit with one text: what was said of one was said of the other. */
static void test_answers_hold_for_twins(void **state)
{
    (void)state;
    static const enum verdict verdicts[] = {VERDICT_NONE, VERDICT_REJECT, VERDICT_ACCEPT};
    struct plan *plan = company();
    uint32_t first = plan_find_item(plan, T("T1")), to = plan_find_item(plan, T("C2.1"));
    uint32_t again = plan_add_item(mem, plan, OBJECTIVE, plan->items.v[first].unit, T("T2"),
                                   plan->items.v[first].text);
    for (int i = 0; i < 3; i++) {
        struct decision made = {.from = again, .to = to, .verdict = verdicts[i]};
        struct memory memory = {.decisions = {&made, 1, 1}};
        struct link_list links = {0};
        match_implicit(mem, match_prepare(mem, &config, matcher, plan, &memory, &links), &links);
        const struct link *one = link_from(&links, plan, "T1"),
                          *other = link_from(&links, plan, "T2");
        if (verdicts[i] == VERDICT_REJECT) {
            assert_true((!one || one->to != to) && (!other || other->to != to));
            continue;
        }
        assert_int_equal(one->status, i ? LINK_CONFIRMED : LINK_SUGGESTED);
        assert_int_equal(other->status, one->status);
        assert_int_equal(one->to, to);
    }
}

/* The same sideways, on the answers to suggestions sideways alone. */
static void test_answers_rescale_sideways(void **state)
{
    (void)state;
    struct plan *plan = depots();
    uint32_t east = 0, west = 1;
    plan_add_item(mem, plan, OBJECTIVE, east, T("E2"), T("Drivers who stay"));
    plan_add_item(mem, plan, KEY_RESULT, east, T("E2.1"), T("Drivers leaving within a year"));
    plan_add_item(mem, plan, OBJECTIVE, west, T("W2"), T("A good place to work"));
    plan_add_item(mem, plan, KEY_RESULT, west, T("W2.1"), T("Drivers leaving within a year"));
    struct decision made[30];
    for (int i = 0; i < 30; i++)
        made[i] = (struct decision){.from = plan_find_item(plan, T("W2.1")),
                                    .to = plan_find_item(plan, T("E2.1")),
                                    .verdict = VERDICT_REJECT};
    struct memory memory = {.decisions = {made, 30, 30}}, none = {0};
    struct link_list own = {0}, others = {0};
    struct implicit_result result =
        match_implicit(mem, match_prepare(mem, &config, matcher, plan, &memory, &own), &own);
    match_implicit(mem, match_prepare(mem, &config, matcher, plan, &none, &others), &others);
    assert_false(result.calibrated_here);
    assert_int_equal(result.answers, 0);
    assert_int_equal(others.n, 2);
    bool offered = false;
    for (size_t i = 0; i < own.n; i++)
        offered |= own.v[i].from == plan_find_item(plan, T("W1.1")) &&
                   own.v[i].confidence >= others.v[0].confidence;
    assert_false(offered);
}

/* One objective in another language than its unit's others. */
static void test_language_of_one_objective(void **state)
{
    (void)state;
    struct plan *plan = plan_new(mem);
    uint32_t unit = plan_add_unit(mem, plan, T("Support"), 1, NO_UNIT);
    plan_add_item(mem, plan, OBJECTIVE, unit, T("S1"), T("Reply quickly to each of the tickets"));
    plan_add_item(mem, plan, OBJECTIVE, unit, T("S2"), T("Kundenabwanderung senken"));
    plan_add_item(mem, plan, KEY_RESULT, unit, T("S2.1"), T("Kündigungen von 120 auf 60"));
    plan_add_item(mem, plan, OBJECTIVE, unit, T("S3"), T("Win the market"));
    struct memory memory = {0};
    struct link_list links = {0};
    struct prospect *prospect = match_prepare(mem, &config, matcher, plan, &memory, &links);
    assert_int_equal(item_language(prospect, plan_find_item(plan, T("S1"))), LANGUAGE_EN);
    assert_int_equal(item_language(prospect, plan_find_item(plan, T("S2"))), LANGUAGE_DE);
    assert_int_equal(item_language(prospect, plan_find_item(plan, T("S2.1"))), LANGUAGE_DE);
    assert_int_equal(item_language(prospect, plan_find_item(plan, T("S3"))), LANGUAGE_EN);
}

/* For Gaps: who comes nearest to an item that nobody serves, also if it serves another. */
static void test_nearest_below(void **state)
{
    (void)state;
    struct plan *plan = company();
    struct memory memory = {0};
    struct link_list links = {0};
    uint32_t wanted = plan_find_item(plan, T("C2.1"));
    struct prospect *prospect = match_prepare(mem, &config, matcher, plan, &memory, &links);
    struct nearest nearest = match_nearest_below(mem, prospect, wanted);
    assert_int_equal(nearest.item, plan_find_item(plan, T("T1")));
    assert_true(nearest.evidence.len > 0 && nearest.probability > 0);
    for (int i = 0; i < 2; i++)
        *list_push(mem, &links) = (struct link){.from = plan_find_item(plan, i ? T("S1") : T("T1")),
                                                .to = plan_find_item(plan, T("C1.1")),
                                                .status = LINK_CONFIRMED,
                                                .confidence = 1};
    prospect = match_prepare(mem, &config, matcher, plan, &memory, &links);
    assert_int_equal(match_nearest_below(mem, prospect, wanted).item,
                     plan_find_item(plan, T("T1")));
}

/* Sisters of one objective have figures of their own, which add up to no more than certainty. */
static void test_nearest_below_of_sisters(void **state)
{
    (void)state;
    struct plan *plan = plan_new(mem);
    uint32_t above = plan_add_unit(mem, plan, T("Bakery"), 0, NO_UNIT);
    uint32_t below = plan_add_unit(mem, plan, T("Counter"), 1, above);
    plan_add_item(mem, plan, OBJECTIVE, above, T("B1"), T("Guests who come back"));
    uint32_t queue = plan_add_item(mem, plan, KEY_RESULT, above, T("B1.1"),
                                   T("Waiting time in the queue from 9 to 4 minutes"));
    uint32_t bread = plan_add_item(mem, plan, KEY_RESULT, above, T("B1.2"),
                                   T("Rye loaves sold from 200 to 300"));
    plan_add_item(mem, plan, OBJECTIVE, below, T("C1"), T("Nobody stands in the queue for long"));
    struct memory memory = {0};
    struct link_list links = {0};
    struct prospect *prospect = match_prepare(mem, &config, matcher, plan, &memory, &links);
    struct nearest a = match_nearest_below(mem, prospect, queue);
    struct nearest b = match_nearest_below(mem, prospect, bread);
    assert_true(a.probability > b.probability);
    assert_true(a.probability + b.probability <= 1);
}

/* What the sheets mention counts among the most suggestions that an item may have. */
static void test_mentions_count(void **state)
{
    (void)state;
    struct plan *plan = company();
    struct config one = config;
    one.max_suggestions = 1;
    struct memory memory = {0};
    uint32_t from = plan_find_item(plan, T("T1"));
    for (int mentioned = 0; mentioned < 2; mentioned++) {
        struct link_list links = {0};
        if (mentioned)
            *list_push(mem, &links) = (struct link){.from = from,
                                                    .to = plan_find_item(plan, T("C1.1")),
                                                    .kind = LINK_IMPLICIT,
                                                    .how = HOW_MENTIONED,
                                                    .status = LINK_SUGGESTED};
        struct prospect *prospect = match_prepare(mem, &one, matcher, plan, &memory, &links);
        match_implicit(mem, prospect, &links);
        size_t n = 0;
        for (size_t i = 0; i < links.n; i++)
            n += links.v[i].from == from;
        assert_int_equal(n, 1);
    }
}

static void test_bands(void **state)
{
    (void)state;
    assert_string_equal(match_band(&config, .7), "strong");
    assert_string_equal(match_band(&config, .69), "fair");
    assert_string_equal(match_band(&config, .2), "weak");
}

static void test_bad_coefficients(void **state)
{
    (void)state;
    struct coefficients c;
    struct text error = {0};
    assert_true(coefficients_read(mem, T("# x\nwords 2.5\nnothing -1\n"), &c, &error));
    assert_true(c.of[FEATURE_WORDS] == 2.5 && c.nothing[NOTHING_CONSTANT] == -1);
    assert_false(coefficients_read(mem, T("words 2\nwrods 3\n"), &c, &error));
    assert_true(says(error, "coefficients.txt:2"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_names),
        cmocka_unit_test(test_hashes),
        cmocka_unit_test(test_vectors),
        cmocka_unit_test(test_index_is_the_dot_product),
        cmocka_unit_test(test_reading),
        cmocka_unit_test(test_numbers),
        cmocka_unit_test(test_written_numbers),
        cmocka_unit_test(test_remit),
        cmocka_unit_test(test_words_without_blanks),
        cmocka_unit_test(test_levels),
        cmocka_unit_test(test_chart),
        cmocka_unit_test(test_best_and_served),
        cmocka_unit_test(test_own_drivers),
        cmocka_unit_test(test_stems_of_two_matters),
        cmocka_unit_test(test_words_by_language),
        cmocka_unit_test(test_reasons),
        cmocka_unit_test(test_overlap_of_functions),
        cmocka_unit_test(test_suggestions),
        cmocka_unit_test(test_decisions),
        cmocka_unit_test(test_nothing_to_go_on),
        cmocka_unit_test(test_siblings),
        cmocka_unit_test(test_served),
        cmocka_unit_test(test_levels_on_the_chart),
        cmocka_unit_test(test_rehearsal),
        cmocka_unit_test(test_languages_and_stop_words),
        cmocka_unit_test(test_functions_of_names),
        cmocka_unit_test(test_drivers),
        cmocka_unit_test(test_tally),
        cmocka_unit_test(test_history),
        cmocka_unit_test(test_history_of_what_is_declared),
        cmocka_unit_test(test_own_history_is_forgotten),
        cmocka_unit_test(test_other_periods_are_no_candidates),
        cmocka_unit_test(test_sideways),
        cmocka_unit_test(test_answers_hold_for_twins),
        cmocka_unit_test(test_answers_rescale),
        cmocka_unit_test(test_answers_rescale_sideways),
        cmocka_unit_test(test_language_of_one_objective),
        cmocka_unit_test(test_nearest_below),
        cmocka_unit_test(test_nearest_below_of_sisters),
        cmocka_unit_test(test_mentions_count),
        cmocka_unit_test(test_bands),
        cmocka_unit_test(test_bad_coefficients),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
