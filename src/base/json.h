/*
 * Writing JSON, value by value. The only user of libyajl in the program. Absent values are left
 * out: the json_*_of functions write nothing for an absent text or a number that is not finite.
 */
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include "base/text.h"

struct json; /* a document under construction */

struct json *json_new(struct arena *mem, bool pretty);
/* Finishes the document: its bytes, with a newline at the end. `json` is gone afterwards. */
struct text json_done(struct json *json);

void json_object(struct json *json); /* { */
void json_end_object(struct json *json);
void json_array(struct json *json); /* [ */
void json_end_array(struct json *json);
void json_key(struct json *json, const char *key);
void json_text(struct json *json, struct text t); /* malformed UTF-8 becomes U+FFFD */
void json_number(struct json *json,
                 double number); /* shortest form that reads back, <= 15 digits */
void json_bool(struct json *json, bool value);

/* key and value; nothing if the value is absent */
void json_text_of(struct json *json, const char *key, struct text t);
void json_number_of(struct json *json, const char *key, double number);
void json_bool_of(struct json *json, const char *key, bool value);

#endif
