/* value/value: every dress of a value, table by table. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "value/value.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define COUNT(table) (sizeof(table) / sizeof *(table))

static struct arena *mem;
static unsigned wrong;

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

static bool close_to(double got, double want)
{
    return isnan(want) ? isnan(got) : fabs(got - want) <= 1e-9 * (1 + fabs(want));
}

static void expect(bool good, const char *text, const char *what, double got, double want)
{
    if (good)
        return;
    wrong++;
    print_error("'%s': %s is %.12g, not %.12g\n", text, what, got, want);
}

static void expect_text(const char *text, const char *what, struct text got, const char *want)
{
    if (text_eq(got, text_of(want)))
        return;
    wrong++;
    print_error("'%s': %s is '" TEXT_FMT "', not '%s'\n", text, what, TEXT_ARG(got), want);
}

static void none_wrong(void)
{
    unsigned n = wrong;
    wrong = 0;
    assert_int_equal(n, 0);
}

static void test_numbers(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum decimal_mark mark;
        double value; /* NAN: no number */
        bool percent;
        char comparison;
        const char *unit;
    } table[] = {
        {"0.45", DECIMAL_UNKNOWN, 0.45, false, 0, ""},
        {"45", DECIMAL_UNKNOWN, 45, false, 0, ""},
        {"45 %", DECIMAL_UNKNOWN, 0.45, true, 0, ""},
        {"45%", DECIMAL_UNKNOWN, 0.45, true, 0, ""},
        {"45\xC2\xA0%", DECIMAL_UNKNOWN, 0.45, true, 0, ""},
        {"12,5 %", DECIMAL_UNKNOWN, 0.125, true, 0, ""},
        {"%80", DECIMAL_UNKNOWN, 0.8, true, 0, ""},
        {"45 Prozent", DECIMAL_UNKNOWN, 0.45, true, 0, ""},
        {"45 per cent", DECIMAL_UNKNOWN, 0.45, true, 0, ""},
        {"４５％", DECIMAL_UNKNOWN, 0.45, true, 0, ""},
        {"≥ 99.95 %", DECIMAL_UNKNOWN, 0.9995, true, '>', ""},
        {">= 99,95%", DECIMAL_COMMA, 0.9995, true, '>', ""},
        {"< 2h", DECIMAL_UNKNOWN, 2, false, '<', "h"},
        {"at most 3 days", DECIMAL_UNKNOWN, 3, false, '<', "days"},
        {"mindestens 40", DECIMAL_UNKNOWN, 40, false, '>', ""},
        {"50+", DECIMAL_UNKNOWN, 50, false, '>', "+"},
        {"10 or more", DECIMAL_UNKNOWN, 10, false, '>', ""},
        {"€1.2M", DECIMAL_UNKNOWN, 1.2e6, false, 0, "€"},
        {"$500k", DECIMAL_UNKNOWN, 5e5, false, 0, "$"},
        {"US$500k", DECIMAL_UNKNOWN, 5e5, false, 0, "US$"},
        {"R$ 1,5 mi", DECIMAL_UNKNOWN, 1.5e6, false, 0, "R$"},
        {"1,5 Mio.", DECIMAL_UNKNOWN, 1.5e6, false, 0, ""},
        {"50 Mio. €", DECIMAL_UNKNOWN, 5e7, false, 0, "€"},
        {"1,5 Mrd. EUR", DECIMAL_UNKNOWN, 1.5e9, false, 0, "EUR"},
        {"3 lakh", DECIMAL_UNKNOWN, 3e5, false, 0, ""},
        {"2.5 crore", DECIMAL_UNKNOWN, 2.5e7, false, 0, ""},
        {"12 k€", DECIMAL_UNKNOWN, 12000, false, 0, "€"},
        {"250 TEUR", DECIMAL_UNKNOWN, 250000, false, 0, "EUR"},
        {"3 M€", DECIMAL_UNKNOWN, 3e6, false, 0, "€"},
        {"2.5m users", DECIMAL_UNKNOWN, 2.5e6, false, 0, "users"},
        {"15m", DECIMAL_UNKNOWN, 15, false, 0, "m"},
        {"$15m", DECIMAL_UNKNOWN, 15e6, false, 0, "$"},
        {"£2bn", DECIMAL_UNKNOWN, 2e9, false, 0, "£"},
        {"5 million", DECIMAL_UNKNOWN, 5e6, false, 0, ""},
        {"500 mil clientes", DECIMAL_UNKNOWN, 5e5, false, 0, "clientes"},
        {"3万", DECIMAL_UNKNOWN, 30000, false, 0, ""},
        {"1.2億円", DECIMAL_UNKNOWN, 1.2e8, false, 0, "円"},
        {"500만", DECIMAL_UNKNOWN, 5e6, false, 0, ""},
        {"1.000.000", DECIMAL_UNKNOWN, 1e6, false, 0, ""},
        {"1,000,000", DECIMAL_UNKNOWN, 1e6, false, 0, ""},
        {"1 000 000", DECIMAL_UNKNOWN, 1e6, false, 0, ""},
        {"1\xE2\x80\xAF"
         "000\xE2\x80\xAF"
         "000",
         DECIMAL_UNKNOWN, 1e6, false, 0, ""},
        {"1'000'000", DECIMAL_UNKNOWN, 1e6, false, 0, ""},
        {"12,34,567", DECIMAL_UNKNOWN, 1234567, false, 0, ""},
        {"1.234.567,89", DECIMAL_UNKNOWN, 1234567.89, false, 0, ""},
        {"1,234,567.89", DECIMAL_UNKNOWN, 1234567.89, false, 0, ""},
        {"1 234,5", DECIMAL_UNKNOWN, 1234.5, false, 0, ""},
        {"1.000", DECIMAL_COMMA, 1000, false, 0, ""},
        {"1.000", DECIMAL_POINT, 1, false, 0, ""},
        {"1,000", DECIMAL_COMMA, 1, false, 0, ""},
        {"1,000", DECIMAL_UNKNOWN, 1000, false, 0, ""},
        {"0.125", DECIMAL_COMMA, 0.125, false, 0, ""},
        {"0,5", DECIMAL_UNKNOWN, 0.5, false, 0, ""},
        {".5", DECIMAL_UNKNOWN, 0.5, false, 0, ""},
        {"1.2E+06", DECIMAL_UNKNOWN, 1.2e6, false, 0, ""},
        {"-5", DECIMAL_UNKNOWN, -5, false, 0, ""},
        {"−5 %", DECIMAL_UNKNOWN, -0.05, true, 0, ""},
        {"(1,200)", DECIMAL_UNKNOWN, -1200, false, 0, ""},
        {"300 a month", DECIMAL_UNKNOWN, 300, false, 0, "a month"},
        {"NPS 50", DECIMAL_UNKNOWN, 50, false, 0, "NPS"},
        {"EUR 50", DECIMAL_UNKNOWN, 50, false, 0, "EUR"},
        {"50 ms", DECIMAL_UNKNOWN, 50, false, 0, "ms"},
        {"4GB", DECIMAL_UNKNOWN, 4, false, 0, "GB"},
        {"約50件", DECIMAL_UNKNOWN, 50, false, 0, "件"},
        {"", DECIMAL_UNKNOWN, NAN, false, 0, ""},
        {"n/a", DECIMAL_UNKNOWN, NAN, false, 0, ""},
        {"1.2.3", DECIMAL_UNKNOWN, NAN, false, 0, ""},
        {"3-5", DECIMAL_UNKNOWN, NAN, false, 0, ""},
        {"10:30", DECIMAL_UNKNOWN, NAN, false, 0, ""},
        {"2026-06-30", DECIMAL_UNKNOWN, NAN, false, 0, ""},
        {"30.06.2026", DECIMAL_UNKNOWN, NAN, false, 0, ""},
        {"3 of 5", DECIMAL_UNKNOWN, NAN, false, 0, ""},
        {"KR1.2", DECIMAL_UNKNOWN, NAN, false, 0, ""},
        {"Q3", DECIMAL_UNKNOWN, NAN, false, 0, ""},
        {"#DIV/0!", DECIMAL_UNKNOWN, NAN, false, 0, ""},
        {"€1.250", DECIMAL_UNKNOWN, 1250, false, 0, "€"},
        {"€1.250M", DECIMAL_UNKNOWN, 1.25e6, false, 0, "€"},
        {"€0.125", DECIMAL_UNKNOWN, .125, false, 0, "€"},
        {"€1.250", DECIMAL_POINT, 1.25, false, 0, "€"},
        {"B2B", DECIMAL_UNKNOWN, NAN, false, 0, ""},
        {"2nd", DECIMAL_UNKNOWN, NAN, false, 0, ""},
    };
    for (size_t i = 0; i < COUNT(table); i++) {
        struct number n = {.value = NAN};
        bool found = value_number(text_of(table[i].text), table[i].mark, &n);
        expect(found == !isnan(table[i].value), table[i].text, "found", found, !found);
        if (!found)
            continue;
        expect(close_to(n.value, table[i].value), table[i].text, "value", n.value, table[i].value);
        expect(n.percent == table[i].percent, table[i].text, "percent", n.percent, !n.percent);
        expect(n.comparison == table[i].comparison, table[i].text, "comparison", n.comparison,
               table[i].comparison);
        expect_text(table[i].text, "unit", n.unit, table[i].unit);
    }
    none_wrong();
}

