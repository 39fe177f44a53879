/*
 * The forms of references, compiled: word lists, and patterns that find references in a text. Made
 * from templates/references.txt and [references] of okralign.ini; read-only once they are loaded.
 */
#ifndef MODEL_FORM_H
#define MODEL_FORM_H

#include "base/map.h"
#include "config/config.h"
#include "model/ident.h"

enum form_flag {
    FORM_PARENT = 1,    /* looked for in a column made for it, */
    FORM_TEXT = 2,      /* in the item's own words, */
    FORM_NOTE = 4,      /* in notes and comments */
    FORM_NEVER = 8,     /* a false friend */
    FORM_MENTION = 16,  /* names an item, does not say that it is supported */
    FORM_MAYBE = 32,    /* a reference only if something fits */
    FORM_UNIT = 64,     /* a reference only if its scope is known */
    FORM_SPELLED = 128, /* a number in words: scope counts what ids names */
    FORM_WHEN = 256,    /* names a period */
    FORM_ON = 512,      /* goes on right behind what another form took */
    FORM_THEIRS = 1024, /* a mention where the item itself may be called so */
    FORM_EXCEPT = 2048, /* leaves out of what the line names */
    FORM_OTHERS = 4096, /* a mention where the unit itself has OKRs of such numbers */
    FORM_TURNED = 8192, /* the word for an OKR before whose it is: scope belongs before ids */
    FORM_EVERY = 16384, /* means each key result of the objective that is named */
    FORM_PAST = 32768,  /* says that what was found is over: looked for around it */
    FORM_DOUBT = 65536, /* the same, and that it is no more than a mention */
    FORM_LATER = 131072 /* the same, if the period that it finds is still to come */
};

/* COMPANY_ALONE: only where no other word stands before it ("group", but not "product group"). */
enum scope_word {
    SCOPE_WORD_COMPANY = 1,
    SCOPE_WORD_COMPANY_ALONE,
    SCOPE_WORD_ABOVE,
    SCOPE_WORD_DEPARTMENT,
    SCOPE_WORD_TEAM,
    SCOPE_WORD_OWN
};

enum when_word { WHEN_BEFORE = 1, WHEN_PRESENT, WHEN_BEHIND, WHEN_QUARTER, WHEN_HALF, WHEN_YEAR };

enum { LANGUAGES = 10 };

/* Keys (text_key) of the word lists. */
struct form_words {
    struct ident_words ident;
    struct map scope;                /* "company", "department", "team": enum scope_word */
    struct map parent;               /* "parent", in headers */
    struct map filler;               /* says nothing of whose it is */
    struct map homonym;              /* "time", "service": of levels, and of other things */
    struct map all;                  /* "all", "both" */
    struct map last_one, first_ones; /* "the last KR of O2", "the first two KRs" */
    struct map now;                  /* "now", "jetzt" */
    struct map except;               /* "except", "but not" */
    struct map about;                /* "on", "sur", and verbs before an OKR: word by word */
    struct map none;                 /* "n/a": text_fold */
    struct map ordinals;             /* "second" -> 2 */
    struct map when;                 /* "last", "quarter": enum when_word */
    struct map languages[LANGUAGES]; /* their commonest words */
    struct map negation, label;      /* "not"; "line", of which 4 is another than 7 */
    struct map cardinals;            /* "forty" -> 40 */
    struct map otherwise;            /* "blocked": of a header whose column holds no support */
    struct text_list below;          /* "supported by": in a header, what supports the item */
    struct map supporter;            /* "teams": right behind such words */
    struct map commonplace;          /* "improve", "customer": in everybody's OKRs */
    struct map bettering;            /* "improve": up or down, whichever is better */
    struct map nothing;              /* "n/a", "keine": none, whatever reason stands behind */
    struct map quantity;             /* "million": behind a number, an amount */
    struct map short_names;          /* "ops operations": short and long in one key */
};

struct reference_forms;
const struct form_words *forms_words(const struct reference_forms *forms);
size_t forms_count(const struct reference_forms *forms);

/* Makes looking for forms fast, at a price that pays from some hundred items on. No thread looks
   for forms meanwhile. */
void forms_hasten(const struct reference_forms *forms);

/* What one thread needs to look for forms while others do: to be ended, before `forms` is freed. */
size_t forms_jobs(const struct reference_forms *forms);
struct reference_forms *forms_begin(struct arena *mem, const struct reference_forms *forms);
void forms_end(struct reference_forms *forms);

/* What a form found: slices of the subject; absent groups are {NULL, 0}. */
struct form_match {
    struct text form; /* its name */
    unsigned flags;
    struct text whole, scope, after, ids, quotes, title, gloss;
};

enum form_result { FORM_NO, FORM_YES, FORM_GAVE_UP /* a limit was met */ };

/* The first match of form number `form` in `subject` at or after `from`. A match is never empty. */
enum form_result form_find(const struct reference_forms *forms, size_t form, struct text subject,
                           size_t from, struct form_match *out);

/* Many forms need a verb, an arrow or an ID somewhere: what of that is in a text, as a set of bits.
   A form is worth a try only if it is for `where` (FORM_PARENT, ...) and what it needs is there. */
unsigned forms_guards(const struct reference_forms *forms, struct text subject);
bool form_applies(const struct reference_forms *forms, size_t form, unsigned where,
                  unsigned guards);
unsigned form_flags(const struct reference_forms *forms, size_t form);

/* Where what was found stands in the text that forms of FORM_PAST, _DOUBT, _LATER see. */
enum { FORM_FOUND = 3 };

#endif
