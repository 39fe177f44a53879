/* Writing JSON through libyajl's generator, which escapes, indents and checks the nesting. */
#include "base/json.h"

#include <yajl/yajl_gen.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

struct json {
    struct arena *mem;
    yajl_gen gen;
};

struct json *json_new(struct arena *mem, bool pretty)
{
    struct json *json = NEW(mem, struct json);
    json->mem = mem;
    json->gen = yajl_gen_alloc(NULL);
    if (!json->gen) {
        arena_out_of_memory();
        abort();
    }
    yajl_gen_config(json->gen, yajl_gen_beautify, pretty);
    yajl_gen_config(json->gen, yajl_gen_indent_string, " ");
    return json;
}

struct text json_done(struct json *json)
{
    const unsigned char *bytes = NULL;
    size_t n = 0;
    yajl_gen_get_buf(json->gen, &bytes, &n);
    struct text out = text_copy(json->mem, (struct text){(const char *)bytes, n});
    if (!text_ends(out, T("\n")))
        out = text_printf(json->mem, TEXT_FMT "\n", TEXT_ARG(out));
    yajl_gen_free(json->gen);
    return out;
}

void json_object(struct json *json)
{
    yajl_gen_map_open(json->gen);
}

void json_end_object(struct json *json)
{
    yajl_gen_map_close(json->gen);
}

void json_array(struct json *json)
{
    yajl_gen_array_open(json->gen);
}

void json_end_array(struct json *json)
{
    yajl_gen_array_close(json->gen);
}

void json_text(struct json *json, struct text t)
{
    if (!text_valid_utf8(t)) {
        struct buf b = {.mem = json->mem};
        while (t.len)
            buf_add_utf8(&b, text_next(&t));
        t = buf_text(&b);
    }
    yajl_gen_string(json->gen, (const unsigned char *)(t.ptr ? t.ptr : ""), t.len);
}

void json_key(struct json *json, const char *key)
{
    json_text(json, text_of(key));
}

void json_number(struct json *json, double number)
{
    char out[32];
    int n = 0;
    for (int digits = 1; digits <= 15; digits++) {
        n = snprintf(out, sizeof out, "%.*g", digits, number);
        if (strtod(out, NULL) == number)
            break;
    }
    yajl_gen_number(json->gen, out, (size_t)n);
}

void json_bool(struct json *json, bool value)
{
    yajl_gen_bool(json->gen, value);
}

void json_text_of(struct json *json, const char *key, struct text t)
{
    if (!t.len)
        return;
    json_key(json, key);
    json_text(json, t);
}

void json_number_of(struct json *json, const char *key, double number)
{
    if (!isfinite(number))
        return;
    json_key(json, key);
    json_number(json, number);
}

void json_bool_of(struct json *json, const char *key, bool value)
{
    json_key(json, key);
    json_bool(json, value);
}
