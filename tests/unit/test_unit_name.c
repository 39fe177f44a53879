/* value/unit_name: what is left of the names that people give to files, tabs and columns. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "value/unit_name.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

static struct arena *mem;

static int setup(void **state)
{
    (void)state;
    mem = arena_new();
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    arena_free(mem);
    return 0;
}

static void test_names(void **state)
{
    (void)state;
    static const struct {
        const char *text, *name;
        int level;
        bool organisation;
    } table[] = {
        {"Unternehmens-OKRs", "", -1, true},
        {"Unternehmensziele", "", -1, true},
        {"Firmen-OKRs", "", -1, true},
        {"Konzernziele 2026", "", -1, true},
        {"Firmenziele", "", -1, true},
        {"GF-OKRs", "", -1, true},
        {"Vorstand", "", -1, true},
        {"OKR aziendali", "", -1, true},
        {"Bedrijfs-OKRs", "", -1, true},
        {"Företagsmål", "", -1, true},
        {"Virksomhedsmål", "", -1, true},
        {"Cele firmy", "", -1, true},
        {"Objectifs de l'entreprise", "", -1, true},
        {"Firmenkunden", "Firmenkunden", -1, false},
        {"Konzern-Einkauf", "Konzern-Einkauf", -1, false},
        {"Growth", "Growth", -1, false},
        {"Growth OKRs Q2 2026 v3", "Growth", -1, false},
        {"OKRs Growth (final)", "Growth", -1, false},
        {"Team Growth", "Growth", 2, false},
        {"Sales team: OKRs Q2 2026", "Sales", 2, false},
        {"Technik: Werft und Instandhaltung", "Technik", -1, false},
        {"Finance - OKRs Q2 2026", "Finance", -1, false},
        {"Crewing & Safety", "Crewing & Safety", -1, false},
        {"People & Culture", "People & Culture", -1, false},
        {"Sales and Marketing", "Sales and Marketing", -1, false},
        {"Department: Sales", "Sales", 1, false},
        {"FREIGHT DESK – Q2/2026", "FREIGHT DESK", -1, false},
        {"Delegación Iberia: objetivos y resultados clave, T2 2026", "Delegación Iberia", -1,
         false},
        {"Objetivos T2", "", -1, false},
        {"OKRs", "", -1, false},
        {"Opening the new branch", "Opening the new branch", -1, false},
        {"New Business OKRs", "New Business", -1, false},
        {"Key Accounts", "Key Accounts", -1, false},
        {"Key Results Growth", "Growth", -1, false},
        {"Résultats clés Ventes", "Ventes", -1, false},
        {"Plan & Build", "Plan & Build", -1, false},
        {"Customer Success Team Berlin", "Customer Success Team Berlin", 2, false},
        {"Growth OKRs draft Berlin", "Growth Berlin", -1, false},
        {"Skidskolan VT 2027", "Skidskolan", -1, false},
        {"Sheet1", "", -1, false},
        {"Tabelle1", "", -1, false},
        {"Q2", "", -1, false},
        {"2026-Q2", "", -1, false},
        {"Company OKRs", "", -1, true},
        {"Corporate", "", -1, true},
        {"Unternehmen", "", -1, true},
        {"全社", "", -1, true},
        {"Tidewater Company OKRs 2026", "Tidewater", -1, true},
        {"Tidewater Lines: Company OKRs", "Tidewater Lines", -1, true},
        {"Tidewater Unternehmens-OKRs 2026", "Tidewater", -1, true},
        {"Tidewater Firmen-OKRs", "Tidewater", -1, true},
        {"Tidewater Unternehmensziele", "Tidewater", -1, true},
        {"Vertrieb Firmen", "Vertrieb Firmen", -1, false},
        {"Corporate Development", "Corporate Development", -1, false},
        {"Group Finance", "Group Finance", -1, false},
        {"Leadership Team", "", 2, true},
        {"growth", "Growth", -1, false},
        {"Team", "", 2, false},
        {"H2O", "H2O", -1, false},
        {"Team 7", "Team 7", 2, false},
        {"Squad 12 OKRs Q2", "Squad 12", 2, false},
        {"B2B Sales", "B2B Sales", -1, false},
        {"", "", -1, false},
    };
    for (size_t i = 0; i < COUNT(table); i++) {
        struct unit_name got = unit_name_of(mem, text_of(table[i].text));
        if (!text_eq(got.name, text_of(table[i].name)) || got.level != table[i].level ||
            got.organisation != table[i].organisation)
            fail_msg("'%s': name '" TEXT_FMT "', level %d, organisation %d", table[i].text,
                     TEXT_ARG(got.name), got.level, got.organisation);
    }
}

static void test_files(void **state)
{
    (void)state;
    static const char *const table[][2] = {
        {"teams/Growth OKRs Q2 2026 v3.xlsx", "Growth"},
        {"marketing_okrs_2026Q2.csv", "Marketing"},
        {"Freight_Q2-2026.xlsx", "Freight"},
        {"okrs-payments-2026-q2.csv", "Payments"},
        {"Tidewater OKRs 2026 Q2.xlsx", "Tidewater"},
        {"Mobile App.xlsx", "Mobile App"},
        {"data-platform.csv", "Data Platform"},
        {"okr data 2026.csv", ""},
        {"strategy_growth.csv", "Strategy Growth"},
        {"IT-Betrieb.csv", "IT-Betrieb"},
        {"E-Commerce_OKR_Q2.csv", "E-Commerce"},
        {"okr-replit_krs.csv", "Replit"},
        {"agent-ai_krs.csv", "Agent Ai"},
        {"Tidemark - IT-Betrieb.csv", "Tidemark"},
        {"Customer-Success-OKRs-Q2.csv", "Customer Success"},
        {"Master_Data_2026.csv", ""},
        {"Opening the new branch - OKRs Q3 2026.csv", "Opening the new branch"},
        {"Tidewater Firmen-OKRs.xlsx", "Tidewater"},
        {"Tidewater-Firmen-OKRs.xlsx", "Tidewater Firmen"},
        {"okrs.csv", ""},
        {"v2.csv", ""},
    };
    for (size_t i = 0; i < COUNT(table); i++) {
        struct unit_name got = unit_name_of_file(mem, text_of(table[i][0]));
        if (!text_eq(got.name, text_of(table[i][1])))
            fail_msg("'%s': name '" TEXT_FMT "'", table[i][0], TEXT_ARG(got.name));
    }
}

static void test_keys(void **state)
{
    (void)state;
    static const char *const same[][2] = {
        {"Sales & Marketing Team", "sales_and_marketing"},
        {"Customer Success", "CustomerSuccess"},
        {"Team Growth", "growth"},
        {"Qualität", "QUALITAT"},
    };
    for (size_t i = 0; i < COUNT(same); i++)
        assert_true(
            text_eq(unit_key(mem, text_of(same[i][0])), unit_key(mem, text_of(same[i][1]))));
    assert_false(text_eq(unit_key(mem, T("Growth")), unit_key(mem, T("Groth"))));
    assert_true(unit_key(mem, T("Team")).len > 0);
    assert_false(text_eq(unit_key(mem, T("Team 7")), unit_key(mem, T("Department 7"))));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_names),
        cmocka_unit_test(test_files),
        cmocka_unit_test(test_keys),
    };
    return cmocka_run_group_tests_name("unit_name", tests, setup, teardown);
}
