/* Records: the names of roles, and a look into a record's fields. */
#include "layout/record.h"

static const char *const names[] = {
#define X(name, text) text,
    ROLES(X)
#undef X
};

const char *role_text(enum role role)
{
    return names[role];
}

enum role role_of(struct text name)
{
    enum role role = 0;
    while (role < ROLE_COUNT && !text_eq(text_of(names[role]), name))
        role++;
    return role;
}

const struct field *record_field(const struct record *record, enum role role)
{
    for (size_t i = 0; i < record->fields.n; i++)
        if (record->fields.v[i].role == role)
            return &record->fields.v[i];
    return NULL;
}
