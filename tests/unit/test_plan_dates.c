/* Which dates a text gives, and which of its figures are none. */
#include "support/plans.h"
#include "thidua/buf.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

struct sample {
    const char *text;
    const char *dates; /* "from[ – to] = written", ended by "; " */
};

static void expect_samples(const struct sample *list, size_t count) {
    for (size_t i = 0; i < count; i++) {
        struct buf text = {0}, got = {0};
        buf_printf(&text, "Mở đầu\n\n1. %s", list[i].text);
        struct read_plan r;
        plan_open_text(&r, buf_str(&text));
        expect_sound(&r);
        for (size_t k = 0; k < r.ndates; k++) {
            char from[DATE_TEXT_SIZE], to[DATE_TEXT_SIZE];
            const struct plan_date *d = &r.dates[k];
            buf_printf(&got, "%s%s%s = %s; ", date_text_precise(d->from, d->precision, from),
                       d->to == DATE_NONE ? "" : " – ", date_text_precise(d->to, d->precision, to),
                       d->written);
            assert_string_equal(d->clause, "1");
        }
        if (strcmp(buf_str(&got), list[i].dates) != 0)
            fail_msg("%s\n gives    %s\n expected %s", list[i].text, buf_str(&got), list[i].dates);
        plan_close(&r);
        buf_free(&text);
        buf_free(&got);
    }
}

#define EXPECT(list) expect_samples(list, sizeof(list) / sizeof *(list))

static void single_days(void **state) {
    (void)state;
    static const struct sample list[] = {
        {"Đăng ký trước ngày 10/11/2021.", "10/11/2021 = 10/11/2021; "},
        {"Tổng kết dịp 8/3/2022 chào mừng", "08/03/2022 = 8/3/2022; "},
        {"(Thời hạn trước ngày 10/11/2021).", "10/11/2021 = 10/11/2021; "},
        {"Họp 05.11.2021, 5-11-2021", "05/11/2021 = 05.11.2021; 05/11/2021 = 5-11-2021; "},
        {"ngày 10 tháng 11 năm 2021", "10/11/2021 = ngày 10 tháng 11 năm 2021; "},
        {"NGÀY 10 THÁNG 11 NĂM 2021", "10/11/2021 = NGÀY 10 THÁNG 11 NĂM 2021; "},
        {"ngày 01 tháng 11, năm 2021", "01/11/2021 = ngày 01 tháng 11, năm 2021; "},
        {"ngày mùng 8 tháng 3 năm 2022", "08/03/2022 = ngày mùng 8 tháng 3 năm 2022; "},
        {"sáng 20 tháng 11/2021", "20/11/2021 = 20 tháng 11/2021; "},
        {"ngày 15/01 năm 2022", "15/01/2022 = 15/01 năm 2022; "},
        {"ngày 10 / 11 / 2021", "10/11/2021 = 10 / 11 / 2021; "},
        {"ngày 8/3/22", "08/03/2022 = 8/3/22; "},
        {"29/02/2024 là ngày có thật", "29/02/2024 = 29/02/2024; "},
        {"Lúc 8h00 ngày 15/11/2021.Thành phần", "15/11/2021 = 15/11/2021; "},
        {"Hội nghị–15/11/2021", "15/11/2021 = 15/11/2021; "},
        {"từ ngày 10/11/2021", "10/11/2021 = 10/11/2021; "},
        {"12/11/2021,13/11/2021;14/11/2021",
         "12/11/2021 = 12/11/2021; 13/11/2021 = 13/11/2021; 14/11/2021 = 14/11/2021; "},
    };
    EXPECT(list);
}

