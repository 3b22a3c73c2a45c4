# thidua: see README.md. `make run` tries it, `make check` proves it.
#
# One build folder, one set of flags at a time: build/flags holds them, and everything is rebuilt when
# they change (CC=clang, SANITIZE=1), so that build/thidua is always what was asked for last.

.DELETE_ON_ERROR:
.SUFFIXES:

USER_ID := $(shell id -u)
PREFIX  ?= /usr/local
DESTDIR ?=
CC      = gcc
B       = build

PACKAGES_BUILD = gcc libncurses-dev libsqlite3-dev libiniparser-dev libutf8proc-dev libmd-dev sqlite3 tzdata
# For sshd, which is unpacked and not installed (tests/sshd.sh), what it needs; sudo where we are root.
PACKAGES_TEST  = libcmocka-dev libvterm-dev ncurses-term openssh-client libwrap0 \
                 $(if $(filter 0,$(USER_ID)),sudo)
PACKAGES_LINT  = clang clang-format clang-tidy cppcheck
PACKAGES_BENCH = nnn
PACKAGES_HARD  = valgrind
PACKAGES_FUZZ  = clang libclang-rt-14-dev

WARNINGS = -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes \
           -Wmissing-prototypes -Wcast-qual -Wformat=2 -Wnull-dereference -Werror
CPPFLAGS = -Iinclude -D_XOPEN_SOURCE=700 -DNCURSES_WIDECHAR=1
LDLIBS   = -lncursesw -lsqlite3 -liniparser -lutf8proc -lmd

ifdef FUZZ
HARDEN   = -O1 -fno-omit-frame-pointer -fsanitize=fuzzer-no-link,address,undefined \
           -fno-sanitize-recover=all
LDHARDEN = -fsanitize=address,undefined
else ifdef SANITIZE
HARDEN   = -O1 -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=all
LDHARDEN = -fsanitize=address,undefined
else
HARDEN   = -O2 -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3 -fstack-protector-strong -fPIE
LDHARDEN = -pie -Wl,-z,relro,-z,now -Wl,--as-needed
endif
CFLAGS  = -std=c17 -g $(WARNINGS) $(HARDEN)
LDFLAGS = $(LDHARDEN)