static void test_decimal_marks(void **state)
{
    (void)state;
    static const struct {
        struct text v[4];
        enum decimal_mark mark;
    } table[] = {
        {{T("1.000"), T("2,5"), T("3.000")}, DECIMAL_COMMA},
        {{T("1,000"), T("2.5"), T("3,000")}, DECIMAL_POINT},
        {{T("1.000"), T("2.000"), T("3.000")}, DECIMAL_UNKNOWN},
        {{T("1.000.000"), T("5")}, DECIMAL_COMMA},
        {{T("1,000,000"), T("5")}, DECIMAL_POINT},
        {{T("1.234,50 €")}, DECIMAL_COMMA},
        {{T("0.45"), T("0.123")}, DECIMAL_POINT},
        {{T("v1.2"), T("45")}, DECIMAL_UNKNOWN},
        {{T("30.06.2026")}, DECIMAL_UNKNOWN},
    };
    for (size_t i = 0; i < COUNT(table); i++)
        assert_int_equal(value_decimal_mark(table[i].v, 4), table[i].mark);
}

static void test_changes(void **state)
{
    (void)state;
    const double no = NAN;
    const struct {
        const char *text;
        double start, target, by;
        const char *unit;
        enum direction direction;
    } table[] = {
        {"Cut resolution from 9 to 3 days", 9, 3, no, "days", DIRECTION_DECREASE},
        {"Portare il riempimento dal 71% all'85%", .71, .85, no, "", DIRECTION_INCREASE},
        {"Ridurre gli errori dal 2,1% allo 0,8%", .021, .008, no, "", DIRECTION_DECREASE},
        {"Send reports to all 12 wards", no, 12, no, "wards", DIRECTION_UNKNOWN},
        {"Grow trial sign-ups from 300 to 900 a month", 300, 900, no, "a month",
         DIRECTION_INCREASE},
        {"Umsatz von 42 auf 50 Mio. € steigern", 42e6, 50e6, no, "€", DIRECTION_INCREASE},
        {"Raise NPS 31 -> 45", 31, 45, no, "", DIRECTION_INCREASE},
        {"NPS 31 → 45", 31, 45, no, "", DIRECTION_INCREASE},
        {"Churn from 4.5 to 3 %", .045, .03, no, "", DIRECTION_DECREASE},
        {"Churn von 4,5 % auf 3 %", .045, .03, no, "", DIRECTION_DECREASE},
        {"Increase ARR from €1.2M to €2M by Q4 2026", 1.2e6, 2e6, no, "€", DIRECTION_INCREASE},
        {"Increase ARR to $2M (from $1.2M)", 1.2e6, 2e6, no, "$", DIRECTION_INCREASE},
        {"Faire passer le taux de 20 % à 35 %", .2, .35, no, "", DIRECTION_INCREASE},
        {"Reducir el tiempo de 9 a 3 días", 9, 3, no, "días", DIRECTION_DECREASE},
        {"Aumentar a receita de R$ 1 mi para R$ 2 mi", 1e6, 2e6, no, "R$", DIRECTION_INCREASE},
        {"Ridurre i tempi da 9 a 3 giorni", 9, 3, no, "giorni", DIRECTION_DECREASE},
        {"Verlaag de doorlooptijd van 9 naar 3 dagen", 9, 3, no, "dagen", DIRECTION_DECREASE},
        {"Øke NPS fra 31 til 45", 31, 45, no, "", DIRECTION_INCREASE},
        {"Öka andelen från 20 % till 35 %", .2, .35, no, "", DIRECTION_INCREASE},
        {"Zwiększyć sprzedaż z 20 do 35 %", .2, .35, no, "", DIRECTION_INCREASE},
        {"リードタイムを9日から3日に短縮", 9, 3, no, "日", DIRECTION_DECREASE},
        {"応答時間を48時間から12時間に短縮", 48, 12, no, "時間", DIRECTION_DECREASE},
        {"工期を6ヶ月から3ヶ月に短縮", 6, 3, no, "ヶ月", DIRECTION_DECREASE},
        {"将响应时间从48小时缩短到12小时", 48, 12, no, "小时", DIRECTION_DECREASE},
        {"将周期从6个月缩短为3个月", 6, 3, no, "个月", DIRECTION_DECREASE},
        {"将会议从60分钟缩短到30分钟", 60, 30, no, "分钟", DIRECTION_DECREASE},
        {"将投诉从每月120件降到40件", 120, 40, no, "件", DIRECTION_DECREASE},
        {"将处理时间从2小时缩短到30分钟", 120, 30, no, "分钟", DIRECTION_DECREASE},
        {"응답 시간을 48시간에서 12시간으로 단축", 48, 12, no, "시간", DIRECTION_DECREASE},
        {"개발 기간을 6개월에서 3개월로 단축", 6, 3, no, "개월", DIRECTION_DECREASE},
        {"将流失率从9%降到3%", .09, .03, no, "", DIRECTION_DECREASE},
        {"이탈률을 9%에서 3%로 감소", .09, .03, no, "", DIRECTION_DECREASE},
        {"Availability ≥ 99.95 %", no, .9995, no, "", DIRECTION_INCREASE},
        {"First response < 2h", no, 2, no, "h", DIRECTION_DECREASE},
        {"NPS above 90", no, 90, no, "", DIRECTION_INCREASE},
        {"Fehlerquote unter 2 %", no, .02, no, "", DIRECTION_DECREASE},
        {"Keep availability at 99.9 %", no, .999, no, "", DIRECTION_KEEP},
        {"Maintain a 4.5/5 rating on inclusivity", no, 4.5, no, "/5", DIRECTION_KEEP},
        {"Satisfaction from 3.6/5 to 4.3/5", 3.6, 4.3, no, "/5", DIRECTION_INCREASE},
        {"Sell deals above 50k to 9 of our accounts", no, 9, no, "", DIRECTION_UNKNOWN},
        {"Sign 12 enterprise customers", no, 12, no, "customers", DIRECTION_UNKNOWN},
        {"Reach 50 customers by 2027", no, 50, no, "customers", DIRECTION_UNKNOWN},
        {"Reduce cost by 20 %", no, no, -.2, "", DIRECTION_DECREASE},
        {"Umsatz um 20 % steigern", no, no, .2, "", DIRECTION_INCREASE},
        {"20 % more sign-ups", no, no, .2, "", DIRECTION_INCREASE},
        {"20 % weniger Tickets", no, no, -.2, "", DIRECTION_DECREASE},
        {"Conversion +20 %", no, no, .2, "", DIRECTION_INCREASE},
        {"Double the number of trials", no, no, 1, "", DIRECTION_INCREASE},
        {"Triple weekly actives", no, no, 2, "", DIRECTION_INCREASE},
        {"Durchlaufzeit halbieren", no, no, -.5, "", DIRECTION_DECREASE},
        {"Verdoppelung der Anmeldungen", no, no, 1, "", DIRECTION_INCREASE},
        {"3x qualified leads", no, no, 2, "", DIRECTION_INCREASE},
        {"An increase of 3x in signups", no, no, 2, "", DIRECTION_INCREASE},
        {"Pipeline coverage 2x higher", no, no, 1, "", DIRECTION_INCREASE},
        {"Orders a week (now 12)", 12, no, no, "", DIRECTION_UNKNOWN},
        {"LTV/CAC of 4x", no, 4, no, "x", DIRECTION_UNKNOWN},
        {"Raise LTV:CAC ratio to 4x", no, 4, no, "x", DIRECTION_INCREASE},
        {"Grow from 40 to at least 60 accounts", 40, 60, no, "accounts", DIRECTION_INCREASE},
        {"Reduce p95 latency from 800ms to 300ms", 800, 300, no, "ms", DIRECTION_DECREASE},
        {"Increase to 1.000.000 downloads", no, 1e6, no, "downloads", DIRECTION_INCREASE},
        {"Grow readers from 2000 to 5000 a week", 2000, 5000, no, "a week", DIRECTION_INCREASE},
        {"Letture da 2000 a 1950 al mese ridurre", 2000, 1950, no, "al mese", DIRECTION_DECREASE},
        {"Steigerung der Leser von 2000 auf 2100", 2000, 2100, no, "", DIRECTION_INCREASE},
        {"Cut open tickets 2030 -> 800 by 2027", 2030, 800, no, "", DIRECTION_DECREASE},
        {"读者从2000人到5000人", 2000, 5000, no, "人", DIRECTION_INCREASE},
        {"Win 2000 readers by 2027", no, 2000, no, "readers", DIRECTION_INCREASE},
        {"Grow from 2026 to 2027", no, no, no, NULL, DIRECTION_UNKNOWN},
        {"From 2026 to 2027 grow shops from 4 to 6", 4, 6, no, "", DIRECTION_INCREASE},
        {"Arriver fin de 2027 à 60 abonnés", no, 60, no, "abonnés", DIRECTION_UNKNOWN},
        {"Cut waste to 2005 levels", no, no, no, NULL, DIRECTION_UNKNOWN},
        {"Increase revenue by 20% from 500", 500, 600, .2, "", DIRECTION_INCREASE},
        {"Raise NPS by 10 points from 30", 30, 40, no, "points", DIRECTION_INCREASE},
        {"Cut lead time by 3 days from 9", 9, 6, no, "days", DIRECTION_DECREASE},
        {"Raise revenue by $200k from $1m", 1e6, 1.2e6, no, "$", DIRECTION_INCREASE},
        {"Raise the share by 5 points from 20 %", .2, .25, no, "", DIRECTION_INCREASE},
        {"Reduce cancellations by 50% (from 40)", 40, 20, -.5, "", DIRECTION_DECREASE},
        {"NPS um 10 steigern (von 30)", 30, 40, no, "", DIRECTION_INCREASE},
        {"Increase bookings (now 500) by 20 %", 500, 600, .2, "", DIRECTION_INCREASE},
        {"Increase revenue by 20% from 5 new customers", no, no, .2, "", DIRECTION_INCREASE},
        {"Win 12 deals from 40 leads", no, 12, no, "deals", DIRECTION_INCREASE},
        {"Serve 60 guests from 45 guests", 45, 60, no, "guests", DIRECTION_INCREASE},
        {"20 % growth (from 15 %)", .15, .2, no, "", DIRECTION_INCREASE},
        {"Conversion +12% (from 8%)", .08, .12, no, "", DIRECTION_INCREASE},
        {"Grow revenue 3x from 100", 100, 300, 2, "", DIRECTION_INCREASE},
        {"Raise training to 5x a week (from 2)", 2, 5, no, "x", DIRECTION_INCREASE},
        {"Double sign-ups from 200", 200, 400, 1, "", DIRECTION_INCREASE},
        {"Cut costs 20 %", no, no, -.2, "", DIRECTION_DECREASE},
        {"Reduce travel expenses 15%.", no, no, -.15, "", DIRECTION_DECREASE},
        {"Reduce no-shows: 5 %", no, .05, no, "", DIRECTION_DECREASE},
        {"Reduce no-shows below 5 %", no, .05, no, "", DIRECTION_DECREASE},
        {"Open from 8am to 6pm", no, no, no, NULL, DIRECTION_UNKNOWN},
        {"Phones answered from 9am to 5pm on 6 days", no, 6, no, "days", DIRECTION_UNKNOWN},
        {"Kurse von 8 bis 18 Uhr", no, no, no, NULL, DIRECTION_UNKNOWN},
        {"Von 5 auf 8 Kurse vor 18 Uhr", 5, 8, no, "Kurse", DIRECTION_INCREASE},
        {"Øke bestillinger med 20 % (fra 100)", 100, 120, .2, "", DIRECTION_INCREASE},
        {"Øg bookinger med 20 %", no, no, .2, "", DIRECTION_INCREASE},
        {"Sænke udgifter med 20 %", no, no, -.2, "", DIRECTION_DECREASE},
        {"예약을 20% 늘리기", no, no, .2, "", DIRECTION_INCREASE},
        {"이탈률을 20% 줄이기", no, no, -.2, "", DIRECTION_DECREASE},
        {"점유율을 30%로 늘리기", no, .3, no, "", DIRECTION_INCREASE},
        {"予約を20%伸ばす", no, no, .2, "", DIRECTION_INCREASE},
        {"コストを20%下げる", no, no, -.2, "", DIRECTION_DECREASE},
        {"達成率を95%に引き上げる", no, .95, no, "", DIRECTION_INCREASE},
        {"Cut defects from 40 by half", 40, 20, -.5, "", DIRECTION_DECREASE},
        {"Cut defects from 40 by a quarter", 40, 30, -.25, "", DIRECTION_DECREASE},
        {"Grow bookings by a quarter (now 40)", 40, 50, .25, "", DIRECTION_INCREASE},
        {"Wartezeit um drei Viertel senken", no, no, -.75, "", DIRECTION_DECREASE},
        {"Augmenter les dons d'un dixième", no, no, .1, "", DIRECTION_INCREASE},
        {"Stornoquote halbieren (heute 8 %)", .08, .04, -.5, "", DIRECTION_DECREASE},
        {"Reducir a la mitad los errores del 8 %", .08, .04, -.5, "", DIRECTION_DECREASE},
        {"Ridurre della metà i resi (oggi 8 %)", .08, .04, -.5, "", DIRECTION_DECREASE},
        {"Double revenue from 5 customers", no, no, 1, "", DIRECTION_INCREASE},
        {"Increase revenue by 1.2x", no, no, .2, "", DIRECTION_INCREASE},
        {"Reduce cost by 2x", no, no, -.5, "", DIRECTION_DECREASE},
        {"80% of loans under €50k decided within 24 h", no, .8, no, "", DIRECTION_UNKNOWN},
        {"80 % der Kredite unter 50.000 € entschieden", no, .8, no, "", DIRECTION_UNKNOWN},
        {"Zero manual journals above £10k", no, 0, no, "journals", DIRECTION_DECREASE},
        {"No invoices over 30 days", no, 0, no, "", DIRECTION_DECREASE},
        {"No more than 3 complaints", no, 3, no, "complaints", DIRECTION_DECREASE},
        {"Average loan below €50k in 80% of branches", no, 5e4, no, "€", DIRECTION_DECREASE},
        {"Play 14 village halls", no, 14, no, "halls", DIRECTION_UNKNOWN},
        {"Färre än 5 fel", no, 5, no, "fel", DIRECTION_DECREASE},
        {"Resolve 80-90 % of tickets within 24 h", no, .8, no, "", DIRECTION_UNKNOWN},
        {"Resolve between 80 and 90 % of calls within 24 h", no, .8, no, "", DIRECTION_UNKNOWN},
        {"Cut lead time from 12 to 5-7 days", 12, 7, no, "days", DIRECTION_DECREASE},
        {"Reduce churn to 2 – 3 %", no, .03, no, "", DIRECTION_DECREASE},
        {"Win 20 customers with 50-200 employees", no, 20, no, "customers", DIRECTION_INCREASE},
        {"Launch for 18-25 year olds", no, no, no, NULL, DIRECTION_UNKNOWN},
        {"Reduce cost by 10-15 %", no, no, no, NULL, DIRECTION_UNKNOWN},
        {"No order older than 20 days", no, 0, no, "", DIRECTION_DECREASE},
        {"Orders older than 20 days", no, no, no, NULL, DIRECTION_UNKNOWN},
        {"Kein Auftrag älter als 20 Tage", no, 0, no, "", DIRECTION_DECREASE},
        {"Cut orders older than 20 days to 6", no, 6, no, "", DIRECTION_DECREASE},
        {"Average order no older than 20 days", no, 20, no, "days", DIRECTION_DECREASE},
        {"Enter the top 20 of the city", no, no, no, NULL, DIRECTION_UNKNOWN},
        {"Top 5 customers grow to 40 orders", no, 40, no, "orders", DIRECTION_INCREASE},
        {"Reach maturity level 4", no, no, no, NULL, DIRECTION_UNKNOWN},
        {"Maturity from level 2 to level 4", 2, 4, no, "", DIRECTION_INCREASE},
        {"Close the books on working day 4", no, no, no, NULL, DIRECTION_UNKNOWN},
        {"Abschluss von Arbeitstag 9 auf Arbeitstag 4", 9, 4, no, "", DIRECTION_DECREASE},
        {"Move every job to Ruby 3.4", no, no, no, NULL, DIRECTION_UNKNOWN},
        {"Upgrade from Ruby 2 to Ruby 3", no, no, no, NULL, DIRECTION_UNKNOWN},
        {"Upgrade 30 tills to Windows 11", no, 30, no, "tills", DIRECTION_UNKNOWN},
        {"Softwareversion 4.0 ausgeliefert", no, no, no, NULL, DIRECTION_UNKNOWN},
        {"SOC 2 report for 4 products", no, 4, no, "products", DIRECTION_UNKNOWN},
        {"Switch off the AS/400", no, no, no, NULL, DIRECTION_UNKNOWN},
        {"401(k) plan used by 70 %", no, .7, no, "", DIRECTION_UNKNOWN},
        {"Open the shop by December 12", no, no, no, NULL, DIRECTION_UNKNOWN},
        {"Sell in March 12 boats", no, 12, no, "boats", DIRECTION_UNKNOWN},
        {"Bis 30.09. alle Boote geprüft", no, no, no, NULL, DIRECTION_UNKNOWN},
        {"90 % geschult antes del 30 de junio", no, .9, no, "", DIRECTION_UNKNOWN},
        {"Guthaben 2. Grades über 30 %", no, .3, no, "", DIRECTION_INCREASE},
        {"9月までに12社獲得", no, 12, no, "社", DIRECTION_UNKNOWN},
        {"3분기 매출 50억 원", no, 5e9, no, "원", DIRECTION_UNKNOWN},
        {"第3位を獲得", no, no, no, NULL, DIRECTION_UNKNOWN},
        {"待ち時間を9時間から3時間に短縮", 9, 3, no, "時間", DIRECTION_DECREASE},
        {"8 out of 10 guests come again", no, 8, no, "guests", DIRECTION_UNKNOWN},
        {"5 von 7 Booten erneuert", no, 5, no, "Booten", DIRECTION_UNKNOWN},
        {"1 in 20 parcels late", no, .05, no, "", DIRECTION_UNKNOWN},
        {"Rating of 4.4 out of 5", no, 4.4, no, "", DIRECTION_UNKNOWN},
        {"Rating 20 / 35", no, no, no, NULL, DIRECTION_UNKNOWN},
        {"Win 8 guests and 3 suppliers", no, no, no, NULL, DIRECTION_UNKNOWN},
        {"Win 8 guests, 3 of them from abroad", no, 8, no, "guests", DIRECTION_INCREASE},
        {"Staff: 40 to 25", 40, 25, no, "", DIRECTION_DECREASE},
        {"Queue 9 days (start: 14 days)", 14, 9, no, "days", DIRECTION_DECREASE},
        {"Start 9, target 3", 9, 3, no, "", DIRECTION_DECREASE},
        {"Start 9 pilots", no, 9, no, "pilots", DIRECTION_UNKNOWN},
        {"Dauert statt 20 nur noch 12 Tage", 20, 12, no, "Tage", DIRECTION_DECREASE},
        {"Cut the queue from around 90 to about 30", 90, 30, no, "", DIRECTION_DECREASE},
        {"Reduce scrap to 4 % (2024: 9 %, 2025: 7 %)", no, .04, no, "", DIRECTION_DECREASE},
        {"Licences renewed before 30 days of expiry to 75%", no, .75, no, "", DIRECTION_UNKNOWN},
        {"95% dos pedidos entregues em até 24h", no, .95, no, "", DIRECTION_UNKNOWN},
        {"Move to a 4-day week", no, no, no, NULL, DIRECTION_UNKNOWN},
        {"5-star service on 3 boats", no, 3, no, "boats", DIRECTION_UNKNOWN},
        {"Save €40,000", no, 4e4, no, "€", DIRECTION_UNKNOWN},
        {"Save 10 % of fuel", no, .1, no, "", DIRECTION_UNKNOWN},
        {"Eliminate 6 manual steps", no, 6, no, "steps", DIRECTION_UNKNOWN},
        {"Abbau von 300 Überstunden", no, 300, no, "Überstunden", DIRECTION_UNKNOWN},
        {"Reduce overtime to 300 hours", no, 300, no, "hours", DIRECTION_DECREASE},
        {"Einsparung von 50.000 €", no, 5e4, no, "€", DIRECTION_UNKNOWN},
        {"Reach 6 % conversion (market average: 4 %)", no, .06, no, "", DIRECTION_UNKNOWN},
        {"Referrals from 1 in 5 to 1 in 4", .2, .25, no, "", DIRECTION_INCREASE},
        {"Boats: 21 of 30 to 30", 21, 30, no, "", DIRECTION_INCREASE},
        {"Effort below 2.5 on a scale from 1 to 7", no, 2.5, no, "", DIRECTION_DECREASE},
        {"Zufriedenheit von 3,2 auf 4,1 auf einer Skala von 1 bis 5", 3.2, 4.1, no, "",
         DIRECTION_INCREASE},
        {"Scale 3 pilots", no, 3, no, "pilots", DIRECTION_INCREASE},
        {"6 fewer falls", no, no, no, "falls", DIRECTION_DECREASE},
        {"Falls: 6 or fewer", no, 6, no, "", DIRECTION_DECREASE},
        {"Reply in 4 days or less", no, 4, no, "days", DIRECTION_DECREASE},
        {"Energie 12 % unter Vorjahr", no, no, -.12, "", DIRECTION_DECREASE},
        {"38,000 guests (+10 %)", no, 38000, no, "guests", DIRECTION_UNKNOWN},
        {"Claims 1.4 % (-0.3 pp)", no, .014, no, "", DIRECTION_UNKNOWN},
        {"Fix 6 open P2 bugs", no, 6, no, "bugs", DIRECTION_UNKNOWN},
        {"1日あたり400件処理", no, 400, no, "件", DIRECTION_UNKNOWN},
        {"在3个月内完成40次访谈", no, 40, no, "次", DIRECTION_UNKNOWN},
        {"毛利率提升2个百分点", no, no, no, "", DIRECTION_INCREASE},
        {"전환율 3%p 개선", no, no, no, "", DIRECTION_INCREASE},
        {"3時間以内に返信", no, 3, no, "時間", DIRECTION_DECREASE},
        {"Regatta day, 400 guests", no, 400, no, "guests", DIRECTION_UNKNOWN},
        {"Paid 70% (75% of the 80% goal), +4% on last year", no, no, .04, "", DIRECTION_INCREASE},
        {"At most 8 in 24 h", no, 8, no, "", DIRECTION_DECREASE},
        {"将周期从6个月缩短为2个月", 6, 2, no, "个月", DIRECTION_DECREASE},
        {"工期を3ヶ月短縮する", no, no, no, "ヶ月", DIRECTION_DECREASE},
        {"工期を3ヶ月に短縮する", no, 3, no, "ヶ月", DIRECTION_DECREASE},
        {"将投诉从每月90件降到30件", 90, 30, no, "件", DIRECTION_DECREASE},
        {"客户投诉减少20件", no, no, no, "件", DIRECTION_DECREASE},
        {"売上を3億円増やす", no, no, no, "円", DIRECTION_INCREASE},
        {"Ship the new pricing page", no, no, no, NULL, DIRECTION_UNKNOWN},
        {"Launch in Q3 2026", no, no, no, NULL, DIRECTION_UNKNOWN},
        {"Close KR-7", no, no, no, NULL, DIRECTION_UNKNOWN},
    };
    for (size_t i = 0; i < COUNT(table); i++) {
        struct change c;
        const char *text = table[i].text;
        bool found = value_change(text_of(text), DECIMAL_UNKNOWN, &c);
        expect(found == (table[i].unit != NULL), text, "found", found, !found);
        if (!found)
            continue;
        expect(close_to(c.start, table[i].start), text, "start", c.start, table[i].start);
        expect(close_to(c.target, table[i].target), text, "target", c.target, table[i].target);
        expect(close_to(c.by, table[i].by), text, "by", c.by, table[i].by);
        expect(c.direction == table[i].direction, text, "direction", c.direction,
               table[i].direction);
        if (table[i].unit)
            expect_text(text, "unit", c.unit, table[i].unit);
    }
    none_wrong();
}

