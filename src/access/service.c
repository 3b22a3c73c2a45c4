#include "thidua/service.h"
#include <sys/stat.h>

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
