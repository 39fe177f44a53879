/*
 * Zip archives. The central directory is read by libzip without ZIP_CHECKCONS (which refuses real
 * workbooks); names are indexed by ourselves, raw, because zip_name_locate knows nothing of the
 * rules of Open Packaging. Sizes that headers declare are never trusted: what counts is what comes
 * out of the inflater, against a budget for the file and a bound on the ratio.
 *
 * Deflated parts are unpacked by inflate.c, which is faster than libzip with zlib. Where that finds
 * anything wrong, libzip reads the part once more and has the last word: what comes out of a damaged
 * part, and what is said of it, does not depend on who was first.
 */
#include "import/package.h"

#include "base/map.h"
#include "import/deadline.h"
#include "import/inflate.h"

#include <string.h>
#include <zip.h>

/* Beyond this ratio a part is a bomb; asked only of parts that are large already. */
enum { WORST_RATIO = 200, RATIO_FROM = 16 << 20 };

struct package {
    struct arena *mem;
    zip_t *zip;
    struct map names; /* normal form -> zip index */
    uint64_t budget;  /* bytes that may still come out */
    double deadline;
    struct text remark;
    struct inflate *spare; /* of a part that was closed */
};

struct part {
    struct package *package;
    size_t index;
    zip_file_t *file; /* its bytes as they are stored if there is an inflater, else unpacked */
    struct inflate *inflate; /* NULL: libzip unpacks it */
    bool has_crc;
    uint32_t crc; /* as the archive says */
    uint64_t stored, out;
    struct text error;
    bool over_budget;
};

