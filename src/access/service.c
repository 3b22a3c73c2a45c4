#include "thidua/service.h"
#include "thidua/text.h"
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#ifndef STATEDIR
#define STATEDIR "/var/lib/thidua"
#endif
#ifndef SYSCONFDIR
#define SYSCONFDIR "/etc/thidua"
#endif

const char service_folder[] = STATEDIR;
const char service_db[] = STATEDIR "/thidua.db";
const char service_config[] = SYSCONFDIR "/thidua.ini";

/* lstat: a link there is somebody's doing. */
long service_account(void) {
    struct stat st;
    if (lstat(service_folder, &st) || !S_ISDIR(st.st_mode) || st.st_uid == 0)
        return -1;
    return (long)st.st_uid;
}

enum rc service_program(char *out, size_t size, struct err *e) {
    ssize_t n = readlink("/proc/self/exe", out, size);
    if (n <= 0 || (size_t)n >= size)
        return err_set(e, RC_IO, "Không biết chương trình đặt ở đâu; hãy xem /proc.");
    out[n] = '\0';
    return RC_OK;
}

enum rc service_uid(const char *name, long *out, struct err *e) {
    char shown[TEXT_QUOTE_SIZE];
    const struct passwd *pw = getpwnam(name);
    if (!pw)
        return err_set(e, RC_MISSING, "Máy chủ không có tài khoản %s.", text_quote(name, shown));
    *out = (long)pw->pw_uid;
    return RC_OK;
}
