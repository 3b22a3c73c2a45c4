/* Files compiled into the program, made by the Makefile from config/ and src/store/. Each ends with
 * a NUL that its size does not count. */
#ifndef THIDUA_BUILTIN_H
#define THIDUA_BUILTIN_H

#include <stddef.h>

extern const char builtin_ini[]; /* config/thidua.ini: the default campaign file */
extern const size_t builtin_ini_size;
extern const char builtin_plan[]; /* config/ke-hoach.txt: the plan it names */
extern const size_t builtin_plan_size;
extern const char builtin_units[]; /* config/don-vi.csv: the units of the sample */
extern const size_t builtin_units_size;
extern const char builtin_schema[]; /* src/store/schema.sql */
extern const size_t builtin_schema_size;

/* config/deploy: how a server is set up. */
extern const char builtin_sshd[], builtin_sudoers[], builtin_sysusers[], builtin_tmpfiles[],
    builtin_backup[], builtin_timer[], builtin_rsyslog[], builtin_logrotate[];
extern const size_t builtin_sshd_size, builtin_sudoers_size, builtin_sysusers_size,
    builtin_tmpfiles_size, builtin_backup_size, builtin_timer_size, builtin_rsyslog_size,
    builtin_logrotate_size;

#endif