static void test_ranges(void **state)
{
    (void)state;
    const double no = NAN;
    static const struct {
        const char *text;
        double low, high;
        const char *unit;
    } table[] = {
        {"80-90 %", .8, .9, ""},
        {"80%-90%", .8, .9, ""},
        {"3-5", 3, 5, ""},
        {"5 to 7", 5, 7, ""},
        {"5 bis 7", 5, 7, ""},
        {"8..10", 8, 10, ""},
        {"5~7", 5, 7, ""},
        {"5 – 7 days", 5, 7, "days"},
        {"entre 5 et 7 jours", 5, 7, "jours"},
        {"50-60k", 5e4, 6e4, ""},
        {"$1-2m", 1e6, 2e6, "$"},
        {"1-2 Mio. €", 1e6, 2e6, "€"},
        {"5 and 7", NAN, NAN, ""},
        {"from 5 to 7", NAN, NAN, ""},
        {"100-90", NAN, NAN, ""},
        {"+10-20 %", NAN, NAN, ""},
        {"2025-26", NAN, NAN, ""},
        {"2025-2026", NAN, NAN, ""},
        {"Q1-Q2", NAN, NAN, ""},
        {"01-03", NAN, NAN, ""},
        {"2026-06-30", NAN, NAN, ""},
        {"10-12 June", NAN, NAN, ""},
        {"10-20 Uhr", NAN, NAN, ""},
        {"Level 2-3", NAN, NAN, ""},
        {"1-2-3", NAN, NAN, ""},
        {"4.5-5/5", NAN, NAN, ""},
    };
    for (size_t i = 0; i < COUNT(table); i++) {
        struct number_range range = {.low = {.value = no}, .high = {.value = no}};
        value_range(text_of(table[i].text), DECIMAL_UNKNOWN, false, &range);
        expect(close_to(range.low.value, table[i].low), table[i].text, "low", range.low.value,
               table[i].low);
        expect(close_to(range.high.value, table[i].high), table[i].text, "high", range.high.value,
               table[i].high);
        expect_text(table[i].text, "unit", range.high.unit, table[i].unit);
    }
    none_wrong();
}

