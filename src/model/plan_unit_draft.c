/*
 * Units as they are found. Names that mean the same ("Growth", "Team Growth", "growth") become one
 * draft; all that means the whole organisation ("Company", "Corporate", its own name) becomes that of
 * level 0.
 */
#include "model/plan_unit.h"

uint32_t draft_find(struct drafts *d, struct text name)
{
    size_t found = map_get(&d->keys, unit_key(d->w->scratch, name));
    return found == MAP_NONE ? NO_UNIT : (uint32_t)found;
}

void draft_alias(struct drafts *d, uint32_t number, struct text alias)
{
    struct draft *draft = &d->list.v[number];
    alias = text_trim(alias);
    if (!alias.len)
        return;
    map_put(d->mem, &d->keys, unit_key(d->mem, alias), number);
    bool known = text_eq(alias, draft->name);
    for (size_t i = 0; i < draft->aliases.n && !known; i++)
        known = text_eq(draft->aliases.v[i], alias);
    if (!known)
        *list_push(d->mem, &draft->aliases) = alias;
}

uint32_t draft_add(struct drafts *d, struct text name, struct place place, struct text reason)
{
    uint32_t number = (uint32_t)d->list.n;
    *list_push(d->mem, &d->list) = (struct draft){.name = text_trim(name),
                                                  .level = LEVEL_UNKNOWN,
                                                  .implied = LEVEL_UNKNOWN,
                                                  .parent = NO_UNIT,
                                                  .reason = reason,
                                                  .place = place,
                                                  .number = NO_UNIT};
    map_put(d->mem, &d->keys, unit_key(d->mem, name), number);
    return number;
}

uint32_t draft_named(struct drafts *d, struct text name, struct place place, const char *source)
{
    uint32_t found = draft_find(d, name);
    if (found != NO_UNIT) {
        draft_alias(d, found, name);
        if (!d->list.v[found].place.file.len)
            d->list.v[found].place = place;
        return found;
    }
    return draft_add(
        d, name, place,
        text_printf(d->mem, "%s '" TEXT_FMT "'", tr(source), TEXT_ARG(text_trim(name))));
}

uint32_t draft_organisation(struct drafts *d, struct text name, struct place place,
                            const char *source, struct text as_written)
{
    uint32_t named = name.len ? draft_find(d, name) : NO_UNIT;
    if (d->organisation == NO_UNIT && named != NO_UNIT)
        d->organisation = named;
    if (d->organisation == NO_UNIT) {
        struct text reason = text_printf(d->mem, tr("%s '" TEXT_FMT "' is the whole organisation"),
                                         tr(source), TEXT_ARG(text_trim(as_written)));
        d->organisation =
            draft_add(d, name.len ? name : unit_name_now(T("Company")), place, reason);
    }
    struct draft *draft = &d->list.v[d->organisation];
    if (!draft->place.file.len)
        draft->place = place;
    if (draft->level == LEVEL_UNKNOWN) {
        draft->level = 0;
        draft->level_reason = TR("the whole organisation");
    }
    if (name.len && !draft->proper) {
        struct text old = draft->name;
        draft->name = text_trim(name);
        draft->proper = true;
        if (!text_eq(old, draft->name) && !text_eq(old, unit_name_now(T("Company"))))
            draft_alias(d, d->organisation, old);
        map_put(d->mem, &d->keys, unit_key(d->mem, name), d->organisation);
    } else if (name.len) {
        draft_alias(d, d->organisation, name);
    }
    return d->organisation;
}

/* --- okralign.ini ------------------------------------------------------------------------------- */

static bool is_short_code(struct text t)
{
    if (t.len < 2 || t.len > 5)
        return false;
    for (size_t i = 0; i < t.len; i++)
        if (!((t.ptr[i] >= 'A' && t.ptr[i] <= 'Z') || (t.ptr[i] >= '0' && t.ptr[i] <= '9')))
            return false;
    return true;
}

void drafts_configure(struct drafts *d)
{
    const struct config *config = d->w->config;
    for (size_t i = 0; i < config->units.n; i++) {
        const struct unit_config *u = &config->units.v[i];
        struct place place = place_of_file(config->path);
        struct text reason =
            text_printf(d->mem, tr("[unit " TEXT_FMT "] in the configuration"), TEXT_ARG(u->name));
        uint32_t number = draft_add(d, u->name, place, reason);
        struct draft *draft = &d->list.v[number];
        draft->configured = true;
        draft->level = u->level;
        draft->level_reason = TR("configured");
        draft->parent_name = u->parent;
        draft->function = u->function;
        draft->place = (struct place){.row = PLACE_NONE, .col = PLACE_NONE};
        for (size_t k = 0; k < u->aliases.n; k++) {
            draft_alias(d, number, u->aliases.v[k]);
            if (!d->list.v[number].prefix.len && is_short_code(u->aliases.v[k]))
                d->list.v[number].prefix = u->aliases.v[k];
        }
        for (size_t k = 0; k < u->was.n; k++)
            draft_alias(d, number, u->was.v[k]);
        if (u->level == 0 && d->organisation == NO_UNIT) {
            d->organisation = number;
            d->list.v[number].proper = true;
        }
    }
    if (config->organisation.len) {
        struct place place = {.row = PLACE_NONE, .col = PLACE_NONE};
        uint32_t top = draft_organisation(d, config->organisation, place, "configuration",
                                          config->organisation);
        d->list.v[top].configured = true;
    }
}

uint32_t draft_of_file(struct drafts *d, struct text path)
{
    const struct config *config = d->w->config;
    for (size_t i = 0; i < config->units.n; i++)
        for (size_t k = 0; k < config->units.v[i].files.n; k++)
            if (glob_match(config->units.v[i].files.v[k], path))
                return draft_find(d, config->units.v[i].name);
    return NO_UNIT;
}