static void months(void **state) {
    (void)state;
    static const struct sample list[] = {
        {"Từ tháng 10/2021 và kết thúc vào ngày 15/01/2022.",
         "10/2021 = tháng 10/2021; 15/01/2022 = 15/01/2022; "},
        {"Tháng 8 năm 2026", "08/2026 = Tháng 8 năm 2026; "},
        {"tháng 01-2022, tháng 2.2022", "01/2022 = tháng 01-2022; 02/2022 = tháng 2.2022; "},
        {"từ 10/2021 đến 01/2022", "10/2021 – 01/2022 = 10/2021 đến 01/2022; "},
        {"tháng 10 – 12/2021", "10/2021 – 12/2021 = tháng 10 – 12/2021; "},
        {"tháng 11 đến tháng 02 năm 2022", "11/2021 – 02/2022 = tháng 11 đến tháng 02 năm 2022; "},
        {"tháng 10 và tháng 11/2021", "10/2021 = tháng 10; 11/2021 = tháng 11/2021; "},
        /* a month and a day are no range: both are said */
        {"từ tháng 10/2021 đến ngày 15/01/2022",
         "10/2021 = tháng 10/2021; 15/01/2022 = 15/01/2022; "},
        {"từ tháng 10 đến 15/01/2022", "10/2021 = tháng 10; 15/01/2022 = 15/01/2022; "},
        {"xong trong tháng 10. 2021 hội viên dự", ""},
        {"tháng 13/2021", ""},
    };
    EXPECT(list);
}

static void ranges(void **state) {
    (void)state;
    static const struct sample list[] = {
        {"xét duyệt từ ngày 20/01/2022 – 15/02/2022 và tổng kết, biểu dương dịp 8/3/2022",
         "20/01/2022 – 15/02/2022 = 20/01/2022 – 15/02/2022; 08/03/2022 = 8/3/2022; "},
        {"từ 20/01/2022 đến hết ngày 15/02/2022",
         "20/01/2022 – 15/02/2022 = 20/01/2022 đến hết ngày 15/02/2022; "},
        {"từ ngày 20/01/2022 cho tới 15/02/2022",
         "20/01/2022 – 15/02/2022 = 20/01/2022 cho tới 15/02/2022; "},
        {"20/01/2022-15/02/2022", "20/01/2022 – 15/02/2022 = 20/01/2022-15/02/2022; "},
        {"5-11-2021 - 8-11-2021", "05/11/2021 – 08/11/2021 = 5-11-2021 - 8-11-2021; "},
        {"từ ngày 20/01 đến 15/02/2022", "20/01/2022 – 15/02/2022 = 20/01 đến 15/02/2022; "},
        {"từ ngày 20/12 đến 15/01/2022", "20/12/2021 – 15/01/2022 = 20/12 đến 15/01/2022; "},
        {"(20/01 - 15/02/2022)", "20/01/2022 – 15/02/2022 = 20/01 - 15/02/2022; "},
        {"từ ngày 20 đến ngày 25 tháng 11 năm 2021",
         "20/11/2021 – 25/11/2021 = ngày 20 đến ngày 25 tháng 11 năm 2021; "},
        {"từ 20 đến 25/11/2021", "20/11/2021 – 25/11/2021 = 20 đến 25/11/2021; "},
        {"từ ngày 25 đến 05/12/2021", "25/11/2021 – 05/12/2021 = ngày 25 đến 05/12/2021; "},
        {"từ ngày 25 đến 05/01/2022", "25/12/2021 – 05/01/2022 = ngày 25 đến 05/01/2022; "},
        {"20-25/11/2021", "20/11/2021 – 25/11/2021 = 20-25/11/2021; "},
        {"từ ngày 10 tháng 11 đến ngày 12 tháng 12 năm 2021",
         "10/11/2021 – 12/12/2021 = ngày 10 tháng 11 đến ngày 12 tháng 12 năm 2021; "},
        {"các ngày 20, 21 và 22/10/2021",
         "20/10/2021 = ngày 20; 21/10/2021 = 21; 22/10/2021 = 22/10/2021; "},
        {"ngày 10,11,12/11/2021",
         "10/11/2021 = ngày 10; 11/11/2021 = 11; 12/11/2021 = 12/11/2021; "},
        {"các ngày 20/10, 21/10 hoặc 22/10/2021",
         "20/10/2021 = 20/10; 21/10/2021 = 21/10; 22/10/2021 = 22/10/2021; "},
        /* an anniversary is no range */
        {"91 năm ngày thành lập (20/10/1930 - 20/10/2021)",
         "20/10/1930 = 20/10/1930; 20/10/2021 = 20/10/2021; "},
        {"từ 8 giờ 30 đến 11 giờ 30, ngày 15/11/2021", "15/11/2021 = 15/11/2021; "},
        /* backwards: two dates, no range */
        {"20/01/2022 – 15/02/2021", "20/01/2022 = 20/01/2022; 15/02/2021 = 15/02/2021; "},
        /* an end that does not exist leaves the start */
        {"từ 20/01/2022 đến 31/02/2022", "20/01/2022 = 20/01/2022; "},
        {"từ 30/02 đến 15/03/2022", "15/03/2022 = 15/03/2022; "},
    };
    EXPECT(list);
}