static int hex(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* "%20" in a lower-case name is the byte that it stands for, unless that is a control or a '/'. */
static size_t without_escapes(char *name, size_t len)
{
    size_t n = 0;
    for (size_t i = 0; i < len; i++) {
        int high = name[i] == '%' && i + 2 < len ? hex(name[i + 1]) : -1;
        int low = high >= 2 ? hex(name[i + 2]) : -1;
        bool escape = low >= 0 && high * 16 + low != '/' && high * 16 + low != '\\';
        name[n++] = escape ? (char)(high * 16 + low) : name[i];
        i += escape ? 2 : 0;
    }
    return n;
}

static struct text normal_name(struct arena *mem, struct text name)
{
    char *out = text_z(mem, name);
    for (size_t i = 0; i < name.len; i++) {
        if (out[i] == '\\')
            out[i] = '/';
        else if (out[i] >= 'A' && out[i] <= 'Z')
            out[i] += 'a' - 'A';
    }
    size_t from = 0, len = without_escapes(out, name.len);
    while (from < len && out[from] == '/')
        from++;
    return (struct text){out + from, len - from};
}

static zip_t *open_bytes(struct text bytes)
{
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t *source = zip_source_buffer_create(bytes.ptr, bytes.len, 0, &error);
    zip_t *zip = source ? zip_open_from_source(source, ZIP_RDONLY, &error) : NULL;
    if (source && !zip)
        zip_source_free(source);
    zip_error_fini(&error);
    return zip;
}

/* Offset of the first local header near the front: what stands before it is not the archive's. */
static size_t junk_before(struct text bytes)
{
    size_t at = text_find(text_slice(bytes, 0, 1 << 16), T("PK\3\4"), 1);
    return at == SIZE_MAX ? 0 : at;
}

/* The same archive without what follows its end record: some transports append to files. */
static struct text without_tail(struct text bytes)
{
    for (size_t at = bytes.len >= 22 ? bytes.len - 22 + 1 : 0; at-- > 0;)
        if (bytes.ptr[at] == 'P' && memcmp(bytes.ptr + at, "PK\5\6", 4) == 0) {
            size_t comment =
                (unsigned char)bytes.ptr[at + 20] | (size_t)(unsigned char)bytes.ptr[at + 21] << 8;
            return text_slice(bytes, 0, at + 22 + comment);
        }
    return bytes;
}

static zip_t *open_somehow(struct package *package, struct text bytes)
{
    zip_t *zip = open_bytes(bytes);
    if (zip)
        return zip;
    struct text inner = text_slice(without_tail(bytes), junk_before(bytes), bytes.len);
    if (inner.len == bytes.len || !(zip = open_bytes(inner)))
        return NULL;
    package->remark = T("other bytes stand before or behind the archive");
    return zip;
}

/* False: two parts bear one name, so that readers would disagree on what the file says. */
static bool index_names(struct package *package, size_t n, struct text *error)
{
    for (size_t i = 0; i < n; i++) {
        const char *name = zip_get_name(package->zip, i, ZIP_FL_ENC_RAW);
        if (!name)
            continue;
        struct text key = normal_name(package->mem, text_of(name));
        if (*map_put(package->mem, &package->names, key, i) != i) {
            *error =
                text_printf(package->mem, tr("two parts are named '" TEXT_FMT "'"), TEXT_ARG(key));
            return false;
        }
    }
    return true;
}

struct package *package_open(struct arena *mem, const struct limits *limits, struct text bytes,
                             struct text *error)
{
    struct package *package = NEW(mem, struct package);
    package->mem = mem;
    package->budget = limits->inflated_bytes;
    package->deadline = deadline_in(limits->seconds);
    package->zip = open_somehow(package, bytes);
    if (!package->zip) {
        *error = T("the archive is damaged or cut off: its table of contents cannot be found");
        return NULL;
    }
    zip_int64_t n = zip_get_num_entries(package->zip, 0);
    if (n < 0 || (uint64_t)n > limits->zip_entries)
        *error = text_printf(mem, tr("the archive has %lld parts, more than %lu"), (long long)n,
                             (unsigned long)limits->zip_entries);
    else if (index_names(package, (size_t)n, error))
        return package;
    package_close(package);
    return NULL;
}

void package_close(struct package *package)
{
    if (!package)
        return;
    inflate_free(package->spare);
    if (package->zip)
        zip_discard(package->zip);
}

size_t package_count(const struct package *package)
{
    return package->names.n;
}

size_t package_find(const struct package *package, struct text name)
{
    size_t at = map_get(&package->names, normal_name(package->mem, name));
    return at == MAP_NONE ? PART_NONE : at;
}

size_t package_find_suffix(const struct package *package, struct text suffix)
{
    struct text key = normal_name(package->mem, suffix);
    for (size_t i = 0; i < package->names.n; i++)
        if (text_ends(package->names.entries[i].key, key))
            return package->names.entries[i].value;
    return PART_NONE;
}

bool package_has_prefix(const struct package *package, struct text prefix)
{
    struct text key = normal_name(package->mem, prefix);
    for (size_t i = 0; i < package->names.n; i++)
        if (text_starts(package->names.entries[i].key, key))
            return true;
    return false;
}

struct text package_name(const struct package *package, size_t part)
{
    const char *name = zip_get_name(package->zip, part, ZIP_FL_ENC_RAW);
    return name ? normal_name(package->mem, text_of(name)) : (struct text){0};
}

uint64_t package_size(const struct package *package, size_t part)
{
    zip_stat_t stat;
    bool known = zip_stat_index(package->zip, part, 0, &stat) == 0 && (stat.valid & ZIP_STAT_SIZE);
    return known ? stat.size : 0;
}

struct text package_remark(const struct package *package)
{
    return package->remark;
}

/* --- parts ----------------------------------------------------------------------------------- */

#define CANNOT_BE_UNPACKED "a part cannot be unpacked"

static struct inflate *take_inflate(struct package *package)
{
    struct inflate *taken = package->spare;
    package->spare = NULL;
    return taken ? taken : inflate_new();
}

static void give_back(struct part *part)
{
    struct package *package = part->package;
    if (package->spare)
        inflate_free(part->inflate);
    else
        package->spare = part->inflate;
    part->inflate = NULL;
}

static ptrdiff_t read_stored(void *context, char *into, size_t room)
{
    return (ptrdiff_t)zip_fread(context, into, room);
}

/* Opens the part, or opens it anew. */
static bool part_begin(struct part *part)
{
    zip_file_t *before = part->file;
    part->file =
        zip_fopen_index(part->package->zip, part->index, part->inflate ? ZIP_FL_COMPRESSED : 0);
    if (before)
        zip_fclose(before);
    if (part->file && part->inflate)
        inflate_begin(part->inflate, (struct source){read_stored, NULL, part->file});
    return part->file != NULL;
}

struct part *part_open(struct package *package, size_t index, struct text *error)
{
    zip_stat_t stat;
    if (zip_stat_index(package->zip, index, 0, &stat) != 0) {
        *error = T("the archive is damaged");
        return NULL;
    }
    if ((stat.valid & ZIP_STAT_ENCRYPTION_METHOD) && stat.encryption_method != ZIP_EM_NONE) {
        *error = T("a part is encrypted");
        return NULL;
    }
    if (stat.comp_method != ZIP_CM_STORE && stat.comp_method != ZIP_CM_DEFLATE) {
        *error =
            text_printf(package->mem, tr("compression method %d is not one that spreadsheets use"),
                        (int)stat.comp_method);
        return NULL;
    }
    struct part *part = NEW(package->mem, struct part);
    *part = (struct part){.package = package, .index = index, .stored = stat.comp_size};
    part->has_crc = stat.valid & ZIP_STAT_CRC;
    part->crc = stat.crc;
    if (stat.comp_method == ZIP_CM_DEFLATE)
        part->inflate = take_inflate(package);
    if (part_begin(part))
        return part;
    part_close(part);
    *error = T(CANNOT_BE_UNPACKED);
    return NULL;
}

static ptrdiff_t refuse(struct part *part, struct text why)
{
    part->error = why;
    part->over_budget = true;
    return -1;
}

/* Libzip takes over, behind what was read already. */
static bool leave_to_libzip(struct part *part, char *spare, size_t room)
{
    give_back(part);
    if (!part_begin(part))
        return false;
    for (uint64_t left = part->out; left;) {
        zip_int64_t n = zip_fread(part->file, spare, left < room ? left : room);
        if (n <= 0 || deadline_passed(part->package->deadline))
            return n > 0;
        left -= (uint64_t)n;
    }
    return true;
}

/* Like read(2). */
static zip_int64_t unpack(struct part *part, char *into, size_t room)
{
    if (part->inflate) {
        ptrdiff_t n = inflate_read(part->inflate, into, room);
        bool sound = n > 0 || (n == 0 && part->has_crc && inflate_crc(part->inflate) == part->crc);
        if (sound || room == 0)
            return n;
        if (!leave_to_libzip(part, into, room))
            return -1;
    }
    return zip_fread(part->file, into, room);
}

static ptrdiff_t part_read(void *context, char *into, size_t room)
{
    struct part *part = context;
    if (part->error.len)
        return -1;
    zip_int64_t n = unpack(part, into, room);
    if (n < 0) {
        part->error = T("the packed data are damaged");
        return -1;
    }
    if ((uint64_t)n > part->package->budget)
        return refuse(part, T("it unpacks to more than the limit (inflated_bytes)"));
    part->package->budget -= (uint64_t)n;
    part->out += (uint64_t)n;
    if (part->out > RATIO_FROM && part->out / WORST_RATIO > part->stored)
        return refuse(part, T("it unpacks to more than 200 times its size"));
    if (deadline_passed(part->package->deadline))
        return refuse(part, T(DEADLINE_PASSED));
    return (ptrdiff_t)n;
}

static bool part_rewind(void *context)
{
    struct part *part = context;
    if (!part_begin(part)) {
        part->error = T(CANNOT_BE_UNPACKED);
        return false;
    }
    part->package->budget += part->out;
    part->out = 0;
    part->error = (struct text){0};
    part->over_budget = false;
    return true;
}

struct source part_source(struct part *part)
{
    return (struct source){part_read, part_rewind, part};
}

struct text part_error(const struct part *part)
{
    return part->error;
}

uint64_t part_bytes(const struct part *part)
{
    return part->out;
}

bool part_over_budget(const struct part *part)
{
    return part->over_budget;
}

void part_close(struct part *part)
{
    if (!part)
        return;
    give_back(part);
    if (part->file)
        zip_fclose(part->file);
}
