/* Units of measure that can be made one another: stretches of time, lengths, weights, volumes, storage. */
#include "base/fold.h"
#include "value/value.h"
#include "value/words.h"

#include <math.h>

double value_unit_ratio(struct arena *mem, struct text unit, struct text other)
{
    static const enum word_section kinds[] = {WORDS_DURATION, WORDS_LENGTH, WORDS_WEIGHT,
                                              WORDS_VOLUME, WORDS_STORAGE};
    struct text a = text_key(mem, unit), b = text_key(mem, other);
    for (size_t i = 0; a.len && b.len && i < sizeof kinds / sizeof *kinds; i++) {
        double ratio = words_value(kinds[i], a) / words_value(kinds[i], b);
        if (!isnan(ratio))
            return ratio;
    }
    return NAN;
}

struct text value_currency(struct arena *mem, struct text unit)
{
    struct text key = text_key(mem, unit);
    return key.len    ? words_name(WORDS_CURRENCY, key)
           : unit.len ? words_symbol(WORDS_CURRENCY, unit)
                      : unit;
}