static void test_days_at_the_head_of_a_column(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum date_order order;
        const char *day;
    } table[] = {
        {"Au 31/08", DATE_UNKNOWN, "2026-08-31"},
        {"Stand 15.02.", DATE_UNKNOWN, "2026-02-15"},
        {"As of 12 May", DATE_UNKNOWN, "2026-05-12"},
        {"Per 30-9", DATE_UNKNOWN, "2026-09-30"},
        {"as of 5/6", DATE_MDY, "2026-05-06"},
        {"på 1/9", DATE_DMY, "2026-09-01"},
        {"31/08時点", DATE_UNKNOWN, "2026-08-31"},
        {"截至8月31日", DATE_UNKNOWN, "2026-08-31"},
        {"Stand 15.02.2027", DATE_UNKNOWN, "2027-02-15"},
        {"Q2", DATE_UNKNOWN, ""},
        {"Target 80", DATE_UNKNOWN, ""},
        {"May", DATE_UNKNOWN, ""},
        {"31/02", DATE_UNKNOWN, ""},
        {"Ziel 3 bis 31.8.", DATE_UNKNOWN, ""},
    };
    for (size_t i = 0; i < COUNT(table); i++) {
        double days = NAN;
        value_day(text_of(table[i].text), table[i].order, 2026, &days);
        expect_text(table[i].text, "day", isnan(days) ? T("") : date_iso(mem, days), table[i].day);
    }
    none_wrong();
}