static void no_dates(void **state) {
    (void)state;
    static const char *const none[] = {
        "Công văn 30/02-CV, Kế hoạch số 04/KH-BTV, số 05/KH-BTV",
        "Nghị định 91/2017/NĐ-CP, Luật số 15/2003/QH11, Nghị định 12/2021/NĐ-CP",
        "Quyết định số 5972/QĐ-BCH của Ban Chấp hành",
        "Chỉ thị số 05-CT/TW, Chỉ thị 05, Hướng dẫn 12/2021",
        "số 10/11/2021/NQ-HĐND, mã KH-10/11/2021, tệp 1/2/3/2021",
        "tỷ lệ 25/13, 24/36 đơn vị, 3/4 hội viên, trực 24/7, 5/10%",
        "nhiệm kỳ 2017- 2022, 2021-2026, 2021 – 2026, năm 2021, quý IV/2021",
        "31/04/2021, 29/02/2021, 00/11/2021, 10/00/2021, 10/13/2021, 10/11/1821",
        "ngày 31 tháng 4 năm 2021, ngày 30 tháng 02 năm 2022",
        "điện thoại 0912.345.678, 0228.3854.123, 02283-854-123, 091 234 5678",
        "1.200.000 đồng, 1,2 km, 12.10 điểm, 3.5.2 phần mềm, 10.11.20215",
        "ngày Quốc tế phụ nữ 8/3, ngày 20/10, dịp 20/10 và 8/3, ngày 20 tháng 11, tháng 9",
        "5 không, 3 sạch; 130 công trình; ngày 20; tháng; ngày; Covid-19; Covid19/10/2021",
        "8/3/22 không có chữ chỉ ngày đứng trước",
        "123/11/2021, 10/11/20211, a10/11/2021, 10/11/2021a",
        "chuyến bay VN-10-11-2021, phiên bản 1.10.11.2021",
    };
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        struct sample s = {none[i], ""};
        expect_samples(&s, 1);
    }
}

/* A figure beside a date neither swallows nor changes it. */
static void beside_figures(void **state) {
    (void)state;
    static const struct sample list[] = {
        {"24/36 đơn vị, trước 10/11/2021", "10/11/2021 = 10/11/2021; "},
        {"ngày 8/3, 36 đơn vị, 10/11/2021", "10/11/2021 = 10/11/2021; "},
        {"đợt 8/3, 20/10/2021", "20/10/2021 = 20/10/2021; "},
        {"đạt 5 đến 10/11/2021", "10/11/2021 = 10/11/2021; "},
        {"số 5972/QĐ-BCH, ngày 23/4/2021 của Ban", "23/04/2021 = 23/4/2021; "},
        {"kế hoạch số 04/KH-BTV ngày 27/10/2021 của", "27/10/2021 = 27/10/2021; "},
        {"nhiệm kỳ 2017- 2022 (ngày 23/4/2021)", "23/04/2021 = 23/4/2021; "},
        {"10/11/2021, 20 đơn vị; 15/12/2021, 3 sạch",
         "10/11/2021 = 10/11/2021; 15/12/2021 = 15/12/2021; "},
        {"31/04/2021 và 30/04/2021", "30/04/2021 = 30/04/2021; "},
        {"tháng 10/11/2021", "10/11/2021 = 10/11/2021; "},
        {"ngày ngày 10/11/2021", "10/11/2021 = 10/11/2021; "},
    };
    EXPECT(list);
}

static void expect_sentence(const char *text, const char *sentence) {
    struct read_plan r;
    plan_open_text(&r, text);
    assert_true(r.ndates > 0);
    assert_string_equal(r.dates[r.ndates - 1].sentence, sentence);
    plan_close(&r);
}

