/*
 * The words of the report, by language. A phrase may hold {1}..{9} for what is put in, and two
 * forms, "one|many", of which {n} chooses: "{n} key result|{n} key results".
 */
#ifndef REPORT_WORDING_H
#define REPORT_WORDING_H

#include "base/text.h"

enum language { ENGLISH, GERMAN, LANGUAGE_COUNT };

/* "de", "de-AT", "German", "deutsch"; else English. */
enum language report_language(struct text name);

/* X(NAME, "English", "German") */
#define WORDS(X)                                                                                     \
    /* sheets */                                                                                     \
    X(SUMMARY, "Summary", "Überblick")                                                               \
    X(COVERAGE, "Coverage", "Abdeckung")                                                             \
    X(ALIGNMENT, "Alignment", "Ausrichtung")                                                         \
    X(TEAMS, "Teams", "Teams")                                                                       \
    X(CROSS_TEAM, "Cross-team", "Teamübergreifend")                                                  \
    X(GAPS, "Gaps", "Lücken")                                                                        \
    X(TO_CONFIRM, "To confirm", "Zu bestätigen")                                                     \
    X(ALL_OKRS, "All OKRs", "Alle OKRs")                                                             \
    X(DATA_ISSUES, "Data issues", "Datenmängel")                                                     \
    X(RUN_LOG, "Run log", "Protokoll")                                                               \
    X(LISTS, "Lists", "Listen")                                                                      \
    /* words */                                                                                      \
    X(UNIT, "Unit", "Einheit")                                                                       \
    X(LEVEL, "Level", "Ebene")                                                                       \
    X(PART_OF, "Part of", "Gehört zu")                                                               \
    X(KIND, "Kind", "Art")                                                                           \
    X(OBJECTIVE, "Objective", "Ziel")                                                                \
    X(KEY_RESULT, "Key result", "Schlüsselergebnis")                                                 \
    X(COMPANY_KEY_RESULT, "Company key result", "Schlüsselergebnis des Unternehmens")                \
    X(ID, "ID", "ID")                                                                                \
    X(TEXT, "Text", "Text")                                                                          \
    X(OWNER, "Owner", "Verantwortlich")                                                              \
    X(PERIOD, "Period", "Zeitraum")                                                                  \
    X(STATUS, "Status", "Status")                                                                    \
    X(PROGRESS, "Progress", "Fortschritt")                                                           \
    X(COVERED_BY, "Coverage", "Abdeckung")                                                           \
    X(CHANGE, "Change (points)", "Änderung (Punkte)")                                                \
    X(UNITS, "Units", "Einheiten")                                                                   \
    X(EXPLICIT, "Explicit", "Explizit")                                                              \
    X(IMPLICIT, "Implicit", "Implizit")                                                              \
    X(BALANCE_ALL, "Explicit : implicit, all levels", "Explizit : implizit, alle Ebenen")            \
    X(EXPLICIT_ALL, "Explicit, all levels", "Explizit, alle Ebenen")                                 \
    X(IMPLICIT_ALL, "Implicit, all levels", "Implizit, alle Ebenen")                                 \
    X(NO_LINK, "None", "Keine")                                                                      \
    X(LINK, "Link", "Verbindung")                                                                    \
    X(PROBABILITY, "Probability", "Wahrscheinlichkeit")                                              \
    X(SUPPORTS, "Supports", "Unterstützt")                                                           \
    X(WHY, "Why", "Warum")                                                                           \
    X(STATE, "State", "Zustand")                                                                     \
    X(FILE, "File", "Datei")                                                                         \
    X(SHEET, "Sheet", "Blatt")                                                                       \
    X(CELL, "Cell", "Zelle")                                                                         \
    X(SOURCE, "Source", "Quelle")                                                                    \
    X(SEVERITY, "Severity", "Schwere")                                                               \
    X(WHAT, "What it is", "Was es ist")                                                              \
    X(FOUND, "What was seen", "Was gesehen wurde")                                                   \
    X(MEND, "How to mend it", "Wie es zu beheben ist")                                               \
    X(CODE, "Code", "Code")                                                                          \
    X(GAP, "Gap", "Lücke")                                                                           \
    X(NEAREST, "Nearest candidate", "Nächster Kandidat")                                             \
    X(MATCH, "Match", "Nähe")                                                                        \
    X(WHAT_TO_DO, "What to do", "Was zu tun ist")                                                    \
    X(OBJECTIVES, "Objectives", "Ziele")                                                             \
    X(KEY_RESULTS, "Key results", "Schlüsselergebnisse")                                             \
    X(ALIGNED_SHARE, "Alignment", "Ausrichtung")                                                     \
    X(ALIGNED, "Aligned", "Ausgerichtet")                                                            \
    X(UNALIGNED, "Unaligned", "Nicht ausgerichtet")                                                  \
    X(BALANCE, "Explicit : implicit", "Explizit : implizit")                                         \
    X(WITHOUT_PROGRESS, "Without progress", "Ohne Fortschritt")                                      \
    X(ERRORS, "Errors", "Fehler")                                                                    \
    X(WARNINGS, "Warnings", "Warnungen")                                                             \
    X(ADVICE, "Advice", "Hinweise")                                                                  \
    X(LINKS_OUT, "Links to others", "Verbindungen zu anderen")                                       \
    X(LINKS_IN, "Links from others", "Verbindungen von anderen")                                     \
    X(HOW_COMPUTED, "How progress was found", "Wie der Fortschritt bestimmt wurde")                  \
    X(STATED, "Progress as written", "Fortschritt wie notiert")                                      \
    X(METRIC, "Metric", "Kennzahl")                                                                  \
    X(START, "Start", "Startwert")                                                                   \
    X(TARGET, "Target", "Zielwert")                                                                  \
    X(CURRENT, "Current", "Istwert")                                                                 \
    X(MEASURE, "Unit of measure", "Maßeinheit")                                                      \
    X(WEIGHT, "Weight", "Gewicht")                                                                   \
    X(CONFIDENCE, "Confidence", "Zuversicht")                                                        \
    X(DUE, "Due", "Fällig")                                                                          \
    X(UPDATED, "Updated", "Aktualisiert")                                                            \
    X(COMMITMENT, "Commitment", "Verbindlichkeit")                                                   \
    X(COMMITTED, "committed", "verbindlich")                                                         \
    X(ASPIRATIONAL, "aspirational", "ambitioniert")                                                  \
    X(REACHES, "Reaches company", "Erreicht Unternehmen")                                            \
    X(EVIDENCE, "Why it is linked", "Warum verbunden")                                               \
    X(ALL_LINKS, "All links", "Alle Verbindungen")                                                   \
    X(YES, "yes", "ja")                                                                              \
    X(NO, "no", "nein")                                                                              \
    X(STATUS_WRITTEN, "Status as written", "Status wie notiert")                                     \
    X(HIDDEN, "Hidden in sheet", "Im Blatt verborgen")                                               \
    /* status and states, with the shape that carries them beside the colour */                      \
    X(ON_TRACK, "● On track", "● Im Plan")                                                           \
    X(AT_RISK, "▲ At risk", "▲ Gefährdet")                                                           \
    X(OFF_TRACK, "■ Off track", "■ Nicht im Plan")                                                   \
    X(NOT_STARTED, "○ Not started", "○ Nicht begonnen")                                              \
    X(DONE, "● Done", "● Erreicht")                                                                  \
    X(MISSED, "■ Missed", "■ Verfehlt")                                                              \
    X(DROPPED, "○ Dropped", "○ Aufgegeben")                                                          \
    X(PAUSED, "○ Paused", "○ Ruht")                                                                  \
    X(IN_PROGRESS, "○ In progress", "○ In Arbeit")                                                   \
    X(NO_STATUS, "–", "–")                                                                           \
    X(KR_ORPHANED, "■ Orphaned", "■ Verwaist")                                                       \
    X(KR_THIN, "▲ Thin", "▲ Dünn")                                                                   \
    X(KR_COVERED, "● Covered", "● Gedeckt")                                                          \
    X(KR_CROWDED, "● Crowded", "● Gedrängt")                                                         \
    X(UNIT_ALIGNED, "● Aligned", "● Ausgerichtet")                                                   \
    X(UNIT_UNALIGNED, "▲ Sideways only", "▲ Nur seitwärts")                                          \
    X(UNIT_PARTLY, "▲ Partly", "▲ Teilweise")                                                        \
    X(UNIT_ISLAND, "▲ Island", "▲ Insel")                                                            \
    X(UNIT_SILO, "■ Silo", "■ Silo")                                                                 \
    X(UNIT_COMPANY, "○ Organisation", "○ Organisation")                                              \
    X(UNIT_EMPTY, "○ No objectives", "○ Keine Ziele")                                                \
    X(SEVERITY_ERROR, "■ Error", "■ Fehler")                                                         \
    X(SEVERITY_WARNING, "▲ Warning", "▲ Warnung")                                                    \
    X(SEVERITY_ADVICE, "○ Advice", "○ Hinweis")                                                      \
    X(LINK_EXPLICIT, "● Explicit", "● Explizit")                                                     \
    X(LINK_IMPLICIT, "○ Implicit {1} {2}", "○ Implizit {1} {2}")                                     \
    X(BAND_STRONG, "strong", "stark")                                                                \
    X(BAND_FAIR, "fair", "mittel")                                                                   \
    X(BAND_WEAK, "weak", "schwach")                                                                  \
    X(LINK_ACCEPTED, "● Implicit, accepted", "● Implizit, bestätigt")                                \
    X(LINK_NONE, "– None", "– Keine")                                                                \
    X(HOW_DECLARED, "declared", "angegeben")                                                         \
    X(HOW_LINKED, "linked", "verknüpft")                                                             \
    X(HOW_INHERITED, "inherited", "übernommen")                                                      \
    X(HOW_SIMILAR, "similar", "ähnlich")                                                             \
    X(HOW_SHARED_METRIC, "shared metric", "gleiche Kennzahl")                                        \
    X(HOW_MENTIONED, "mentioned", "erwähnt")                                                         \
    /* every sheet */                                                                                \
    X(TITLE, "OKR alignment report", "OKR-Ausrichtungsbericht")                                      \
    X(PAGE, "Page &P of &N", "Seite &P von &N")                                                      \
    X(BACK, "← Summary", "← Überblick")                                                              \
    X(OPEN, "Open", "Öffnen")                                                                        \
    X(OPEN_SHEET, "Open {1}", "{1} öffnen")                                                          \
    X(NOTHING_HERE, "Nothing to show here.", "Hier ist nichts zu zeigen.")                           \
    X(AND, "{1} and {2}", "{1} und {2}")                                                             \
    /* counts */                                                                                     \
    X(N_KEY_RESULTS, "{n} key result|{n} key results",                                               \
      "{n} Schlüsselergebnis|{n} Schlüsselergebnisse")                                               \
    X(N_COMPANY_KEY_RESULTS, "{n} company key result|{n} company key results",                       \
      "{n} Schlüsselergebnis des Unternehmens|{n} Schlüsselergebnisse des Unternehmens")             \
    X(N_OBJECTIVES, "{n} objective|{n} objectives", "{n} Ziel|{n} Ziele")                            \
    X(N_UNITS, "{n} unit|{n} units", "{n} Einheit|{n} Einheiten")                                    \
    X(N_FILES, "{n} file|{n} files", "{n} Datei|{n} Dateien")                                        \
    X(N_LINKS, "{n} link|{n} links", "{n} Verbindung|{n} Verbindungen")                              \
    X(N_MORE, "… and {n} more|… and {n} more", "… und {n} weiteres|… und {n} weitere")               \
    /* summary */                                                                                    \
    X(UNITS_WITH, "{1} with {2} and {3}", "{1}, {2}, {3}")                                           \
    X(SCOPE, "{1} · {2} · data as of {3}", "{1} · {2} · Stand {3}")                                  \
    X(TIME_PASSED, "{1} of {2} has passed", "{1} von {2} sind vergangen")                            \
    X(PREVIOUS_REPORT, "previous report {1}", "voriger Bericht {1}")                                 \
    X(HEAD_NOTHING, "No OKRs were found in {1}.", "In {1} wurden keine OKRs gefunden.")              \
    X(HEAD_NO_COMPANY, "No company level was found: coverage cannot be computed.",                   \
      "Keine Unternehmensebene gefunden: Abdeckung ist nicht bestimmbar.")                           \
    X(HEAD_ALONE, "Only one unit was read: nobody can support its key results yet.",                 \
      "Nur eine Einheit wurde gelesen: niemand kann ihre Ergebnisse unterstützen.")                  \
    X(HEAD_ALL,                                                                                      \
      "All {n} company key results have confirmed support.|"                                         \
      "All {n} company key results have confirmed support.",                                         \
      "Alle {n} Schlüsselergebnisse des Unternehmens sind bestätigt unterstützt.|"                \
      "Alle {n} Schlüsselergebnisse des Unternehmens sind bestätigt unterstützt.")                   \
    X(HEAD_THE_ONE, "The one company key result has confirmed support.",                             \
      "Das eine Schlüsselergebnis des Unternehmens ist bestätigt unterstützt.")                      \
    X(HEAD_NONE,                                                                                     \
      "The company key result is supported by nobody.|"                                              \
      "None of the {n} company key results is supported by anybody.",                                \
      "Das Schlüsselergebnis des Unternehmens unterstützt niemand.|"                               \
      "Keines der {n} Schlüsselergebnisse des Unternehmens wird unterstützt.")                       \
    X(HEAD_ONLY_THIN, "No company key result has confirmed support; {1} of {2} may have some.",      \
      "Kein Schlüsselergebnis des Unternehmens ist bestätigt unterstützt; {1} von {2} "           \
      "vielleicht.")                                                                                 \
    X(HEAD_SOME, "{1} of {2} company key results have confirmed support; {3}",                       \
      "{1} von {2} Schlüsselergebnissen sind bestätigt unterstützt; {3}")                            \
    X(DOES_NOT, "one does not: {1}.", "eines nicht: {1}.")                                           \
    X(DO_NOT, "two do not: {1} and {2}.", "zwei nicht: {1} und {2}.")                                \
    X(DO_NOT_MANY, "{n} does not.|{n} do not.", "{n} nicht.|{n} nicht.")                             \
    X(NEXT_COVERAGE, "Expected coverage is {1}; {2} is confirmed.",                                  \
      "Die erwartete Abdeckung ist {1}; bestätigt sind {2}.")                                        \
    X(NEXT_COVERAGE_ALL, "Coverage is {1}, all of it confirmed.",                                    \
      "Die Abdeckung ist {1}, ganz bestätigt.")                                                      \
    X(NEXT_NONE_ALIGNED,                                                                             \
      "None of the {n} objectives below reaches a company objective or key result.|"                 \
      "None of the {n} objectives below reaches a company objective or key result.",                 \
      "Keines der {n} Ziele darunter erreicht ein Ziel oder Schlüsselergebnis des Unternehmens.|"   \
      "Keines der {n} Ziele darunter erreicht ein Ziel oder Schlüsselergebnis des Unternehmens.")    \
    X(NEXT_ALONE, "Put the other units' sheets into the folder, too.",                               \
      "Auch die Blätter der anderen Einheiten in den Ordner legen.")                                 \
    X(NEXT_ROSE, "Coverage rose from {1} to {2} since {3}.",                                         \
      "Die Abdeckung stieg seit {3} von {1} auf {2}.")                                               \
    X(NEXT_FELL, "Coverage fell from {1} to {2} since {3}.",                                         \
      "Die Abdeckung sank seit {3} von {1} auf {2}.")                                                \
    X(NEXT_SAME, "Coverage is {1}, as on {2}.", "Die Abdeckung ist {1} wie am {2}.")                 \
    X(NEXT_UNALIGNED,                                                                                \
      "{1} of {2} objectives below ({3}) reach no company objective or key result",                  \
      "{1} von {2} Zielen darunter ({3}) erreichen kein Ziel oder Schlüsselergebnis des "           \
      "Unternehmens")                                                                                \
    X(NEXT_ALL_ALIGNED, "Every objective below reaches a company objective or key result.",          \
      "Jedes Ziel darunter erreicht ein Ziel oder Schlüsselergebnis des Unternehmens.")              \
    X(NEXT_OBJECTIVE_ONLY,                                                                           \
      "{n} objective below reaches a company objective, but none of its key results.|"               \
      "{n} objectives below reach a company objective, but none of its key results.",                \
      "{n} Ziel darunter erreicht ein Ziel des Unternehmens, aber keines seiner "                    \
      "Schlüsselergebnisse.|"                                                                       \
      "{n} Ziele darunter erreichen ein Ziel des Unternehmens, aber keines seiner "                  \
      "Schlüsselergebnisse.")                                                                        \
    X(NEXT_SIT_IN, "; {1} of them sit in {2}.", "; {1} davon liegen bei {2}.")                       \
    X(NEXT_NO_PROGRESS, "No sheet states any progress.", "Kein Blatt nennt einen Fortschritt.")      \
    X(NEXT_NO_COMPANY,                                                                               \
      "Add the company's own sheet, or name its unit in okralign.ini with 'level = 0'.",             \
      "Das Blatt des Unternehmens hinzufügen, oder seine Einheit in okralign.ini nennen: 'level "   \
      "= 0'.")                                                                                       \
    X(NEXT_NOTHING, "See Data issues and Run log for what became of each file.",                     \
      "Was aus jeder Datei wurde, steht in Datenmängel und Protokoll.")                              \
    X(TILE_COVERAGE, "Expected coverage", "Erwartete Abdeckung")                                     \
    X(TILE_COVERED, "Covered", "Gedeckt")                                                            \
    X(TILE_ALIGNMENT, "Alignment", "Ausrichtung")                                                    \
    X(TILE_UNITS, "Units", "Einheiten")                                                              \
    X(TILE_OBJECTIVES, "Objectives", "Ziele")                                                        \
    X(TILE_EXPLICIT, "Links between units", "Verbindungen")                                          \
    X(TILE_ON_TRACK, "Key results on track", "Im Plan")                                              \
    X(TILE_LINKS, "To confirm", "Zu bestätigen")                                                     \
    X(TILE_ISSUES, "Data issues", "Datenmängel")                                                     \
    X(N_OF_M, "{1} of {2}", "{1} von {2}")                                                           \
    X(CONFIRMED_PART, "{1} confirmed", "{1} bestätigt")                                              \
    X(GOAL_MET, "● Goal {1}", "● Ziel {1}")                                                          \
    X(GOAL_MISSED, "▲ Below goal {1}", "▲ Unter Ziel {1}")                                           \
    X(GOAL_FAR, "■ Far below {1}", "■ Weit unter {1}")                                               \
    X(POINTS_UP, "↑ {1}", "↑ {1}")                                                                   \
    X(POINTS_DOWN, "↓ {1}", "↓ {1}")                                                                 \
    X(N_POINTS, "{1} points", "{1} Punkte")                                                          \
    X(UNCHANGED, "unchanged", "unverändert")                                                         \
    X(NOTE_THIN, "▲ {1} thin, ■ {2} orphaned", "▲ {1} dünn, ■ {2} verwaist")                         \
    X(NOTE_ONLY_THIN, "▲ {1} thin", "▲ {1} dünn")                                                    \
    X(NOTE_ONLY_ORPHANED, "■ {1} orphaned", "■ {1} verwaist")                                        \
    X(NOTE_ALL_COVERED, "● all covered", "● alle gedeckt")                                           \
    X(NOTE_OBJECTIVES, "of {1} below", "{1} darunter")                                               \
    X(NOTE_OF_STATED, "of {1} with a status, all levels", "von {1} mit Status, alle Ebenen")         \
    X(NOTE_NO_PROGRESS, "○ no progress stated", "○ kein Fortschritt genannt")                        \
    X(NOTE_SUGGESTIONS, "suggested links", "vorgeschlagen")                                          \
    X(NOTE_NONE_OPEN, "● nothing open", "● nichts offen")                                            \
    X(NOTE_ISSUES, "■ {1}, ▲ {2}", "■ {1}, ▲ {2}")                                                   \
    X(NOTE_NO_ISSUES, "● none found", "● keine gefunden")                                            \
    X(NOT_KNOWN, "–", "–")                                                                           \
    X(SECTION_KEY_RESULTS, "Company key results at a glance",                                        \
      "Schlüsselergebnisse des Unternehmens auf einen Blick")                                        \
    X(SECTION_WEAKEST, "The {1} company key results with the least support",                         \
      "Die {1} am wenigsten unterstützten Schlüsselergebnisse des Unternehmens")                     \
    X(SECTION_UNITS, "Units at a glance", "Einheiten auf einen Blick")                               \
    X(SECTION_STRENGTH, "Objectives of each unit, by link to the company",                           \
      "Ziele jeder Einheit, nach Verbindung zum Unternehmen")                                        \
    X(SECTION_STRENGTH_WEAKEST, "Units with most objectives unaligned",                              \
      "Einheiten mit den meisten nicht ausgerichteten Zielen")                                       \
    X(SECTION_CHANGED, "What changed since {1}", "Was sich seit {1} geändert hat")                   \
    X(SECTION_NEW_PERIOD, "{1} after {2} (report of {3})", "{1} nach {2} (Bericht vom {3})")         \
    X(CARRIED_OF, "{1} of {2} objectives and key results of {3}",                                    \
      "{1} von {2} Zielen und Schlüsselergebnissen aus {3}")                                         \
    X(NEW_PERIOD, "New period; compared are coverage, units and what was carried over",              \
      "Neuer Zeitraum; verglichen sind Abdeckung, Einheiten und Übernommenes")                       \
    X(SECTION_TREND, "Coverage so far", "Abdeckung bisher")                                          \
    X(SECTION_DECISIONS, "Decisions needed", "Nötige Entscheidungen")                                \
    X(GOAL, "Goal", "Ziel")                                                                          \
    X(ALT_STRENGTH,                                                                                  \
      "Stacked bars, one for each unit: how many of its objectives are linked to the company's "     \
      "explicitly, implicitly, or not at all. The figures are in sheet {1}.",                        \
      "Gestapelte Balken, einer je Einheit: wie viele ihrer Ziele explizit, implizit oder gar "      \
      "nicht mit denen des Unternehmens verbunden sind. Die Zahlen stehen im Blatt {1}.")            \
    X(ALT_TREND, "Line: expected coverage from {1} ({2}) to {3} ({4}).",                             \
      "Linie: erwartete Abdeckung von {1} ({2}) bis {3} ({4}).")                                     \
    X(DECIDE_ORPHAN, "Who takes {1}? No unit works for it.",                                         \
      "Wer übernimmt {1}? Keine Einheit arbeitet dafür.")                                            \
    X(DECIDE_ORPHANS, "Who takes {1} and {2} more? No unit works for them.",                         \
      "Wer übernimmt {1} und {2} weitere? Keine Einheit arbeitet dafür.")                            \
    X(DECIDE_CONFIRM,                                                                                \
      "Accept or reject {n} suggested link.|Accept or reject {n} suggested links.",                  \
      "{n} vorgeschlagene Verbindung annehmen oder ablehnen.|"                                       \
      "{n} vorgeschlagene Verbindungen annehmen oder ablehnen.")                                     \
    X(DECIDE_UNALIGNED,                                                                              \
      "{n} objective reaches no company objective or key result: link, change or drop it?|"          \
      "{n} objectives reach no company objective or key result: link, change or drop them?",         \
      "{n} Ziel erreicht kein Ziel oder Schlüsselergebnis des Unternehmens: verbinden, ändern, "   \
      "streichen?|"                                                                                  \
      "{n} Ziele erreichen kein Ziel oder Schlüsselergebnis des Unternehmens: verbinden, ändern, " \
      "streichen?")                                                                                  \
    X(DECIDE_ISSUES, "Mend {1} {2}.", "Zu beheben: {1} {2}.")                                        \
    X(DECIDE_COMPANY, "Say which unit is the organisation.",                                         \
      "Sagen, welche Einheit die Organisation ist.")                                                 \
    X(DECIDE_OBJECTIVE_ONLY,                                                                         \
      "{n} objective reaches a company objective only: which key result does it move?|"              \
      "{n} objectives reach a company objective only: which key results do they move?",              \
      "{n} Ziel erreicht nur ein Ziel des Unternehmens: welches Schlüsselergebnis bewegt es?|"      \
      "{n} Ziele erreichen nur ein Ziel des Unternehmens: welche Schlüsselergebnisse bewegen "      \
      "sie?")                                                                                        \
    X(DECIDE_ALONE, "Who works for the company's key results? Add the other units' sheets.",         \
      "Wer arbeitet für die Schlüsselergebnisse des Unternehmens? Die Blätter der anderen "       \
      "Einheiten dazulegen.")                                                                        \
    X(DECIDE_NOTHING, "Nothing: all is linked and confirmed.",                                       \
      "Keine: alles ist verbunden und bestätigt.")                                                   \
    X(N_ERRORS, "{n} error|{n} errors", "{n} Fehler|{n} Fehler")                                     \
    X(N_WARNINGS, "{n} warning|{n} warnings", "{n} Warnung|{n} Warnungen")                           \
    X(N_EXPLICIT, "{n} explicit|{n} explicit", "{n} explizit|{n} explizit")                          \
    X(N_IMPLICIT, "{n} implicit|{n} implicit", "{n} implizit|{n} implizit")                          \
    X(N_ISSUES, "{n} data issue|{n} data issues", "{n} Datenmangel|{n} Datenmängel")                 \
    X(IN_FILES, "in {n} file|in {n} files", "in {n} Datei|in {n} Dateien")                           \
    X(N_UNREAD, "{n} could not be read|{n} could not be read",                                       \
      "{n} war nicht lesbar|{n} waren nicht lesbar")                                                 \
    /* coverage */                                                                                   \
    X(COVERAGE_TITLE, "Coverage – which unit works for which company key result",                    \
      "Abdeckung – welche Einheit für welches Schlüsselergebnis arbeitet")                           \
    X(COVERAGE_SUB,                                                                                  \
      "Each cell counts the unit's objectives and key results that lead to the company key "         \
      "result, "                                                                                     \
      "directly or through others. Dashed, with a question mark: suggestions only.",                 \
      "Jede Zelle zählt Ziele und Schlüsselergebnisse der Einheit, die zum Ergebnis des "          \
      "Unternehmens führen, direkt oder über andere. Gestrichelt mit Fragezeichen: nur vermutet.")   \
    X(COVERAGE_SUB_GROUPED, "Units are grouped by department: {1} units in {2} columns.",            \
      "Einheiten sind nach Bereichen zusammengefasst: {1} Einheiten in {2} Spalten.")                \
    X(COVERAGE_SUB_OTHERS,                                                                           \
      "The {1} units with most support are shown; {2} others stand together.",                       \
      "Gezeigt sind die {1} Einheiten mit der meisten Unterstützung; {2} andere stehen zusammen.")   \
    X(OTHERS, "All others", "Alle anderen")                                                          \
    X(LEGEND, "How many", "Wie viele")                                                               \
    X(LEGEND_NONE, "none", "keine")                                                                  \
    X(LEGEND_SUGGESTED, "suggested", "vermutet")                                                     \
    X(SUPPORTING, "Supporting items", "Unterstützende")                                              \
    X(OBJECTIVES_ALIGNED, "Objectives that reach the company",                                       \
      "Ziele, die das Unternehmen erreichen")                                                        \
    X(OBJECTIVES_UNALIGNED, "Objectives that reach nothing", "Ziele, die nichts erreichen")          \
    X(EXPECTED_ALIGNMENT, "Alignment (expected share)", "Ausrichtung (erwarteter Anteil)")           \
    /* alignment */                                                                                  \
    X(ALIGNMENT_TITLE, "Alignment – from company objectives to the units' key results",              \
      "Ausrichtung – von den Zielen des Unternehmens zu denen der Einheiten")                        \
    X(ALIGNMENT_SUB,                                                                                 \
      "Click 1, 2, 3 at the top left to open or close levels, or + beside a row. Branches in "       \
      "trouble are open. Beside a key result its direct links are counted.",                         \
      "Mit 1, 2, 3 links oben Ebenen öffnen oder schließen, oder mit + neben einer Zeile. "        \
      "Zweige mit Schwierigkeiten sind offen. Neben einem Schlüsselergebnis sind seine direkten "   \
      "Verbindungen gezählt.")                                                                       \
    X(ALIGNMENT_ITEM, "Objective / key result / what supports it",                                   \
      "Ziel / Schlüsselergebnis / was es unterstützt")                                               \
    X(COVERAGE_IS, "Coverage {1}, {2} confirmed", "Abdeckung {1}, {2} bestätigt")                    \
    X(NOBODY, "Nobody works for it", "Niemand arbeitet dafür")                                       \
    X(SHOWN_ABOVE, "shown above with what supports it", "oben mit Unterstützung gezeigt")            \
    X(TOO_MUCH, "The rest is in All OKRs: this outline ends at {1} rows.",                           \
      "Der Rest steht in Alle OKRs: diese Gliederung endet bei {1} Zeilen.")                         \
    X(EXPLICIT_OF, "{1} explicit, {2} implicit", "{1} explizit, {2} implizit")                       \
    /* teams */                                                                                      \
    X(TEAMS_TITLE, "Teams – how each unit's objectives hang together with the rest",                 \
      "Teams – wie die Ziele jeder Einheit mit dem Rest zusammenhängen")                             \
    X(TEAMS_SUB,                                                                                     \
      "Alignment is the expected share of objectives that reach a company objective or key "         \
      "result. Explicit : implicit says how much was handed down and how much the unit chose.",      \
      "Ausrichtung ist der erwartete Anteil der Ziele, die ein Ziel oder Ergebnis des "              \
      "Unternehmens erreichen. Explizit : implizit sagt, wie viel vorgegeben und wie viel "          \
      "gewählt wurde.")                                                                              \
    X(CROSS_TITLE, "Cross-team – who works for whom", "Teamübergreifend – wer für wen arbeitet")     \
    X(CROSS_SUB,                                                                                     \
      "Read a row: how many links lead from that unit's objectives and key results to those of "     \
      "the unit above the column.",                                                                  \
      "Zeilenweise: wie viele Verbindungen von den Zielen der Einheit zu denen der Einheit über "   \
      "der Spalte führen.")                                                                          \
    X(FROM_UNIT, "From", "Von")                                                                      \
    X(TO_UNIT, "To", "Nach")                                                                         \
    X(CROSS_SUB_PAIRS, "The pairs of units with most links, of {1} pairs.",                          \
      "Die Paare von Einheiten mit den meisten Verbindungen, von {1} Paaren.")                       \
    X(LINKS, "Links", "Verbindungen")                                                                \
    /* gaps */                                                                                       \
    X(GAPS_TITLE, "Gaps – company key results without support, objectives without a parent",         \
      "Lücken – Ergebnisse ohne Unterstützung, Ziele ohne übergeordnetes Ziel")                      \
    X(GAPS_SUB, "Sorted by importance. Filter the first column to see one kind of gap.",             \
      "Nach Wichtigkeit. Die erste Spalte filtern, um eine Art zu sehen.")                           \
    X(GAP_ORPHANED, "■ Orphaned key result", "■ Verwaistes Ergebnis")                                \
    X(GAP_THIN, "▲ Thin key result", "▲ Dünnes Ergebnis")                                            \
    X(GAP_UNALIGNED, "○ Unaligned objective", "○ Ziel ohne Anschluss")                               \
    X(GAP_OBJECTIVE_ONLY, "○ Names an objective only", "○ Nennt nur ein Ziel")                       \
    X(DO_OBJECTIVE_ONLY, "Say which key result of that objective it moves.",                         \
      "Sagen, welches Schlüsselergebnis dieses Ziels es bewegt.")                                    \
    X(GAP_ISLAND, "▲ Island", "▲ Insel")                                                             \
    X(GAP_SILO, "■ Silo", "■ Silo")                                                                  \
    X(DO_ORPHANED, "Name one accountable unit, and add an objective there.",                         \
      "Eine verantwortliche Einheit benennen und dort ein Ziel ergänzen.")                           \
    X(DO_ORPHANED_NEAR,                                                                              \
      "Ask {1} whether this works for it; if so, write the reference into its sheet.",               \
      "Bei {1} fragen, ob dies dafür arbeitet; wenn ja, den Verweis ins Blatt schreiben.")           \
    X(DO_THIN, "Accept or reject the suggestions in To confirm.",                                    \
      "Die Vorschläge in Zu bestätigen annehmen oder ablehnen.")                                     \
    X(DO_UNALIGNED_LINKED,                                                                           \
      "Not suggested, because it names an OKR of another unit already: ask whether it supports "     \
      "the "                                                                                         \
      "nearest one as well; if so, let its sheet say so.",                                           \
      "Nicht vorgeschlagen, weil es schon ein OKR einer anderen Einheit nennt: fragen, ob es "       \
      "auch "                                                                                        \
      "das nächste unterstützt; wenn ja, im Blatt angeben.")                                         \
    X(DO_UNALIGNED_NEAR,                                                                             \
      "Ask the unit whether it supports the nearest one; if so, let its sheet say so.",              \
      "Die Einheit fragen, ob sie den nächsten Kandidaten unterstützt; wenn ja, im Blatt "         \
      "angeben.")                                                                                    \
    X(DO_UNALIGNED, "Ask the unit to name what it supports, or to mark it as business as usual.",    \
      "Die Einheit bitten, das Unterstützte zu nennen oder es als Tagesgeschäft zu kennzeichnen.")   \
    X(DO_ISLAND, "Linked with each other but not to the company: link one of them upwards.",         \
      "Untereinander, aber nicht mit dem Unternehmen verbunden: eine Verbindung nach oben "          \
      "schaffen.")                                                                                   \
    X(DO_SILO, "No link to any other unit: ask what it works for.",                                  \
      "Keine Verbindung zu anderen Einheiten: fragen, wofür sie arbeitet.")                          \
    X(ISLAND_OF, "Island {1}: {2}", "Insel {1}: {2}")                                                \
    /* to confirm */                                                                                 \
    X(CONFIRM_TITLE, "To confirm – suggested links that wait for a decision",                        \
      "Zu bestätigen – vorgeschlagene Verbindungen, die auf eine Entscheidung warten")               \
    X(CONFIRM_SUB,                                                                                   \
      "Choose a decision in the yellow cells, save, and hand this workbook to the next run, "        \
      "which "                                                                                       \
      "remembers the answers.",                                                                      \
      "In den gelben Zellen entscheiden, speichern und diese Mappe dem nächsten Lauf geben, der "   \
      "sich die Antworten merkt.")                                                                   \
    X(DECIDED_OF, "Decided: ", "Entschieden: ")                                                      \
    X(OF, " of ", " von ")                                                                           \
    X(DECISION_ERROR, "Please choose Accept, Reject or Later from the list.",                        \
      "Bitte Annehmen, Ablehnen oder Später aus der Liste wählen.")                                  \
    X(PARENT_ERROR, "This is no objective or key result of this report. Use it all the same?",       \
      "Das ist kein Ziel oder Ergebnis dieses Berichts. Trotzdem verwenden?")                        \
    /* all okrs */                                                                                   \
    X(CHANGED, "Change", "Änderung")                                                                 \
    X(CHANGED_WAS, "{1}, was '{2}'", "{1}, war '{2}'")                                               \
    X(NOT_COUNTED, "{1}, not counted", "{1}, nicht gezählt")                                         \
    X(NOTES, "Notes", "Notizen")                                                                     \
    X(ALL_TITLE, "All OKRs", "Alle OKRs")                                                            \
    X(ALL_SUB,                                                                                       \
      "One row for each objective and key result, as read. Use the filter arrows in the header; "    \
      "a file's "                                                                                    \
      "name opens it at the cell. Further columns to the right.",                                    \
      "Eine Zeile je Ziel und Schlüsselergebnis. Mit den Pfeilen im Kopf filtern; der Dateiname "   \
      "öffnet die Datei an der Zelle. Weitere Spalten rechts.")                                      \
    /* data issues */                                                                                \
    X(ISSUES_TITLE, "Data issues – what to mend in the sheets",                                      \
      "Datenmängel – was in den Blättern zu beheben ist")                                            \
    X(ISSUES_SUB, "Sorted by what to mend first. A file's name opens it at the cell.",               \
      "Sortiert nach Dringlichkeit. Der Dateiname öffnet die Datei an der Zelle.")                   \
    X(ISSUES_CUT, "{1} findings; the first {2} are listed here, all of them in the JSON output.",    \
      "{1} Befunde; die ersten {2} stehen hier, alle in der JSON-Ausgabe.")                          \
    /* run log */                                                                                    \
    X(LOG_TITLE, "Run log – what was read, and how", "Protokoll – was gelesen wurde und wie")        \
    X(LOG_SUB,                                                                                       \
      "Every file and every sheet, and how many of its rows became what; each row that was not "     \
      "read "                                                                                        \
      "is in Data issues.",                                                                          \
      "Jede Datei und jedes Blatt, und aus wie vielen Zeilen was wurde; jede ungelesene Zeile "      \
      "steht "                                                                                       \
      "in Datenmängel.")                                                                             \
    X(VERSION, "Version", "Version")                                                                 \
    X(OPTIONS, "Options", "Optionen")                                                                \
    X(CONFIGURATION, "Configuration", "Konfiguration")                                               \
    X(DEFAULTS, "defaults", "Vorgaben")                                                              \
    X(MADE, "Made", "Erstellt")                                                                      \
    X(AS_OF, "As of", "Stand")                                                                       \
    X(ORGANISATION, "Organisation", "Organisation")                                                  \
    X(FILES, "Files", "Dateien")                                                                     \
    X(READ_AS, "Read as", "Gelesen als")                                                             \
    X(WAS_READ, "Read", "Gelesen")                                                                   \
    X(NOT_READ, "not read", "nicht gelesen")                                                         \
    X(LEFT_OUT, "left out", "ausgelassen")                                                           \
    X(MODIFIED, "Modified", "Geändert")                                                              \
    X(BYTES, "Bytes", "Bytes")                                                                       \
    X(HASH, "SHA-256", "SHA-256")                                                                    \
    X(ROWS, "Rows", "Zeilen")                                                                        \
    X(ROWS_ITEMS, "Items", "Einträge")                                                               \
    X(ROWS_OTHER, "Recognised", "Erkannt")                                                           \
    X(ROWS_UNREAD, "Unread", "Ungelesen")                                                            \
    X(ASSUMED, "Assumed", "Angenommen")                                                              \
    X(SECTION_FILES, "Files", "Dateien")                                                             \
    X(SECTION_SHEETS, "Sheets", "Blätter")                                                           \
    X(SECTION_UNITS_FOUND, "Units", "Einheiten")                                                     \
    X(SECTION_GONE, "No longer there, or mended", "Nicht mehr da oder behoben")                      \
    X(SECTION_THRESHOLDS, "Thresholds", "Schwellen")                                                 \
    X(THRESHOLDS,                                                                                    \
      "An objective is suggested from {1}; strong from {2}, fair from {3}. On track from {4}, at "   \
      "risk from {5}. "                                                                              \
      "Crowded above {6} units.",                                                                    \
      "Ein Ziel wird ab {1} vorgeschlagen; stark ab {2}, mittel ab {3}. Im Plan ab {4}, "            \
      "gefährdet ab {5}. "                                                                          \
      "Gedrängt über {6} Einheiten.")                                                                \
    X(CALIBRATION, "Suggestions", "Vorschläge")                                                      \
    X(CALIBRATED_HERE, "Probabilities were rescaled on {1} answers of this organisation.",           \
      "Wahrscheinlichkeiten an {1} Antworten dieser Organisation angepasst.")                        \
    X(CALIBRATED_SHIPPED,                                                                            \
      "Probabilities are as shipped: this organisation has too few declared links ({2}) and "        \
      "answers ({1}) so far.",                                                                       \
      "Wahrscheinlichkeiten wie ausgeliefert: diese Organisation hat noch zu wenige angegebene "     \
      "Verbindungen ({2}) und Antworten ({1}).")                                                     \
    X(CALIBRATED_BY_LINKS,                                                                           \
      "Probabilities follow the {2} links that this organisation declared or accepted; they are "    \
      "not rescaled yet: too few answers to suggestions upwards ({1} of {3}).",                      \
      "Wahrscheinlichkeiten folgen den {2} Verbindungen, die diese Organisation angegeben oder "     \
      "angenommen hat; noch nicht angepasst: zu wenige Antworten zu Vorschlägen nach oben ({1} "    \
      "von {3}).")                                                                                   \
    X(NONE_STANDS_OUT, "None stands out", "Keiner sticht hervor")                                    \
    X(NOTHING_TO_GO_ON, "Nothing to go on", "Kein Anhaltspunkt")                                     \
    X(REHEARSED,                                                                                     \
      "Tested on {1} links that teams declared, each hidden in turn: {2} came first, {3} among "     \
      "the first three; of {4} suggestions, {5} were right. Where teams declare nothing, fewer "     \
      "will "                                                                                        \
      "be.",                                                                                         \
      "Geprüft an {1} Verbindungen, die Teams angegeben haben, jede einmal verborgen: {2} "         \
      "standen "                                                                                     \
      "an erster Stelle, {3} unter den ersten drei; von {4} Vorschlägen waren {5} richtig. "        \
      "Wo Teams nichts angeben, werden es weniger sein.")                                            \
    X(CONSIDERED,                                                                                    \
      "Items without an explicit link: {1}; nothing fits well enough: {2}, for {3} of these "        \
      "there "                                                                                       \
      "is nothing to go on.",                                                                        \
      "Einträge ohne explizite Verbindung: {1}; nichts passt gut genug: {2}, für {3} davon gibt "  \
      "es "                                                                                          \
      "keinen Anhaltspunkt.")                                                                        \
    X(REASON, "How it was found", "Wie es erkannt wurde")                                            \
    X(CUTS, "Cut texts", "Gekürzte Texte")                                                           \
    X(CUTS_ARE,                                                                                      \
      "{n} text was longer than a cell can hold: {1}|{n} texts were longer than a cell can hold: "   \
      "{1}",                                                                                         \
      "{n} Text war länger, als eine Zelle fasst: {1}|{n} Texte waren länger, als eine Zelle "     \
      "fasst: {1}")                                                                                  \
    X(CHANGE_LOST, "↓ Lost support", "↓ Unterstützung verloren")                                     \
    X(CHANGE_COVERED, "↑ More support", "↑ Mehr Unterstützung")                                      \
    X(CHANGE_UNIT_UNREAD, "■ Unit not read", "■ Einheit nicht gelesen")                              \
    X(CHANGE_UNIT_GONE, "– Unit missing", "– Einheit fehlt")                                         \
    X(CHANGE_TARGET, "▲ Target changed", "▲ Zielwert geändert")                                      \
    X(CHANGE_START, "▲ Start changed", "▲ Startwert geändert")                                       \
    X(CHANGE_UNIT_NEW, "+ New unit", "+ Neue Einheit")                                               \
    X(CHANGE_CARRIED, "○ Carried over", "○ Übernommen")                                              \
    X(CHANGE_STATUS, "▲ Status changed", "▲ Status geändert")                                        \
    X(CHANGE_PROGRESS, "○ Progress moved", "↑ Fortschritt verändert")                                \
    X(CHANGE_REWORDED, "○ Reworded", "○ Umformuliert")                                               \
    X(CHANGE_MOVED, "○ Moved to another unit", "○ Andere Einheit")                                   \
    X(CHANGE_NEW, "+ New", "+ Neu")                                                                  \
    X(CHANGE_GONE, "– Removed", "– Entfallen")                                                       \
    X(CHANGE_FINDING_NEW, "▲ New findings", "▲ Neue Befunde")                                        \
    X(CHANGE_FINDING_MENDED, "● Mended", "● Behoben")                                                \
    X(CHANGE_COUNT, "{1}, most in {2}", "{1}, die meisten bei {2}")                                  \
    X(UP_AND_DOWN, "{1}: {2} up, {3} down", "{1}: {2} mehr, {3} weniger")                            \
    X(WORKED_FOR, "{1}; worked for {2}", "{1}; arbeitete für {2}")                                   \
    X(MONTHS, "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",                                     \
      "Jan Feb Mär Apr Mai Jun Jul Aug Sep Okt Nov Dez")                                             \
    X(FROM_TO, "{1}: {2} → {3}", "{1}: {2} → {3}")                                                   \
    X(CONFIRMED_HEAD, "Confirmed", "Bestätigt")                                                      \
    X(LEGEND_SHAPES, "● good  ▲ look at it  ■ act  ○ open", "● gut  ▲ ansehen  ■ handeln  ○ offen")

enum word {
#define X(name, english, german) WORD_##name,
    WORDS(X)
#undef X
        WORD_COUNT
};

struct text word(enum language language, enum word word);

/* The phrase with its places filled in; `n` chooses between one and many and fills {n}. */
struct text phrase(struct arena *mem, enum language language, enum word word, size_t n,
                   const struct text *arguments, size_t n_arguments);

/* "1,234", in the language's way. */
struct text count_words(struct arena *mem, enum language language, size_t n);

#endif