static void test_dates(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum date_order order;
        const char *iso; /* "": none */
    } table[] = {
        {"2026-06-30", DATE_UNKNOWN, "2026-06-30"},
        {"2026/6/30", DATE_UNKNOWN, "2026-06-30"},
        {"2026-06-30T12:00:00Z", DATE_UNKNOWN, "2026-06-30"},
        {"2026-06-30 12:00", DATE_UNKNOWN, "2026-06-30"},
        {"20260630", DATE_UNKNOWN, "2026-06-30"},
        {"30.06.2026", DATE_MDY, "2026-06-30"},
        {"30.6.26", DATE_UNKNOWN, "2026-06-30"},
        {"30/06/2026", DATE_MDY, "2026-06-30"},
        {"06/30/2026", DATE_DMY, "2026-06-30"},
        {"03/04/2026", DATE_DMY, "2026-04-03"},
        {"03/04/2026", DATE_MDY, "2026-03-04"},
        {"03/04/2026", DATE_UNKNOWN, "2026-04-03"},
        {"30 June 2026", DATE_UNKNOWN, "2026-06-30"},
        {"June 30, 2026", DATE_UNKNOWN, "2026-06-30"},
        {"Tue, 30 Jun 2026", DATE_UNKNOWN, "2026-06-30"},
        {"30. Juni 2026", DATE_UNKNOWN, "2026-06-30"},
        {"30 juin 2026", DATE_UNKNOWN, "2026-06-30"},
        {"30 de junio de 2026", DATE_UNKNOWN, "2026-06-30"},
        {"30-Jun-26", DATE_UNKNOWN, "2026-06-30"},
        {"2026年6月30日", DATE_UNKNOWN, "2026-06-30"},
        {"2026년 6월 30일", DATE_UNKNOWN, "2026-06-30"},
        {"Q2 2026", DATE_UNKNOWN, "2026-06-30"},
        {"end of June 2026", DATE_UNKNOWN, "2026-06-30"},
        {"H1 2026", DATE_UNKNOWN, "2026-06-30"},
        {"31/02/2026", DATE_UNKNOWN, ""},
        {"30 June", DATE_UNKNOWN, ""},
        {"soon", DATE_UNKNOWN, ""},
        {"", DATE_UNKNOWN, ""},
        {"45", DATE_UNKNOWN, ""},
    };
    for (size_t i = 0; i < COUNT(table); i++) {
        double days = NAN;
        value_date(text_of(table[i].text), table[i].order, &days);
        expect_text(table[i].text, "date", isnan(days) ? T("") : date_iso(mem, days), table[i].iso);
    }
    none_wrong();
    assert_true(date_days(1900, 1, 1) == 2);
    assert_true(date_days(2026, 4, 30) == 46142);
    struct text dmy[] = {T("03/04/2026"), T("13/04/2026")}, mdy[] = {T("4/3/2026"), T("4/13/26")};
    struct text both[] = {T("13/04/2026"), T("04/13/2026")};
    assert_int_equal(value_date_order(dmy, 2), DATE_DMY);
    assert_int_equal(value_date_order(mdy, 2), DATE_MDY);
    assert_int_equal(value_date_order(both, 2), DATE_UNKNOWN);
    assert_int_equal(value_date_order(dmy, 1), DATE_UNKNOWN);
}

