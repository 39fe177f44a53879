/*
 * The delimiter is chosen by the table that it makes: the share of records with the usual number
 * of fields, which counts twice, more for more columns, less for quotes that it tears, and less if a
 * blank stands behind each, as in prose and in lists within cells. Where none makes one of the whole
 * file, lines of one field above and below a table do not count. Measured on twenty dialects and
 * on the real files of a public benchmark such a score does as well as the published sniffers.
 */
#include "import/dialect.h"

#include <math.h>
#include <string.h>

enum { SAMPLE_BYTES = 1 << 16, SAMPLE_RECORDS = 400, MOST_FIELDS = 256, LONGEST_QUOTED = 1 << 17 };

static bool ends_field(struct text t, size_t at, char delimiter)
{
    return at >= t.len || t.ptr[at] == '\n' || t.ptr[at] == '\r' ||
           (delimiter && t.ptr[at] == delimiter);
}

size_t skip_line_end(struct text t, size_t at)
{
    if (at + 1 < t.len && t.ptr[at] == '\r' && t.ptr[at + 1] == '\n')
        return at + 2;
    return at < t.len ? at + 1 : at;
}

/* Offset of the quote that closes what opened before `at`; SIZE_MAX if none does in time. Where no
   quote at all stands, time does not count: up to there no other scan can begin. */
static size_t closing_quote(struct text t, size_t at)
{
    size_t from = at, limit = t.len - at > LONGEST_QUOTED ? at + LONGEST_QUOTED : t.len;
    while (at < limit) {
        const char *hit = memchr(t.ptr + at, '"', (at == from ? t.len : limit) - at);
        if (!hit)
            return SIZE_MAX;
        at = (size_t)(hit - t.ptr);
        if (at + 1 >= t.len || t.ptr[at + 1] != '"')
            return at;
        at += 2;
    }
    return SIZE_MAX;
}

static size_t skip_blanks(struct text t, size_t at, char delimiter)
{
    while (at < t.len && (t.ptr[at] == ' ' || t.ptr[at] == '\t') && t.ptr[at] != delimiter)
        at++;
    return at;
}

size_t scan_field(struct text t, size_t at, char delimiter, struct field_scan *field)
{
    *field = (struct field_scan){.start = at, .open = 1};
    size_t quote = skip_blanks(t, at, delimiter);
    if (quote < t.len && t.ptr[quote] == '"') {
        size_t close = closing_quote(t, quote + 1);
        size_t behind = close == SIZE_MAX ? SIZE_MAX : skip_blanks(t, close + 1, delimiter);
        bool clean = behind != SIZE_MAX && ends_field(t, behind, delimiter);
        field->irregular = !clean;
        bool far =
            close != SIZE_MAX && close - quote > LONGEST_QUOTED; /* the next field's, maybe */
        if (close != SIZE_MAX && (clean || (quote == at && !far))) {
            field->start = quote;
            field->open = quote + 1;
            field->close = close;
            at = close + 1;
        }
    }
    while (!ends_field(t, at, delimiter))
        at++;
    field->end = at;
    return at;
}

struct shape {
    size_t records, torn;
    size_t above, below;             /* records of one field before and behind all others */
    size_t delimiters, before_blank; /* before_blank: as commas in prose */
    size_t counts[MOST_FIELDS];      /* records by number of fields */
};

static struct shape *shape_of(struct arena *mem, struct text t, char delimiter)
{
    struct shape *shape = NEW(mem, struct shape);
    size_t at = 0;
    while (at < t.len && at < SAMPLE_BYTES && shape->records < SAMPLE_RECORDS) {
        size_t n = 0, from = at;
        bool torn = false;
        for (;; at++) {
            struct field_scan field;
            at = scan_field(t, at, delimiter, &field);
            torn |= field.irregular;
            n++;
            if (at >= t.len || !delimiter || t.ptr[at] != delimiter)
                break;
            shape->delimiters++;
            shape->before_blank += at + 1 < t.len && t.ptr[at + 1] == ' ';
        }
        if (!text_blank(text_slice(t, from, at))) {
            shape->records++;
            shape->torn += torn;
            shape->above += n == 1 && shape->counts[1] + 1 == shape->records;
            shape->below = n == 1 ? shape->below + 1 : 0;
            shape->counts[n < MOST_FIELDS ? n : MOST_FIELDS - 1]++;
        }
        at = skip_line_end(t, at);
    }
    return shape;
}

