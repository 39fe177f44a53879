/*
 * What is said to people, in their language. The code says it in English; a catalogue, which is data
 * (templates/messages.de.txt), says the same in another language, looked up by the English text where
 * a message is made. Without a catalogue, and for what it does not hold, English is used.
 *
 * A catalogue holds pairs of lines, "en: ..." and "de: ...", and comments that begin with '#'. What a
 * message is made of ("%.*s", "%zu") stands in both in the same order, so that no translation can make
 * a message read what is not there.
 */
#ifndef BASE_MESSAGE_H
#define BASE_MESSAGE_H

#include "base/text.h"

/* From now on messages are said as `catalogue` says them; an absent one: in English. It lives in `mem`,
   and must be put away before that is freed by whoever goes on saying something. Call before any thread.
   False: it is malformed, and `*error` says where, as "NAME:12: ...". */
bool messages_use(struct arena *mem, struct text name, struct text catalogue, struct text *error);

/* The message, or a part of one, or a format for it. */
const char *tr(const char *english) __attribute__((format_arg(1)));
struct text tr_text(struct text english);
#define TR(literal) tr_text(T(literal))

/* At most `digits` of the number, with the language's decimal mark: "0.45", "0,45". */
struct text tr_number(struct arena *mem, double value, int digits);

#endif