static void test_periods(void **state)
{
    (void)state;
    static const struct {
        const char *text, *name, *first, *last;
    } table[] = {
        {"Q2 2026", "2026-Q2", "2026-04-01", "2026-06-30"},
        {"2026-Q2", "2026-Q2", "2026-04-01", "2026-06-30"},
        {"2026Q2", "2026-Q2", "2026-04-01", "2026-06-30"},
        {"Q2/2026", "2026-Q2", "2026-04-01", "2026-06-30"},
        {"Q2'26", "2026-Q2", "2026-04-01", "2026-06-30"},
        {"2Q26", "2026-Q2", "2026-04-01", "2026-06-30"},
        {"Q3 Y2025", "2025-Q3", "2025-07-01", "2025-09-30"},
        {"Y2025", "2025", "2025-01-01", "2025-12-31"},
        {"Q3 FY26", "FY2026-Q3", "", ""},
        {"FY26Q3", "FY2026-Q3", "", ""},
        {"FY2026 Q3", "FY2026-Q3", "", ""},
        {"FY26", "FY2026", "", ""},
        {"FY25/26", "FY2026", "", ""},
        {"GJ 2026", "FY2026", "", ""},
        {"2026H1", "2026-H1", "2026-01-01", "2026-06-30"},
        {"H2 2026", "2026-H2", "2026-07-01", "2026-12-31"},
        {"1H26", "2026-H1", "2026-01-01", "2026-06-30"},
        {"S2 2026", "2026-H2", "2026-07-01", "2026-12-31"},
        {"1. Halbjahr 2026", "2026-H1", "2026-01-01", "2026-06-30"},
        {"2. Quartal 2026", "2026-Q2", "2026-04-01", "2026-06-30"},
        {"II. Quartal 2026", "2026-Q2", "2026-04-01", "2026-06-30"},
        {"T2 2026", "2026-Q2", "2026-04-01", "2026-06-30"},
        {"2e trimestre 2026", "2026-Q2", "2026-04-01", "2026-06-30"},
        {"2º trimestre de 2026", "2026-Q2", "2026-04-01", "2026-06-30"},
        {"K2 2026", "2026-Q2", "2026-04-01", "2026-06-30"},
        {"II kw. 2026", "2026-Q2", "2026-04-01", "2026-06-30"},
        {"second quarter 2026", "2026-Q2", "2026-04-01", "2026-06-30"},
        {"2026年第2四半期", "2026-Q2", "2026-04-01", "2026-06-30"},
        {"2026年第二季度", "2026-Q2", "2026-04-01", "2026-06-30"},
        {"2026년 2분기", "2026-Q2", "2026-04-01", "2026-06-30"},
        {"2026年上半年", "2026-H1", "2026-01-01", "2026-06-30"},
        {"2026年度下期", "FY2026-H2", "", ""},
        {"2026", "2026", "2026-01-01", "2026-12-31"},
        {"April 2026", "2026-04", "2026-04-01", "2026-04-30"},
        {"2026-04", "2026-04", "2026-04-01", "2026-04-30"},
        {"04/2026", "2026-04", "2026-04-01", "2026-04-30"},
        {"2026年4月", "2026-04", "2026-04-01", "2026-04-30"},
        {"Apr-Jun 2026", "2026-Q2", "2026-04-01", "2026-06-30"},
        {"April bis Juni 2026", "2026-Q2", "2026-04-01", "2026-06-30"},
        {"Apr 2026 – Jun 2026", "2026-Q2", "2026-04-01", "2026-06-30"},
        {"Nov 2026 - Feb 2027", "2026-11/2027-02", "2026-11-01", "2027-02-28"},
        {"Q1-Q2 2026", "2026-H1", "2026-01-01", "2026-06-30"},
        {"Q1–Q4 2026", "2026", "2026-01-01", "2026-12-31"},
        {"01/07/2025 - 30/09/2025", "2025-Q3", "2025-07-01", "2025-09-30"},
        {"2026-04-01 to 2026-06-30", "2026-Q2", "2026-04-01", "2026-06-30"},
        {"01.04.2026 bis 15.05.2026", "2026-04-01/2026-05-15", "2026-04-01", "2026-05-15"},
        {"Quarter: Q2 2026", "2026-Q2", "2026-04-01", "2026-06-30"},
        {"Q2", "Q2", "", ""},
        {"Sprint 12", "", "", ""},
        {"30.06.2026", "", "", ""},
        {"Growth Q2 2026", "", "", ""},
        {"5 customers", "", "", ""},
        {"", "", "", ""},
    };
    for (size_t i = 0; i < COUNT(table); i++) {
        struct period p = {.first = NAN, .last = NAN};
        value_period(mem, text_of(table[i].text), DATE_UNKNOWN, &p);
        expect_text(table[i].text, "period", p.name, table[i].name);
        expect_text(table[i].text, "first day", isnan(p.first) ? T("") : date_iso(mem, p.first),
                    table[i].first);
        expect_text(table[i].text, "last day", isnan(p.last) ? T("") : date_iso(mem, p.last),
                    table[i].last);
    }
    none_wrong();
}

