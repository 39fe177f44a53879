/* What each code of a finding means, in the languages other than English. */
#include "report/parts.h"

static const char *const german[FINDING_CODE_COUNT] = {
    [FINDING_UNREAD_FILE] = "Datei war nicht lesbar",
    [FINDING_UNREAD_SHEET] = "Blatt ohne erkennbare OKRs",
    [FINDING_UNREAD_ROW] = "Zeile wurde nicht verstanden",
    [FINDING_DAMAGED_FILE] = "Datei ist beschädigt; gelesen wurde, was ging",
    [FINDING_SKIPPED_FILE] = "Datei wurde ausgelassen",
    [FINDING_CONFLICT_COPY] = "Zwei Kopien einer Datei",
    [FINDING_FILE_IN_USE] = "Datei wird gerade bearbeitet",
    [FINDING_HIDDEN_CONTENT] = "Verborgene Zeilen, Spalten oder Blätter wurden gelesen",
    [FINDING_FORMULA_ERROR] = "Zelle zeigt einen Fehler",
    [FINDING_FORMULA_UNCOMPUTED] = "Formel ohne gespeicherten Wert",
    [FINDING_TEXT_CUT] = "Text war zu lang und wurde gekürzt",
    [FINDING_ASSUMED] = "Etwas wurde angenommen",
    [FINDING_BROKEN_REFERENCE] = "Verweis passt auf nichts",
    [FINDING_AMBIGUOUS_REFERENCE] = "Verweis passt auf mehreres",
    [FINDING_SELF_REFERENCE] = "Verweis auf Eigenes der Einheit",
    [FINDING_CYCLE] = "Einträge stützen sich im Kreis",
    [FINDING_LEVEL_SKIP] = "Verbindung überspringt eine Ebene",
    [FINDING_LEVEL_INVERTED] = "Verbindung zeigt nach unten",
    [FINDING_TARGET_DIFFERS] = "Übernommenes Ziel hat eine andere Zahl",
    [FINDING_TARGET_CHANGED] = "Ziel- oder Anfangswert ist ein anderer als zuletzt",
    [FINDING_DUPLICATE_ID] = "ID zweimal in einer Einheit",
    [FINDING_DUPLICATE_TEXT] = "Text zweimal in einer Einheit",
    [FINDING_DUE_AFTER_PARENT] = "Später fällig als das Unterstützte",
    [FINDING_WATERMELON] = "Oben grün, darunter rot",
    [FINDING_NO_METRIC] = "Schlüsselergebnis ohne Zahl",
    [FINDING_NO_TARGET] = "Schlüsselergebnis ohne Zielwert",
    [FINDING_NO_OWNER] = "Niemand ist verantwortlich",
    [FINDING_NO_PROGRESS] = "Schlüsselergebnis ohne Fortschritt",
    [FINDING_NO_OBJECTIVE] = "Schlüsselergebnis ohne Ziel",
    [FINDING_NO_KEY_RESULTS] = "Ziel ohne Schlüsselergebnisse",
    [FINDING_TOO_MANY_KEY_RESULTS] = "Zu viele Schlüsselergebnisse",
    [FINDING_TOO_MANY_OBJECTIVES] = "Zu viele Ziele",
    [FINDING_ACTIVITY_NOT_OUTCOME] = "Tätigkeit statt Ergebnis",
    [FINDING_WEIGHTS_SUM] = "Gewichte ergeben nicht 100 %",
    [FINDING_SCALE_CONVERTED] = "Skala wurde umgerechnet",
    [FINDING_STATUS_DISAGREES] = "Status und Fortschritt sagen Verschiedenes",
    [FINDING_PROGRESS_DISAGREES] = "Genannter und berechneter Fortschritt weichen ab",
    [FINDING_PROGRESS_RANGE] = "Fortschritt außerhalb der Skala",
    [FINDING_VALUE_UNREAD] = "Wert wurde nicht verstanden",
    [FINDING_NO_BASELINE_MOVE] = "Anfang fehlt oder gleich Zielwert",
    [FINDING_STALE] = "Lange nicht aktualisiert",
    [FINDING_MIXED_PERIODS] = "Einheit mischt Zeiträume",
    [FINDING_UNKNOWN_UNIT] = "Einheit fehlt in der Konfiguration",
    [FINDING_NO_COMPANY_LEVEL] = "Keine Unternehmensebene gefunden",
    [FINDING_DECISION_STALE] = "Entscheidung zu einem geänderten Text",
    [FINDING_DECISION_CONFLICT] = "Entscheidungen widersprechen sich",
    [FINDING_DECISION_UNREAD] = "Entscheidung wurde nicht verstanden",
    [FINDING_PREVIOUS_UNREAD] = "Voriger Bericht war nicht verwendbar",
};

struct text finding_words(enum language language, enum finding_code code)
{
    if (language == GERMAN && german[code])
        return text_of(german[code]);
    return text_of(finding_code_meaning(code));
}
