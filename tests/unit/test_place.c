#include "support/run.h"
#include "support/test.h"
#include "thidua/place.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* The service's database of a real server is found before everything else: then there is nothing
 * to see here. */
static bool served(void) {
    return access("/var/lib/thidua/thidua.db", F_OK) == 0;
}

static const char *found(const char *home, const char *data) {
    static char path[512];
    const struct environment env = {.home = home, .data_home = data};
    struct buf b = {0};
    struct err e;
    enum rc rc = place_db(&env, &b, &e);
    snprintf(path, sizeof path, "%s", rc ? "" : buf_str(&b));
    buf_free(&b);
    return path;
}

static void database_of_her_own(void **state) {
    (void)state;
    if (served())
        return;
    assert_string_equal(found("/home/lan", NULL), "/home/lan/.local/share/thidua/thidua.db");
    assert_string_equal(found("/home/lan", "/data"), "/data/thidua/thidua.db");
    assert_string_equal(found(NULL, "/data"), "/data/thidua/thidua.db");
    assert_string_equal(found(NULL, NULL), ""); /* no home: nowhere */
}

static void folder_is_hers_alone(void **state) {
    struct err e;
    struct stat st;
    char path[512];
    char *folder = run_folder();
    (void)state;
    snprintf(path, sizeof path, "%s/a/b/thidua.db", folder);
    assert_int_equal(place_db_folder(path, &e), RC_OK);
    assert_int_equal(place_db_folder(path, &e), RC_OK); /* there already */
    snprintf(path, sizeof path, "%s/a/b", folder);
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0700);
    assert_int_equal(place_db_folder("/dev/null/thidua/thidua.db", &e), RC_IO);
    assert_non_null(strstr(e.message, "/dev/null"));
    run_folder_remove(folder);
    free(folder);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(database_of_her_own),
        cmocka_unit_test(folder_is_hers_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
