/* base/output.c: whole or not at all, one writer at a time, nothing left behind. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/output.h"

#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static struct arena *mem;
static char folder[64];

static int setup(void **state)
{
    *state = mem = arena_new();
    strcpy(folder, "/tmp/okralign-output-XXXXXX");
    return mkdtemp(folder) ? 0 : -1;
}

static int teardown(void **state)
{
    arena_free(*state);
    return rmdir(folder); /* fails if a test left anything */
}

static const char *in_folder(const char *name)
{
    return text_printf(mem, "%s/%s", folder, name).ptr;
}

static const char *content(const char *path)
{
    FILE *in = fopen(path, "rb");
    if (!in)
        return NULL;
    char *bytes = arena_alloc(mem, 256);
    bytes[fread(bytes, 1, 255, in)] = '\0';
    fclose(in);
    return bytes;
}

static void put(const char *path, const char *bytes)
{
    FILE *out = fopen(path, "wb");
    assert_non_null(out);
    fputs(bytes, out);
    assert_int_equal(fclose(out), 0);
}

static size_t files_in_folder(void)
{
    size_t n = 0;
    DIR *dir = opendir(folder);
    while (readdir(dir))
        n++;
    closedir(dir);
    return n - 2;
}

static void replaces_a_file_and_keeps_its_mode(void **state)
{
    (void)state;
    const char *path = in_folder("a.json");
    struct text error;
    struct stat st;
    put(path, "old");
    chmod(path, 0640);
    assert_int_equal(output_write(mem, path, T("new"), &error), OUTPUT_OK);
    assert_string_equal(content(path), "new");
    stat(path, &st);
    assert_int_equal(st.st_mode & 0777, 0640);
    assert_int_equal(files_in_folder(), 1);
    unlink(path);
}

static void old_file_stands_until_commit(void **state)
{
    (void)state;
    const char *path = in_folder("b.xlsx");
    struct text error;
    struct output out;
    put(path, "old");
    assert_int_equal(output_begin(mem, path, &out, &error), OUTPUT_OK);
    put(out.temp, "half");
    assert_string_equal(content(path), "old");
    output_abandon(&out);
    output_abandon(&out);
    assert_string_equal(content(path), "old");
    assert_int_equal(files_in_folder(), 1);
    unlink(path);
}

static void two_writers_of_one_target(void **state)
{
    (void)state;
    const char *path = in_folder("c.xlsx");
    struct text error;
    struct output first, second;
    assert_int_equal(output_begin(mem, path, &first, &error), OUTPUT_OK);
    assert_int_equal(output_begin(mem, path, &second, &error), OUTPUT_LOCKED);
    assert_true(text_contains(error, T("c.xlsx is being written by another run")));
    output_abandon(&second);
    put(first.temp, "first");
    assert_int_equal(output_commit(mem, &first, &error), OUTPUT_OK);
    assert_int_equal(output_begin(mem, path, &second, &error), OUTPUT_OK);
    output_abandon(&second);
    assert_string_equal(content(path), "first");
    unlink(path);
}

static void says_why_it_cannot_write(void **state)
{
    (void)state;
    struct text error;
    assert_int_equal(output_write(mem, in_folder("no/such/folder.json"), T("x"), &error),
                     OUTPUT_FAILED);
    assert_true(text_ends(error, T("folder.json cannot be written: No such file or directory")));
    assert_int_equal(output_write(mem, folder, T("x"), &error), OUTPUT_FAILED);
    assert_true(text_ends(error, T(" cannot be written: Is a directory")));
}

static void follows_links_and_spares_devices(void **state)
{
    (void)state;
    struct text error;
    struct stat st;
    put(in_folder("real"), "old");
    assert_int_equal(symlink("real", in_folder("link")), 0);
    assert_int_equal(output_write(mem, in_folder("link"), T("new"), &error), OUTPUT_OK);
    assert_string_equal(content(in_folder("real")), "new");
    lstat(in_folder("link"), &st);
    assert_true(S_ISLNK(st.st_mode));
    assert_int_equal(output_write(mem, "/dev/null", T("gone"), &error), OUTPUT_OK);
    stat("/dev/null", &st);
    assert_true(S_ISCHR(st.st_mode));
    assert_int_equal(output_write(mem, "/dev/full", T("no room"), &error), OUTPUT_FAILED);
    unlink(in_folder("real"));
    unlink(in_folder("link"));
}

static void a_signal_leaves_nothing(void **state)
{
    (void)state;
    const char *path = in_folder("d.xlsx");
    put(path, "old");
    pid_t child = fork();
    if (child == 0) {
        struct text error;
        struct output out;
        output_begin(mem, path, &out, &error);
        raise(SIGTERM);
        _exit(0);
    }
    int status = 0;
    waitpid(child, &status, 0);
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGTERM);
    assert_string_equal(content(path), "old");
    assert_int_equal(files_in_folder(), 1);
    unlink(path);
}

static void knows_who_has_it_open(void **state)
{
    (void)state;
    const char *path = in_folder("report.xlsx");
    assert_int_equal(output_user(mem, path).len, 0);
    put(in_folder("~$report.xlsx"), "\x0AMaria Diaz            ");
    assert_string_equal(text_z(mem, output_user(mem, path)), "Maria Diaz");
    assert_string_equal(output_beside(mem, path), in_folder("report (2).xlsx"));
    put(in_folder(".~lock.report (2).xlsx#"), ",jo,host,21.04.2026 10:00,file:///x;");
    assert_string_equal(text_z(mem, output_user(mem, in_folder("report (2).xlsx"))), "jo");
    assert_string_equal(output_beside(mem, path), in_folder("report (3).xlsx"));
    unlink(in_folder("~$report.xlsx"));
    unlink(in_folder(".~lock.report (2).xlsx#"));
}

static void puts_dates_into_names(void **state)
{
    (void)state;
    const char *out = NULL;
    assert_true(output_dated(mem, "r/okr-%Y-%m-%d-Q%q-100%%.xlsx", 2026, 5, 3, &out));
    assert_string_equal(out, "r/okr-2026-05-03-Q2-100%.xlsx");
    assert_false(output_dated(mem, "r/%z", 2026, 5, 3, &out));
    assert_false(output_dated(mem, "r/100%", 2026, 5, 3, &out));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(replaces_a_file_and_keeps_its_mode, setup, teardown),
        cmocka_unit_test_setup_teardown(old_file_stands_until_commit, setup, teardown),
        cmocka_unit_test_setup_teardown(two_writers_of_one_target, setup, teardown),
        cmocka_unit_test_setup_teardown(says_why_it_cannot_write, setup, teardown),
        cmocka_unit_test_setup_teardown(follows_links_and_spares_devices, setup, teardown),
        cmocka_unit_test_setup_teardown(a_signal_leaves_nothing, setup, teardown),
        cmocka_unit_test_setup_teardown(knows_who_has_it_open, setup, teardown),
        cmocka_unit_test_setup_teardown(puts_dates_into_names, setup, teardown),
    };
    return cmocka_run_group_tests_name("output", tests, NULL, NULL);
}
