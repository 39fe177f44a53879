/* The table is used where it lies: nothing is copied, and opening it costs nothing. */
#include "match/vectors.h"

#include <string.h>

static const char MAGIC[] = "okrvec 1";
enum { HEAD = 20, LONGEST_PIECE = 64, MOST_ROWS = 1 << 20 };

static uint32_t number_at(const unsigned char *p)
{
    return p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

static bool names_in_order(const struct vectors *v, uint32_t bytes)
{
    uint32_t end = number_at(v->ends);
    for (uint32_t i = 1; i <= v->n; i++) {
        uint32_t next = number_at(v->ends + 4 * i);
        if (next < end || next > bytes)
            return false;
        end = next;
    }
    return true;
}

bool vectors_read(struct text content, struct vectors *vectors, struct text *error)
{
    const unsigned char *p = (const unsigned char *)content.ptr;
    *vectors = (struct vectors){0};
    if (content.len == 0)
        return true;
    *error = T("vectors.bin: this is not a table of vectors");
    if (content.len < HEAD || memcmp(p, MAGIC, 8) != 0 || number_at(p + 12) != VECTOR_DIM)
        return false;
    uint32_t n = number_at(p + 8), bytes = number_at(p + 16);
    *error = T("vectors.bin: the table is cut off or damaged");
    if (n == 0 || n > MOST_ROWS ||
        content.len != HEAD + 4 * ((uint64_t)n + 1) + bytes + (uint64_t)n * (4 + VECTOR_DIM / 2))
        return false;
    *vectors = (struct vectors){n, p + HEAD, p + HEAD + 4 * ((size_t)n + 1), NULL, NULL};
    vectors->scales = vectors->names + bytes;
    vectors->rows = vectors->scales + 4 * (size_t)n;
    if (names_in_order(vectors, bytes))
        return true;
    vectors->n = 0;
    return false;
}

static struct text name_of(const struct vectors *v, uint32_t i)
{
    uint32_t from = number_at(v->ends + 4 * i), to = number_at(v->ends + 4 * i + 4);
    return (struct text){(const char *)v->names + from, to - from};
}

/* The first of the names [low, high) whose byte `at` is not less than `byte`; they are alike before
   it, and a name that ends there comes first. */
static uint32_t first_with(const struct vectors *v, uint32_t low, uint32_t high, size_t at,
                           unsigned byte)
{
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        struct text name = name_of(v, middle);
        if (name.len <= at || (unsigned char)name.ptr[at] < byte)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The longest name that `text` begins with, behind '#' if it goes on with a word: the sorted list
   is walked like a tree. Returns its bytes of `text`, 0 if there is none. */
static size_t longest(const struct vectors *v, struct text text, bool goes_on, uint32_t *piece)
{
    uint32_t low = 0, high = v->n;
    size_t found = 0;
    for (size_t at = 0; at < text.len + goes_on && at < LONGEST_PIECE && low < high; at++) {
        unsigned byte = goes_on && at == 0 ? '#' : (unsigned char)text.ptr[at - goes_on];
        low = first_with(v, low, high, at, byte);
        high = first_with(v, low, high, at, byte + 1);
        if (low < high && name_of(v, low).len == at + 1 && at + 1 > goes_on) {
            *piece = low;
            found = at + 1 - goes_on;
        }
    }
    return found;
}

uint32_t vectors_spell(const struct vectors *v, struct text word, uint32_t pieces[MOST_PIECES])
{
    uint32_t n = 0;
    for (size_t at = 0; at < word.len; n++) {
        size_t used =
            n < MOST_PIECES ? longest(v, text_slice(word, at, word.len), at > 0, &pieces[n]) : 0;
        if (!used)
            return 0;
        at += used;
    }
    return n;
}

/* The table has two neighbours in a byte; here one half of the numbers follows the other, which is
   the same to whatever only multiplies vectors with each other. */
void vectors_add(const struct vectors *v, uint32_t piece, float weight,
                 float sum[restrict VECTOR_DIM])
{
    uint32_t bits = number_at(v->scales + 4 * piece);
    float scale;
    memcpy(&scale, &bits, sizeof scale);
    scale *= weight;
    const unsigned char *restrict row = v->rows + (size_t)piece * (VECTOR_DIM / 2);
    for (int i = 0; i < VECTOR_DIM / 2; i++)
        sum[i] += scale * (float)((row[i] & 15) - 8);
    for (int i = 0; i < VECTOR_DIM / 2; i++)
        sum[i + VECTOR_DIM / 2] += scale * (float)((row[i] >> 4) - 8);
}
