#include "thidua/identity.h"
#include "thidua/text.h"
#include <pwd.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum rc identity_local(long real, long effective, struct claim *out, struct err *e) {
    if (real != effective)
        return err_set(e, RC_DENIED,
                       "Không xác định được người dùng: chương trình đang chạy bằng tài khoản khác "
                       "với tài khoản đăng nhập; hãy chạy trực tiếp bằng tài khoản của mình.");
    *out = (struct claim){.proof = PROOF_LOCAL, .uid = real};
    const struct passwd *pw = getpwuid((uid_t)real);
    size_t n = pw && pw->pw_name ? strlen(pw->pw_name) : 0;
    if (n > 0 && n < sizeof out->name && text_valid(pw->pw_name, n))
        memcpy(out->name, pw->pw_name, n + 1);
    else
        snprintf(out->name, sizeof out->name, "uid-%ld", real);
    return RC_OK;
}

/* The environment proves nothing about who runs the program on her own account. */
enum rc identity_claim(const struct environment *env, struct claim *out, struct err *e) {
    (void)env;
    return identity_local((long)getuid(), (long)geteuid(), out, e);
}
