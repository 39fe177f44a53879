#include "import/inflate.h"

#include <isa-l/igzip_lib.h>
#include <stdlib.h>

enum { WINDOW = 1 << 14 };

struct inflate {
    struct source packed;
    bool ended; /* the packed bytes have */
    struct inflate_state state;
    char window[WINDOW];
};

struct inflate *inflate_new(void)
{
    return malloc(sizeof(struct inflate));
}

void inflate_free(struct inflate *inflate)
{
    free(inflate);
}

void inflate_begin(struct inflate *inflate, struct source packed)
{
    inflate->packed = packed;
    inflate->ended = false;
    isal_inflate_init(&inflate->state);
    inflate->state.crc_flag = ISAL_GZIP_NO_HDR;
}

static bool fill(struct inflate *inflate)
{
    ptrdiff_t n = inflate->packed.read(inflate->packed.context, inflate->window, WINDOW);
    inflate->state.next_in = (uint8_t *)inflate->window;
    inflate->state.avail_in = n > 0 ? (uint32_t)n : 0;
    inflate->ended = n == 0;
    return n >= 0;
}

ptrdiff_t inflate_read(struct inflate *inflate, char *into, size_t room)
{
    struct inflate_state *state = &inflate->state;
    uint32_t most = room < INT32_MAX ? (uint32_t)room : INT32_MAX;
    state->next_out = (uint8_t *)into;
    state->avail_out = most;
    while (state->avail_out == most && state->block_state != ISAL_BLOCK_FINISH) {
        if (!state->avail_in && !inflate->ended && !fill(inflate))
            return -1;
        uint32_t before = state->avail_in;
        if (isal_inflate(state) != ISAL_DECOMP_OK)
            return -1;
        bool stuck = state->avail_in == before && state->avail_out == most;
        if (stuck && state->block_state != ISAL_BLOCK_FINISH)
            return -1; /* it wants more, and there is none */
    }
    return (ptrdiff_t)(most - state->avail_out);
}

uint32_t inflate_crc(const struct inflate *inflate)
{
    return inflate->state.crc;
}