SOURCES   = $(filter-out src/main.c,$(wildcard src/*/*.c))
GENERATED = $(patsubst %,$(B)/gen/%.c,builtin_ini builtin_plan builtin_units builtin_schema \
            builtin_sshd builtin_sudoers builtin_sysusers builtin_tmpfiles builtin_backup builtin_timer builtin_rsyslog \
            builtin_logrotate)
OBJECTS   = $(SOURCES:src/%.c=$(B)/obj/%.o) $(GENERATED:.c=.o)
SUPPORT   = $(patsubst tests/%.c,$(B)/tests/%.o,$(wildcard tests/support/*.c))
TESTS     = $(patsubst tests/%.c,$(B)/tests/%,$(wildcard tests/unit/*.c tests/cli/*.c tests/tui/*.c))
# Where the tests keep a service: a place of its own for each build folder, and below one that only
# root writes to where we are root, because sshd asks that of the programs it runs.
TEST_PLACE := $(if $(filter 0,$(USER_ID)),/var/lib,/tmp)/thidua-check-$(shell echo '$(CURDIR)/$(B)' | cksum | cut -d' ' -f1)
export TEST_PLACE
BENCHES   = $(patsubst tests/%.c,$(B)/tests/%,$(wildcard tests/bench/*.c))
FUZZERS   = $(patsubst tests/%.c,$(B)/tests/%,$(wildcard tests/fuzz/*.c))

# `make V=1` shows the commands.
ifndef V
.SILENT:
say = @echo '  $(1)  $(2)'
endif

all: $(B)/thidua

$(B)/thidua: $(B)/obj/main.o $(B)/libthidua.a
	$(call say,LINK,$@)
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LDLIBS)

# q, not r: two layers may each have a plan.o, and r would keep the last one only.
$(B)/libthidua.a: $(OBJECTS) $(B)/objects
	rm -f $@ && ar qcs $@ $(OBJECTS)

$(B)/obj/%.o: src/%.c $(B)/flags
	@mkdir -p $(@D)
	$(call say,CC,$<)
	$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

$(B)/gen/%.o: $(B)/gen/%.c $(B)/flags
	$(CC) $(CPPFLAGS) $(CFLAGS) -c -o $@ $<

# What is compiled in: the campaign file, the plan in our words, the sample's units, the schema, and
# how a server is set up, for `doctor --deploy`.
$(B)/gen/builtin_ini.c: config/thidua.ini
$(B)/gen/builtin_plan.c: config/ke-hoach.txt
$(B)/gen/builtin_units.c: config/don-vi.csv
$(B)/gen/builtin_sshd.c: config/deploy/sshd.conf
$(B)/gen/builtin_sudoers.c: config/deploy/sudoers
$(B)/gen/builtin_sysusers.c: config/deploy/sysusers.conf
$(B)/gen/builtin_tmpfiles.c: config/deploy/tmpfiles.conf
$(B)/gen/builtin_backup.c: config/deploy/thidua-backup.service
$(B)/gen/builtin_timer.c: config/deploy/thidua-backup.timer
$(B)/gen/builtin_rsyslog.c: config/deploy/rsyslog.conf
$(B)/gen/builtin_logrotate.c: config/deploy/logrotate.conf
$(B)/gen/builtin_schema.c: $(B)/gen/builtin_%.c: src/store/schema.sql Makefile
	@mkdir -p $(@D)
	sqlite3 -bail :memory: < $<
	$(embed)
$(B)/gen/builtin_%.c: Makefile
	@mkdir -p $(@D)
	$(embed)

define embed
@{ echo '#include "thidua/builtin.h"'; echo 'const char builtin_$*[] = {'; \
   od -An -v -td1 $(filter-out Makefile,$^) | sed 's/\(-\{0,1\}[0-9]\{1,\}\)/\1,/g'; \
   echo '0};'; echo 'const size_t builtin_$*_size = sizeof builtin_$* - 1;'; } > $@
endef

# Rewritten only when they differ, so that make sees a change of flags, or a source taken away, as a
# change of file.
$(B)/flags:   content = $(CC) $(CPPFLAGS) $(CFLAGS) $(LDFLAGS)
$(B)/objects: content = $(OBJECTS)
$(B)/flags $(B)/objects: FORCE
	@mkdir -p $(B)
	@echo '$(content)' | cmp -s - $@ || echo '$(content)' > $@
FORCE:

$(B)/tests/%.o: tests/%.c $(B)/flags
	@mkdir -p $(@D)
	$(call say,CC,$<)
	$(CC) $(CPPFLAGS) -Itests $(CFLAGS) -MMD -MP -c -o $@ $<

$(TESTS) $(BENCHES): $(B)/tests/%: $(B)/tests/%.o $(SUPPORT) $(B)/libthidua.a
	$(call say,LINK,$@)
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ -lcmocka -lvterm $(LDLIBS)

# Only with CC=clang FUZZ=1, as `make fuzz` does it.
$(FUZZERS): $(B)/tests/%: $(B)/tests/%.o $(SUPPORT) $(B)/libthidua.a
	$(call say,LINK,$@)
	$(CC) $(CFLAGS) $(LDFLAGS) -fsanitize=fuzzer -o $@ $^ -lcmocka -lvterm $(LDLIBS)

# The program as it is on a server, but for where that keeps its data.
$(B)/tests/server/thidua: $(B)/obj/main.o $(B)/tests/server/service.o $(B)/tests/server/leaks.o $(B)/libthidua.a
	$(call say,LINK,$@)
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LDLIBS)
$(B)/tests/server/service.o: src/access/service.c $(B)/flags
	@mkdir -p $(@D)
	$(call say,CC,$@)
	$(CC) $(CPPFLAGS) -DSTATEDIR='"$(TEST_PLACE)/state"' -DSYSCONFDIR='"$(TEST_PLACE)/etc"' $(CFLAGS) -MMD -MP -c -o $@ $<

tests: $(TESTS) $(B)/thidua $(B)/tests/server/thidua
fuzzers: $(FUZZERS)

# The two commands of the README. Each target that needs packages names its own set.
run: deps-build
	@$(MAKE) --no-print-directory all
	@tests/sample.sh $(B)

check: deps-build deps-test
	@$(MAKE) --no-print-directory tests
	@PLAN='$(PLAN)' tests/run.sh $(B)

lint: deps-build deps-lint $(GENERATED)
	@CPPFLAGS='$(CPPFLAGS)' tests/lint.sh $(SOURCES) src/main.c

bench: deps-build deps-test deps-bench
	@$(MAKE) --no-print-directory all $(BENCHES)
	@tests/bench/run.sh $(B)

stress: deps-build deps-test deps-hard
	@$(MAKE) --no-print-directory tests
	@PLAN='$(PLAN)' tests/run.sh $(B) valgrind
	@KILLS=1000 $(B)/tests/unit/test_kill
	@CROWD_SECONDS=60 THIDUA=$(B)/thidua TZ=UTC LC_ALL=C.UTF-8 $(B)/tests/tui/test_crowd

# Each door's bytes made up by libFuzzer for so many seconds; they have a build of their own beside.
SECONDS ?= 300
fuzz: deps-build deps-test deps-fuzz
	@$(MAKE) --no-print-directory B=$(B)/fuzz CC=clang FUZZ=1 fuzzers
	@tests/fuzz/run.sh $(B)/fuzz $(SECONDS)

deps: deps-build deps-test deps-lint deps-bench deps-hard deps-fuzz
deps-build: ; @tests/deps.sh $(PACKAGES_BUILD)
deps-test:  ; @tests/deps.sh $(PACKAGES_TEST)
deps-lint:  ; @tests/deps.sh $(PACKAGES_LINT)
deps-bench: ; @tests/deps.sh $(PACKAGES_BENCH)
deps-hard:  ; @tests/deps.sh $(PACKAGES_HARD)
deps-fuzz:  ; @tests/deps.sh $(PACKAGES_FUZZ)

install: all
	install -D -m 0755 $(B)/thidua $(DESTDIR)$(PREFIX)/bin/thidua
	install -D -m 0644 config/man/thidua.1 $(DESTDIR)$(PREFIX)/share/man/vi/man1/thidua.1
	install -D -m 0644 config/completions/thidua.bash $(DESTDIR)$(PREFIX)/share/bash-completion/completions/thidua
	install -D -m 0644 config/thidua.ini $(DESTDIR)$(PREFIX)/share/thidua/thidua.ini
	install -D -m 0644 config/ke-hoach.txt $(DESTDIR)$(PREFIX)/share/thidua/ke-hoach.txt
	install -D -m 0644 config/don-vi.csv $(DESTDIR)$(PREFIX)/share/thidua/don-vi.csv
	install -d $(DESTDIR)$(PREFIX)/share/thidua/deploy
	for f in config/deploy/*; do \
	    sed 's#/usr/local/bin/thidua#$(PREFIX)/bin/thidua#g' $$f > $(DESTDIR)$(PREFIX)/share/thidua/deploy/$${f##*/}; done
	chmod 0644 $(DESTDIR)$(PREFIX)/share/thidua/deploy/*

# The folders too, where nothing else is in them.
uninstall:
	rm -f $(DESTDIR)$(PREFIX)/bin/thidua $(DESTDIR)$(PREFIX)/share/man/vi/man1/thidua.1
	rm -f $(DESTDIR)$(PREFIX)/share/bash-completion/completions/thidua
	rm -rf $(DESTDIR)$(PREFIX)/share/thidua
	[ ! -d $(DESTDIR)$(PREFIX) ] || { cd $(DESTDIR)$(PREFIX) && \
	    rmdir -p --ignore-fail-on-non-empty share/man/vi/man1 share/bash-completion/completions 2>/dev/null || true; }

clean:
	rm -rf $(B)

.PHONY: all run check tests fuzz fuzzers lint bench stress deps deps-build deps-test deps-lint \
        deps-bench deps-hard deps-fuzz install uninstall clean FORCE
.SECONDARY:

-include $(wildcard $(B)/obj/*.d $(B)/obj/*/*.d $(B)/tests/*/*.d)
