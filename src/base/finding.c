/* Findings: the table of codes, and the list. */
#include "base/finding.h"

static const struct {
    const char *code, *meaning;
    enum severity severity;
} codes[] = {
#define X(name, code, severity, meaning) {code, meaning, severity},
    FINDING_CODES(X)
#undef X
};

const char *finding_code_text(enum finding_code code)
{
    return codes[code].code;
}

const char *finding_code_meaning(enum finding_code code)
{
    return codes[code].meaning;
}

const char *severity_text(enum severity severity)
{
    static const char *const names[] = {"advice", "warning", "error"};
    return names[severity];
}

struct finding *diag_add(struct diag *diag, enum finding_code code, struct place place,
                         struct text mend, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    struct text message = text_vprintf(diag->mem, tr(format), args);
    va_end(args);
    struct finding *f = list_push(diag->mem, &diag->list);
    *f = (struct finding){.code = code,
                          .severity = codes[code].severity,
                          .place = place,
                          .message = message,
                          .mend = tr_text(mend)};
    return f;
}

void diag_append(struct diag *diag, const struct diag *from)
{
    for (size_t i = 0; i < from->list.n; i++)
        *list_push(diag->mem, &diag->list) = from->list.v[i];
}

size_t diag_count(const struct diag *diag, enum severity least)
{
    size_t n = 0;
    for (size_t i = 0; i < diag->list.n; i++)
        n += diag->list.v[i].severity >= least;
    return n;
}

/* Line ends and other controls, which file names and cells may hold, as "\n" and "\x1B"; what is
   not UTF-8 as U+FFFD: a line stays a line, and a terminal is not spoken to. */
static struct text one_line(struct arena *mem, struct text t)
{
    struct buf b = {.mem = mem};
    while (t.len) {
        uint32_t c = text_next(&t);
        if (c == '\n' || c == '\r' || c == '\t')
            buf_printf(&b, "\\%c", c == '\n' ? 'n' : c == '\r' ? 'r' : 't');
        else if (c < 0x20 || (c >= 0x7F && c < 0xA0))
            buf_printf(&b, "\\x%02X", (unsigned)c);
        else if (c == 0x2028 || c == 0x2029)
            buf_add_char(&b, ' ');
        else
            buf_add_utf8(&b, c);
    }
    return buf_text(&b);
}

struct text finding_line(struct arena *mem, const struct finding *f)
{
    struct buf b = {.mem = mem};
    buf_add(&b, place_text(mem, f->place));
    buf_printf(&b, "%s%s: " TEXT_FMT, b.len ? ": " : "", severity_text(f->severity),
               TEXT_ARG(f->message));
    if (f->mend.len)
        buf_printf(&b, " (" TEXT_FMT ")", TEXT_ARG(f->mend));
    return one_line(mem, buf_text(&b));
}
