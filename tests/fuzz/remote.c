/* Any bytes as SSH_ORIGINAL_COMMAND: refused, or the words that a shell would make of the line
 * (glibc's wordexp is asked), and whatever they are, the command line takes them apart. */
#include "fuzz.h"

#include "thidua/command.h"
#include "thidua/remote.h"
#include "thidua/text.h"

#include <wordexp.h>

/* wordexp knows no reserved words and no assignments, so any line of words is as good as any. But
 * glibc's makes two words of ""a, so that lines with empty quotes are not asked. */
static void check_as_shell(const char *line, size_t n, char **words, int count) {
    struct buf clean = {0};
    wordexp_t shell = {0};
    PROMISE(text_clean(line, n, TEXT_ONE_LINE, &clean, NULL) == RC_OK);
    if (strstr(buf_str(&clean), "\"\"") != NULL || strstr(buf_str(&clean), "''") != NULL) {
        buf_free(&clean);
        return;
    }
    PROMISE(wordexp(buf_str(&clean), &shell, WRDE_NOCMD | WRDE_UNDEF) == 0);
    PROMISE(shell.we_wordc == (size_t)count);
    for (int i = 0; i < count; i++)
        PROMISE(strcmp(shell.we_wordv[i], words[i]) == 0);
    wordfree(&shell);
    buf_free(&clean);
}

int LLVMFuzzerInitialize(int *argc, char ***argv) {
    fuzz_keep_findings(argc, argv);
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct arena a = {0};
    struct err e = {0};
    char **words = NULL;
    int count = 0;
    enum rc rc = remote_split((const char *)data, size, &a, &words, &count, &e);
    if (rc == RC_OK) {
        struct command_line line = {0};
        PROMISE(count > 0 && count <= REMOTE_WORDS && words[count] == NULL);
        check_as_shell((const char *)data, size, words, count);
        rc = command_parse(count, words, &a, &line, &e);
        PROMISE(rc == RC_OK || rc == RC_USAGE);
        bool told = line.common[COMMAND_HELP] != NULL || line.common[COMMAND_VERSION] != NULL;
        PROMISE(rc != RC_OK || line.command == NULL || told ||
                (line.nwords >= line.command->least && line.nwords <= line.command->most));
    } else {
        PROMISE(rc == RC_INVALID || rc == RC_USAGE);
    }
    if (rc != RC_OK)
        PROMISE_SENTENCE(e);
    arena_free(&a);
    return 0;
}