static void test_period_within(void **state)
{
    (void)state;
    static const struct {
        const char *text, *name, *slice;
    } table[] = {
        {"Growth OKRs Q2 2026 v3", "2026-Q2", "Q2 2026"},
        {"okrs_payments_2026-Q2_final", "2026-Q2", "2026-Q2"},
        {"2026 Target Value", "2026", "2026"},
        {"Q3 Target", "Q3", "Q3"},
        {"1Q目標", "Q1", "1Q"},
        {"第3四半期目標", "Q3", "第3四半期"},
        {"三季度目标", "Q3", "三季度"},
        {"3분기 목표", "Q3", "3분기"},
        {"Meta 3er trimestre", "Q3", "3er trimestre"},
        {"OKR FY26 Q1 (draft)", "FY2026-Q1", "FY26 Q1"},
        {"Team OKRs", "", ""},
    };
    for (size_t i = 0; i < COUNT(table); i++) {
        struct period p = {0};
        struct text slice = {0};
        value_period_within(mem, text_of(table[i].text), DATE_UNKNOWN, &p, &slice);
        expect_text(table[i].text, "period", p.name, table[i].name);
        expect_text(table[i].text, "slice", slice, table[i].slice);
    }
    none_wrong();
}

static void test_numbered_month(void **state)
{
    (void)state;
    static const struct {
        const char *text, *slice;
        int month;
    } table[] = {{"4月目標", "4月", 4},  {"목표 12월", "12월", 12}, {"13月", "13月", 0},
                 {"截至8月31日", "", 0}, {"月間売上", "", 0},       {"Target 4", "", 0}};
    for (size_t i = 0; i < COUNT(table); i++) {
        struct text slice = {0};
        assert_int_equal(value_numbered_month(text_of(table[i].text), &slice), table[i].month);
        expect_text(table[i].text, "slice", slice, table[i].slice);
    }
    none_wrong();
}