static void sentences(void **state) {
    (void)state;
    expect_sentence("1. Họp xã. Đăng ký trước 10/11/2021! Gửi về huyện.",
                    "Đăng ký trước 10/11/2021!");
    expect_sentence("1. Một; hai trước 10/11/2021; Ba", "Một; hai trước 10/11/2021;");
    expect_sentence("1. Tại TP. Nam Định ngày 10/11/2021.", "Tại TP. Nam Định ngày 10/11/2021.");
    expect_sentence("1. Theo C. Mác và V. I. Lê-nin, ngày 10/11/2021 họp.",
                    "Theo C. Mác và V. I. Lê-nin, ngày 10/11/2021 họp.");
    expect_sentence("1. Phát huy vai trò phụ nữ... Họp ngày 10/11/2021", "Họp ngày 10/11/2021");
    expect_sentence("1. Tên gọi “Hải Hậu.” (Xong trước 10.11.2021.) Hết",
                    "(Xong trước 10.11.2021.)");
    /* outside the outline each line or paragraph stands for itself */
    expect_sentence("1. Một\n\nNơi nhận:\n- Huyện\nHải Anh, 10/11/2021\nTM. BAN",
                    "Hải Anh, 10/11/2021");
}

static void places(void **state) {
    (void)state;
    struct read_plan r;
    plan_open_text(&r, "Số: 01/KH-PN\nHải Lý, ngày 02 tháng 11 năm 2021\nKẾ HOẠCH\nTháng 11/2021\n"
                       "Căn cứ kế hoạch ngày 01/11/2021:\n1. Một ngày 03/11/2021\n"
                       "- Hai 04/11/2021\n\nBa 05/11/2021\nTrên đây là kế hoạch đến 06/11/2021.\n"
                       "Nơi nhận:\n- Huyện (07/11/2021)");
    expect_dates(&r, "02/11/2021 | đầu văn bản | ngày 02 tháng 11 năm 2021\n"
                     "11/2021 | đầu văn bản | Tháng 11/2021\n"
                     "01/11/2021 | mở đầu | 01/11/2021\n"
                     "03/11/2021 | 1 | 03/11/2021\n"
                     "04/11/2021 | 1/1 | 04/11/2021\n"
                     "05/11/2021 | 1 | 05/11/2021\n"
                     "06/11/2021 | phần kết | 06/11/2021\n"
                     "07/11/2021 | nơi nhận, ký | 07/11/2021\n");
    assert_int_equal(r.dates[0].node, -1);
    assert_int_equal(r.dates[5].node, 2);
    assert_int_equal(r.dates[7].node, -1);
    plan_close(&r);
}

/* What is left is to the last day; what begins on one day stays as it stands in the text. */
static void soonest_first(void **state) {
    (void)state;
    static const char *const left[] = {
        "đã qua 5 ngày", /* tháng 10/2021 */
        "hôm nay",       /* từ 01/11 đến 05/11/2021 */
        "còn 25 ngày",   /* tháng 11/2021 */
        "đã qua 4 ngày", /* 01/11/2021 */
        "còn 102 ngày",  /* 20/01-15/02/2022 */
    };
    struct read_plan r;
    date today;
    assert_true(date_from_ymd(2021, 11, 5, &today));
    plan_open_text(&r, "1. Từ ngày 20/01 đến ngày 15/02/2022.\n2. Từ ngày 01/11 đến 05/11/2021.\n"
                       "3. Trong tháng 11/2021.\n4. Ngày 01/11/2021.\n5. Tháng 10/2021.");
    assert_int_equal(r.ndates, 5);
    plan_dates_sort(r.dates, r.ndates);
    for (size_t i = 0; i < r.ndates; i++)
        assert_string_equal(plan_date_left(&r.dates[i], today, &r.arena), left[i]);
    plan_close(&r);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(single_days),    cmocka_unit_test(months),
        cmocka_unit_test(ranges),         cmocka_unit_test(no_dates),
        cmocka_unit_test(beside_figures), cmocka_unit_test(sentences),
        cmocka_unit_test(places),         cmocka_unit_test(soonest_first),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