/* As in prose, and in lists within cells. */
static bool is_spaced(struct arena *mem, struct text t, char delimiter)
{
    const struct shape *shape = shape_of(mem, t, delimiter);
    return shape->before_blank == shape->delimiters;
}

/* Score of a delimiter, 0 if it makes no table; `*share` of the records have the usual number. */
static double score_of(const struct shape *shape, double weight, double *share)
{
    size_t usual = 0, more_than_one = 0;
    for (size_t n = 2; n < MOST_FIELDS; n++) {
        more_than_one += shape->counts[n];
        if (shape->counts[n] && (!usual || shape->counts[n] >= shape->counts[usual]))
            usual = n;
    }
    if (!usual)
        return 0;
    double records = (double)shape->records;
    *share = (double)shape->counts[usual] / records;
    double even = (*share + 0.5 * ((double)more_than_one / records - *share));
    bool spaced = shape->before_blank == shape->delimiters;
    bool prose = spaced && usual < 4 && (*share < 0.75 || shape->records == 1);
    if (prose || even < 0.34 || (shape->records > 1 && more_than_one < 2))
        return 0;
    return even * even * log2(1 + (double)usual) * weight * (spaced ? .5 : 1) *
           (1 - (double)shape->torn / records);
}

/* The table alone, where notes without a delimiter stand above and below it; false: too little of one to tell. */
static bool cut_notes(struct shape *shape)
{
    enum { FEWEST = 3 };
    if (shape->above == shape->records)
        return false;
    size_t usual = 2, notes = shape->above + shape->below;
    for (size_t n = 3; n < MOST_FIELDS; n++)
        usual = shape->counts[n] > shape->counts[usual] ? n : usual;
    shape->records -= notes;
    shape->counts[1] -= notes;
    bool even = shape->counts[usual] * 4 >= shape->records * 3;
    return shape->before_blank < shape->delimiters && shape->records >= FEWEST &&
           (usual > 2 ? even : shape->records > FEWEST && shape->counts[2] == shape->records);
}

/* The best of the delimiters; with `notes` of the file without the notes above and below its table. */
static char best_delimiter(struct arena *mem, struct text t, bool notes, double *share)
{
    static const struct {
        char delimiter;
        double weight; /* commas and bars stand in prose, too */
    } candidates[] = {{',', 1}, {';', 1.2}, {'\t', 1.3}, {'|', 1.05}, {'^', 1}};
    char best = 0;
    double most = 0;
    *share = 1;
    for (size_t i = 0; i < sizeof candidates / sizeof *candidates; i++) {
        double its_share = 0;
        struct shape *shape = shape_of(mem, t, candidates[i].delimiter);
        if (notes && !cut_notes(shape))
            continue;
        double score = score_of(shape, candidates[i].weight, &its_share);
        if (score > most) {
            most = score;
            best = candidates[i].delimiter;
            *share = its_share;
        }
    }
    return best;
}

/* "Objective:Key result:Target": in every line as many colons, two or more, and no blank behind one. */
static bool has_colons(struct arena *mem, struct text t)
{
    enum { FEWEST = 3 };
    const struct shape *shape = shape_of(mem, t, ':');
    bool even = false;
    for (size_t n = FEWEST; n < MOST_FIELDS - 1 && !even; n++)
        even = shape->counts[n] == shape->records;
    return even && shape->records >= FEWEST && !shape->before_blank && !shape->torn;
}

char find_delimiter(struct arena *mem, struct text t, double *share)
{
    char best = best_delimiter(mem, t, false, share);
    best = best ? best : best_delimiter(mem, t, true, share);
    return !best && has_colons(mem, t) ? ':' : best;
}

/* --- lines that are wrapped whole in quotes ---------------------------------------------------- */