static void test_status(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum status status;
    } table[] = {
        {"R", STATUS_OFF_TRACK},
        {"A", STATUS_AT_RISK},
        {"G", STATUS_ON_TRACK},
        {"amber", STATUS_AT_RISK},
        {"AT RISK", STATUS_AT_RISK},
        {"on-track", STATUS_ON_TRACK},
        {"on_track", STATUS_ON_TRACK},
        {"not Started", STATUS_NOT_STARTED},
        {"not on track", STATUS_OFF_TRACK},
        {"Off Track", STATUS_OFF_TRACK},
        {"In progress", STATUS_IN_PROGRESS},
        {"Active 🏗", STATUS_IN_PROGRESS},
        {"Complete ✅", STATUS_DONE},
        {"done by 31.5.2026", STATUS_NONE},
        {"hotovo do 31.5.2026", STATUS_NONE},
        {"done by Ann", STATUS_DONE},
        {"Dropped ❌", STATUS_DROPPED},
        {"🟢", STATUS_ON_TRACK},
        {"🟡 watching churn", STATUS_AT_RISK},
        {"🔴", STATUS_OFF_TRACK},
        {"✓", STATUS_DONE},
        {"✔️", STATUS_DONE},
        {"✗", STATUS_MISSED},
        {"✘", STATUS_MISSED},
        {"Green - going well", STATUS_ON_TRACK},
        {"Status: red", STATUS_OFF_TRACK},
        {"im Plan", STATUS_ON_TRACK},
        {"gefährdet", STATUS_AT_RISK},
        {"GEFAEHRDET", STATUS_NONE},
        {"nicht im Plan", STATUS_OFF_TRACK},
        {"erledigt", STATUS_DONE},
        {"en bonne voie", STATUS_ON_TRACK},
        {"à risque", STATUS_AT_RISK},
        {"en retard", STATUS_OFF_TRACK},
        {"en_progreso", STATUS_IN_PROGRESS},
        {"en riesgo", STATUS_AT_RISK},
        {"atrasado", STATUS_OFF_TRACK},
        {"concluído", STATUS_DONE},
        {"em andamento", STATUS_IN_PROGRESS},
        {"no prazo", STATUS_ON_TRACK},
        {"in ritardo", STATUS_OFF_TRACK},
        {"in linea", STATUS_ON_TRACK},
        {"op schema", STATUS_ON_TRACK},
        {"niet gestart", STATUS_NOT_STARTED},
        {"i rute", STATUS_ON_TRACK},
        {"forsinket", STATUS_OFF_TRACK},
        {"försenad", STATUS_OFF_TRACK},
        {"på rätt spår", STATUS_ON_TRACK},
        {"zagrożone", STATUS_AT_RISK},
        {"opóźnione", STATUS_OFF_TRACK},
        {"順調", STATUS_ON_TRACK},
        {"遅延", STATUS_OFF_TRACK},
        {"未着手", STATUS_NOT_STARTED},
        {"进行中", STATUS_IN_PROGRESS},
        {"有风险", STATUS_AT_RISK},
        {"已完成", STATUS_DONE},
        {"진행 중", STATUS_IN_PROGRESS},
        {"지연", STATUS_OFF_TRACK},
        {"on hold", STATUS_PAUSED},
        {"pausiert", STATUS_PAUSED},
        {"cancelled", STATUS_DROPPED},
        {"", STATUS_NONE},
        {"Anna", STATUS_NONE},
        {"45 %", STATUS_NONE},
        {"We are waiting for the vendor to deliver the new release of their platform", STATUS_NONE},
    };
    for (size_t i = 0; i < COUNT(table); i++) {
        enum status got = value_status(mem, text_of(table[i].text));
        expect_text(table[i].text, "status", text_of(status_text(got)),
                    status_text(table[i].status));
    }
    none_wrong();
}

static struct scale_evidence scale_of(const char *header, const double *values, size_t n,
                                      uint8_t flags)
{
    struct cell cells[16];
    const struct cell *list[16];
    for (size_t i = 0; i < n; i++) {
        cells[i] = (struct cell){.type = CELL_NUMBER, .flags = flags, .number = values[i]};
        list[i] = &cells[i];
    }
    return value_scale(mem, text_of(header), list, n);
}

static void test_scales(void **state)
{
    (void)state;
    const double shares[] = {0, .3, .45, 1}, tens[] = {3, 7, 10, 8}, hundreds[] = {10, 45, 100, 0},
                 fives[] = {5, 10, 0, 5}, over[] = {.3, .7, 1.2}, odd[] = {2, 3, 7};
    assert_int_equal(scale_of("Progress", shares, 4, 0).scale, SCALE_1);
    assert_int_equal(scale_of("Score", tens, 4, 0).scale, SCALE_10);
    assert_int_equal(scale_of("Progress", hundreds, 4, 0).scale, SCALE_100);
    assert_int_equal(scale_of("Progress", fives, 4, 0).scale, SCALE_100);
    assert_int_equal(scale_of("Score", over, 3, 0).scale, SCALE_1);
    assert_int_equal(scale_of("Progress %", odd, 3, 0).scale, SCALE_100);
    assert_int_equal(scale_of("Confidence (1-5)", odd, 2, 0).scale, SCALE_5);
    assert_int_equal(scale_of("Progress", shares, 4, CELL_PERCENT).scale, SCALE_1);
    assert_int_equal(scale_of("Progress", NULL, 0, 0).scale, SCALE_UNKNOWN);
    assert_true(scale_convert(SCALE_10, 7) == .7);
    double share;
    assert_true(value_fraction(T("3/5"), &share) && share == .6);
    assert_true(value_fraction(T("7 von 10"), &share) && share == .7);
    assert_false(value_fraction(T("n/a"), &share));
    assert_false(value_fraction(T("45 %"), &share));
}

static void test_missing(void **state)
{
    (void)state;
    static const char *const missing[] = {"",    "  ",    "-", "—",    "n/a",  "N.A.",
                                          "tbd", "k. A.", "?", "未定", "none", "..."};
    static const char *const present[] = {"0", "Anna", "%", "x", "no", "✓", "0 %"};
    for (size_t i = 0; i < COUNT(missing); i++)
        expect(value_missing(text_of(missing[i])), missing[i], "missing", 0, 1);
    for (size_t i = 0; i < COUNT(present); i++)
        expect(!value_missing(text_of(present[i])), present[i], "missing", 1, 0);
    none_wrong();
}

static void test_people(void **state)
{
    (void)state;
    static const struct {
        const char *text, *joined;
    } table[] = {
        {"Anna Müller", "Anna Müller"},
        {"anna@example.com; ben@example.com", "anna@example.com|ben@example.com"},
        {"@anna, @ben", "@anna|@ben"},
        {"Anna and Ben", "Anna|Ben"},
        {"Anna und Ben", "Anna|Ben"},
        {"Anna\nBen", "Anna|Ben"},
        {"Anna / Ben & Cleo", "Anna|Ben|Cleo"},
        {"Anna Müller <anna@example.com>", "Anna Müller"},
        {"田中、鈴木", "田中|鈴木"},
        {"Anna, Anna", "Anna"},
        {"Johan E Berg", "Johan E Berg"},
        {"1. Ida 2. Per", "Ida|Per"},
        {"1) Ida Holm, 2) Per Ek; 3) Uma", "Ida Holm|Per Ek|Uma"},
        {"1. FC Harbour", "1. FC Harbour"},
        {"tbd", ""},
        {"", ""},
    };
    for (size_t i = 0; i < COUNT(table); i++) {
        struct text_list people = value_people(mem, text_of(table[i].text), false);
        struct buf joined = {.mem = mem};
        for (size_t k = 0; k < people.n; k++)
            buf_printf(&joined, "%s" TEXT_FMT, k ? "|" : "", TEXT_ARG(people.v[k]));
        expect_text(table[i].text, "people", buf_text(&joined), table[i].joined);
    }
    none_wrong();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_numbers),        cmocka_unit_test(test_decimal_marks),
        cmocka_unit_test(test_changes),        cmocka_unit_test(test_ranges),
        cmocka_unit_test(test_dates),          cmocka_unit_test(test_days_at_the_head_of_a_column),
        cmocka_unit_test(test_periods),        cmocka_unit_test(test_period_within),
        cmocka_unit_test(test_numbered_month), cmocka_unit_test(test_status),
        cmocka_unit_test(test_scales),         cmocka_unit_test(test_missing),
        cmocka_unit_test(test_people),
    };
    return cmocka_run_group_tests_name("value", tests, setup, teardown);
}
