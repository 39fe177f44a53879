/*
 * Meaning -> how it looks: one table. Nobody else names a colour. Status colours (green, amber, red,
 * grey) are for status alone; strength of links and the heat map are blue; colour never speaks
 * alone: a shape and a word go with it. Contrasts and distances under colour blindness were
 * measured; do not change one colour without the others.
 */
#ifndef REPORT_PALETTE_H
#define REPORT_PALETTE_H

#include <stdbool.h>
#include <stdint.h>

enum { NO_COLOUR = -1 };

/* X(name, "name in dumps", ink, fill, size, bold, italic) */
#define MEANINGS(X)                                                                                \
    X(PLAIN, "plain", 0x1F2933, NO_COLOUR, 11, 0, 0)                                               \
    X(MUTED, "muted", 0x5B6770, NO_COLOUR, 10, 0, 0)                                               \
    X(LINKED, "link", 0x0B5CAD, NO_COLOUR, 11, 0, 0)                                               \
    X(TITLE, "title", 0x1F3A5F, NO_COLOUR, 20, 1, 0)                                               \
    X(SUBTITLE, "subtitle", 0x5B6770, NO_COLOUR, 10, 0, 0)                                         \
    X(HEADLINE, "headline", 0x1F2933, NO_COLOUR, 14, 1, 0)                                         \
    X(SENTENCE, "sentence", 0x1F2933, NO_COLOUR, 12, 0, 0)                                         \
    X(SECTION, "section", 0x1F3A5F, NO_COLOUR, 13, 1, 0)                                           \
    X(HEADER, "header", 0xFFFFFF, 0x1F3A5F, 10, 1, 0)                                              \
    X(BAND_TOP, "band-top", 0xFFFFFF, 0x1F3A5F, 11, 1, 0)                                          \
    X(BAND, "band", 0x1F3A5F, 0xE6EAEE, 11, 1, 0)                                                  \
    X(FOOT, "foot", 0x1F2933, 0xF3F5F7, 11, 1, 0)                                                  \
    X(FOOT_MUTED, "foot-muted", 0x5B6770, 0xF3F5F7, 10, 0, 0)                                      \
    X(ON_TRACK, "on-track", 0x0B5650, 0xC9E9E4, 10, 1, 0)                                          \
    X(AT_RISK, "at-risk", 0x6B4A00, 0xFFF1C0, 10, 1, 0)                                            \
    X(OFF_TRACK, "off-track", 0x7A1712, 0xF0B09C, 10, 1, 0)                                        \
    X(NOT_STARTED, "not-started", 0x45515C, 0xE6EAEE, 10, 1, 0)                                    \
    X(HEAT_NONE, "heat-none", 0x5B6770, NO_COLOUR, 10, 0, 0)                                       \
    X(HEAT_1, "heat-1", 0x1F2933, 0xDEEBF7, 10, 1, 0)                                              \
    X(HEAT_2, "heat-2", 0x1F2933, 0x9ECAE1, 10, 1, 0)                                              \
    X(HEAT_3, "heat-3", 0x1F2933, 0x6BAED6, 10, 1, 0)                                              \
    X(HEAT_4, "heat-4", 0xFFFFFF, 0x2171B5, 10, 1, 0)                                              \
    X(HEAT_5, "heat-5", 0xFFFFFF, 0x08519C, 10, 1, 0)                                              \
    X(EXPLICIT, "explicit", 0xFFFFFF, 0x08519C, 10, 1, 0)                                          \
    X(CONFIRMED, "confirmed", 0xFFFFFF, 0x2171B5, 10, 1, 0)                                        \
    X(STRONG, "strong", 0x1F2933, 0x6BAED6, 10, 1, 0)                                              \
    X(FAIR, "fair", 0x1F2933, 0x9ECAE1, 10, 1, 0)                                                  \
    X(WEAK, "weak", 0x1F2933, 0xDEEBF7, 10, 1, 0)                                                  \
    X(NO_LINK, "no-link", 0x5B6770, NO_COLOUR, 10, 0, 0)                                           \
    X(TILE_LABEL, "tile-label", 0x5B6770, 0xF3F5F7, 10, 1, 0)                                      \
    X(TILE_NUMBER, "tile-number", 0x1F3A5F, 0xF3F5F7, 24, 1, 0)                                    \
    X(TILE_NOTE, "tile-note", 0x1F2933, 0xF3F5F7, 10, 0, 0)                                        \
    X(GOOD_CHANGE, "good-change", 0x0B5650, NO_COLOUR, 11, 1, 0)                                   \
    X(BAD_CHANGE, "bad-change", 0x9B1C15, NO_COLOUR, 11, 1, 0)                                     \
    X(INPUT, "input", 0x0B3D91, 0xFFFBE6, 11, 0, 0)                                                \
    X(HINT, "hint", 0x5B6770, 0xF3F5F7, 10, 0, 1)                                                  \
    X(EXAMPLE, "example", 0x5B6770, 0xE6EAEE, 11, 0, 1)                                            \
    X(COMPUTED, "computed", 0x1F2933, 0xF3F5F7, 11, 0, 0)                                          \
    X(BAR_PROGRESS, "bar-progress", 0x1F2933, 0xC3CCD5, 11, 0, 0)                                  \
    X(BAR_STRENGTH, "bar-strength", 0x1F2933, 0x9ECAE1, 11, 0, 0)

enum meaning {
#define X(name, text, ink, fill, size, bold, italic) MEANING_##name,
    MEANINGS(X)
#undef X
        MEANING_COUNT
};

struct look {
    const char *name;
    int32_t ink, fill; /* 0xRRGGBB; NO_COLOUR */
    uint8_t size;      /* points */
    bool bold, italic;
};

/* A meaning out of range looks plain. */
const struct look *look_of(enum meaning meaning);

/* Lines and accents. */
enum {
    COLOUR_RULE = 0xC9D1D9, /* hairline under a row */
    COLOUR_GRID = 0xC9D1D9,
    COLOUR_INPUT_BORDER = 0xE3CE86,
    COLOUR_DASH = 0x6B4A00,
    COLOUR_NAVY = 0x1F3A5F,
    COLOUR_TEAL = 0x1B7F79,
    COLOUR_AMBER = 0xE8A317,
    COLOUR_RED = 0xB3261E,
    COLOUR_GREY = 0x8A96A1,
    COLOUR_WHITE = 0xFFFFFF
};

#endif