/* The inside of a line that is one quoted field and nothing else but delimiters behind it; false: it
   is not. */
static bool wrapped_line(struct text t, size_t *at, struct field_scan *field)
{
    *at = scan_field(t, *at, 0, field);
    if (field->open > field->close)
        return false;
    size_t behind = field->close + 1;
    while (behind < field->end && strchr(",;\t|^ ", t.ptr[behind]) && t.ptr[behind])
        behind++;
    return behind >= field->end;
}

static void add_unwrapped(struct buf *out, struct text t, const struct field_scan *field)
{
    for (size_t i = field->open; i < field->close; i++) {
        buf_add_char(out, t.ptr[i]);
        i += t.ptr[i] == '"';
    }
}

/* Fields of a line; `*table`: not every delimiter is a comma in prose, a blank behind it. */
static size_t fields_of(struct text line, char delimiter, bool *table)
{
    size_t n = 1;
    struct field_scan field;
    *table = false;
    for (size_t at = 0;; at++, n++) {
        at = scan_field(line, at, delimiter, &field);
        *table |= field.open <= field.close;
        if (at >= line.len || line.ptr[at] != delimiter)
            return n;
        *table |= at + 1 >= line.len || line.ptr[at + 1] != ' ';
    }
}

/* Where other lines are as they should be: all that are wrapped have as many fields as the header,
   and they are no cells alone in their rows: many are wrapped, of more than two fields (two are
   any cell with a comma), or all have quotes inside. */
static bool fits_others(struct arena *mem, struct text t, char delimiter)
{
    struct field_scan field;
    size_t usual = 0, fit = 0, quotes = 0, lines = 0;
    struct buf inner = {.mem = mem};
    for (size_t at = 0; at < t.len; at = skip_line_end(t, at)) {
        size_t from = at;
        bool wrapped = wrapped_line(t, &at, &field), table = false;
        inner.len = 0;
        if (wrapped)
            add_unwrapped(&inner, t, &field);
        size_t n =
            fields_of(wrapped ? buf_text(&inner) : text_slice(t, from, at), delimiter, &table);
        if (!usual && n > 1)
            usual = n;
        if (wrapped && n > 1 && (n != usual || !table))
            return false;
        fit += wrapped && n > 1;
        quotes += wrapped && n > 1 && inner.len < field.close - field.open;
        lines += !text_blank(text_slice(t, from, at));
    }
    return fit > 0 && (fit == quotes || (fit > 1 && fit * 3 >= lines && usual > 2));
}

/* In its first lines: a file of which none is wrapped is not copied. */
static bool has_wrapped_line(struct text t)
{
    struct field_scan field;
    size_t records = 0;
    for (size_t at = 0; at < t.len && at < SAMPLE_BYTES && records < SAMPLE_RECORDS; records++) {
        if (wrapped_line(t, &at, &field))
            return true;
        at = skip_line_end(t, at);
    }
    return false;
}

struct text unwrap_lines(struct arena *mem, struct text t, struct wrapped *told)
{
    struct field_scan field;
    struct buf out = {.mem = mem};
    *told = (struct wrapped){0};
    if (!has_wrapped_line(t))
        return (struct text){0};
    for (size_t at = 0, number = 1; at < t.len; at = skip_line_end(t, at), number++) {
        size_t from = at;
        if (wrapped_line(t, &at, &field)) {
            told->first = told->lines++ ? told->first : number;
            add_unwrapped(&out, t, &field);
        } else {
            struct text line = text_slice(t, from, at);
            told->others += !text_blank(line);
            buf_add(&out, line);
        }
        buf_add_char(&out, '\n');
    }
    double share;
    struct text inner = buf_text(&out);
    char delimiter = told->lines + told->others > 1 ? find_delimiter(mem, inner, &share) : 0;
    if (!delimiter && !told->others && told->lines > 1) /* twice, maybe */
        return unwrap_lines(mem, inner, told);
    bool good = delimiter && (told->others ? fits_others(mem, t, delimiter)
                                           : share > 0.6 && !is_spaced(mem, inner, delimiter));
    return good ? inner : (struct text){0};
}
