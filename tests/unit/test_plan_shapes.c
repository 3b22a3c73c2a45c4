/* Official texts of other shapes than the campaign's plan: tests/plans/. Each was written by hand,
 * and what is expected of it by reading it. */
#include "support/plans.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void hard_wrapped(void **state) {
    (void)state;
    struct read_plan r;
    plan_open_file(&r, "tests/plans/ngat-dong.txt");
    expect_sound(&r);
    expect_numbers(&r, "I I.1 I.2 II II.1 II.1.a II.1.b II.1.b/1 II.1.b/2 II.1.b/2/1 II.1.b/2/2 "
                       "II.2 III III.1 III.2");
    /* Lines that begin with "- 2020", "2021." and the end of a hyphenated word are no clauses. */
    expect_clause(&r, "I.1",
                  "Phát huy vai trò của hội viên trong xây dựng nông thôn mới kiểu mẫu, giữ gìn "
                  "vệ sinh môi trường, tiếp nối kết quả đã có của giai đoạn từ 2017 - 2020 và "
                  "nâng chất lượng các tuyến đường mà hội viên đã nhận trong năm 2021. Trọng tâm "
                  "là tuyến đường chính.");
    expect_clause(&r, "I.2",
                  "Nâng cao nhận thức của hội viên về phân loại rác ở nơi có dịch Covid-19. Không "
                  "để rác qua đêm.");
    /* Nor are "8.", which is not expected next, and "2.", which is but follows "khoản". */
    expect_clause(&r, "II.1.a",
                  "Mỗi chi hội trồng và chăm sóc ít nhất một tuyến, xong trước ngày mùng 8. Việc "
                  "trồng bổ sung thì kéo dài đến hết năm, chậm nhất là hết ngày 20/12/2021 ở "
                  "những nơi ngập nước lâu.");
    expect_clause(&r, "II.1.b",
                  "Xã hỗ trợ cây giống cho các chi hội khó khăn, danh sách ghi ở khoản 2. Phần còn "
                  "lại do hội viên đóng góp, mỗi hộ một ngày công.");
    expect_clause(&r, "II.1.b/1",
                  "Xóm 1, xóm 2: tuyến từ cổng làng đến nhà văn hóa, phụ nữ phối hợp với Hội Nông "
                  "dân xã, riêng đoạn qua đình phối hợp cùng Hội Người cao tuổi - đơn vị đã nhận "
                  "chăm sóc hàng cây bóng mát.");
    expect_clause(&r, "III.1",
                  "Chi hội họp triển khai từ ngày 08/11 đến 12/11/2021, gửi về xã trước "
                  "15/11/2021.");
    expect_clause(&r, "III.2",
                  "Ban Thường vụ và các chi hội trưởng đi kiểm tra chéo vào ngày 20-12-2021, tổng "
                  "kết dịp 8/3/2022.");
    /* A line that begins with a capital goes on where the one before is full, not where it is not.
     */
    int i = plan_find(&r.plan, "II.2");
    assert_int_equal(r.plan.nodes[i].end, i + 3);
    assert_string_equal(r.plan.nodes[i + 1].text,
                        "Mỗi xóm nhận một tuyến, tự đặt lịch dọn vệ sinh theo quy ước chung của "
                        "Hội LHPN xã, ít nhất hai buổi một tháng, có sổ theo dõi.");
    assert_string_equal(r.plan.nodes[i + 2].text,
                        "Tuyến nào làm tốt được nêu gương ở hội nghị sơ kết.");
    plan_close(&r);
}

/* Lines that go on stand deeper than those they go on from: the blanks count toward the width. */
static void wrapped_with_a_hanging_indent(void **state) {
    (void)state;
    struct read_plan r;
    plan_open_text(&r, "I. NỘI DUNG\n"
                       "- Mỗi chi hội trồng một tuyến đường hoa, chăm sóc\n"
                       "    cho đến hết mùa mưa năm nay, có sổ theo dõi;\n"
                       "    Hội LHPN xã cấp cây giống cho mọi chi hội của\n"
                       "    các xóm.\n"
                       "- Mỗi hội viên nhận một đoạn đường trước cửa nhà\n"
                       "    mình và giữ sạch.\n"
                       "    Đoạn qua chợ thì các hộ buôn bán thay nhau.\n");
    expect_sound(&r);
    expect_numbers(&r, "I I/1 I/2");
    expect_clause(&r, "I/1",
                  "Mỗi chi hội trồng một tuyến đường hoa, chăm sóc cho đến hết mùa mưa năm nay, có "
                  "sổ theo dõi; Hội LHPN xã cấp cây giống cho mọi chi hội của các xóm.");
    expect_clause(&r, "I/2", "Mỗi hội viên nhận một đoạn đường trước cửa nhà mình và giữ sạch.");
    plan_close(&r);
}

static void hard_wrapped_frame_and_dates(void **state) {
    (void)state;
    struct read_plan r;
    plan_open_file(&r, "tests/plans/ngat-dong.txt");
    assert_string_equal(r.plan.letterhead,
                        "HỘI LHPN HUYỆN HẢI HẬU\nHỘI LHPN XÃ HẢI ANH\nSố: 05/KH-BTV\n"
                        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
                        "Hải Anh, ngày 05 tháng 11 năm 2021");
    assert_string_equal(r.plan.title,
                        "KẾ HOẠCH\nPhát động thi đua làm đường hoa, đường tự quản sạch đẹp chào "
                        "mừng Đại hội đại biểu phụ nữ toàn quốc");
    assert_string_equal(r.plan.preamble,
                        "Thực hiện Kế hoạch số 07/KH-BTV ngày 01 tháng 11 năm 2021 của Ban Thường "
                        "vụ Hội LHPN huyện, Ban Thường vụ Hội LHPN xã Hải Anh xây dựng kế hoạch "
                        "phát động thi đua như sau:");
    assert_string_equal(r.plan.closing,
                        "Trên đây là kế hoạch phát động thi đua của Hội LHPN xã, đề nghị các chi "
                        "hội triển khai thực hiện nghiêm túc.");
    assert_string_equal(r.plan.signature,
                        "Nơi nhận: TM. BAN THƯỜNG VỤ\n- Hội LHPN huyện; CHỦ TỊCH\n"
                        "- 7 chi hội;\n- Lưu: VT.\nTrần Thị Mùa");
    expect_dates(&r, "05/11/2021 | đầu văn bản | ngày 05 tháng 11 năm 2021\n"
                     "01/11/2021 | mở đầu | ngày 01 tháng 11 năm 2021\n"
                     "20/12/2021 | II.1.a | 20/12/2021\n"
                     "08/11/2021 – 12/11/2021 | III.1 | 08/11 đến 12/11/2021\n"
                     "15/11/2021 | III.1 | 15/11/2021\n"
                     "20/12/2021 | III.2 | 20-12-2021\n"
                     "08/03/2022 | III.2 | 8/3/2022\n");
    plan_close(&r);
}

/* I/ II- III) IV –, 1/ 1) (1), a) đ) e., all dashes, marks that touch the text, no blank lines. */
static void other_signs(void **state) {
    (void)state;
    struct read_plan r;
    plan_open_file(&r, "tests/plans/dau-khac.txt");
    expect_sound(&r);
    expect_numbers(&r, "I I.1 I.1/1 I.1/2 I.1/3 I.2 II II.1 II.2 III III.1 III.1.a III.1.b III.1.c "
                       "III.1.d III.1.đ III.1.e III.2 III.2/1 III.2/2 III.2/2/1 III.2/2/2 III.2/3 "
                       "IV IV/1 IV/2 IV/3 V V.1 V.2 V.3");
    expect_clause(&r, "I.1/3", "Thu hút hội viên trẻ.");
    expect_clause(&r, "III.1.Đ", "Bế mạc");
    expect_clause(&r, "III.2/2", "Thi nấu ăn");
    expect_clause(&r, "IV", "KINH PHÍ");
    assert_string_equal(r.plan.nodes[plan_find(&r.plan, "III.1")].marker, "(1)");
    assert_string_equal(r.plan.nodes[plan_find(&r.plan, "IV")].marker, "IV –");
    /* Two columns in one line stay one line; the title is all in one line too. */
    assert_string_equal(r.plan.letterhead,
                        "HỘI LIÊN HIỆP PHỤ NỮ HUYỆN HẢI HẬU CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
                        "HỘI LHPN THỊ TRẤN CỒN Độc lập - Tự do - Hạnh phúc\n"
                        "Số 12/KH-PN TT. Cồn, ngày 8 tháng 11 năm 2021");
    assert_string_equal(r.plan.title, "KẾ HOẠCH TỔ CHỨC NGÀY HỘI “PHỤ NỮ SÁNG TẠO”");
    assert_string_equal(r.plan.preamble,
                        "Căn cứ Kế hoạch số 07/KH-BTV ngày 01/11/2021 của Hội LHPN huyện;\n"
                        "Hội LHPN thị trấn tổ chức ngày hội như sau:");
    assert_string_equal(r.plan.closing, "Nhận được kế hoạch này, đề nghị các chi hội triển khai.");
    assert_string_equal(r.plan.signature, "T/M BAN CHẤP HÀNH\nCHỦ TỊCH\n(Đã ký)\nLâm Thị Hảo");
    expect_dates(&r, "08/11/2021 | đầu văn bản | ngày 8 tháng 11 năm 2021\n"
                     "01/11/2021 | mở đầu | 01/11/2021\n"
                     "20/11/2021 | II.1 | 20/11/2021\n"
                     "15/11/2021 | V.3 | 15/11/2021\n");
    plan_close(&r);
}

static void part_words(void **state) {
    (void)state;
    struct read_plan r;
    plan_open_file(&r, "tests/plans/phan-chuong.txt");
    expect_sound(&r);
    expect_numbers(&r, "1 1.I 1.I.1 1.I.2 1.I.2.1 1.I.2.2 1.II 1.II.1 1.II.1.3 1.II.1.3.1 "
                       "1.II.1.3.1.a 1.II.1.3.1.b 1.II.1.3.2 1.II.2 1.II.2.4 2 2.5");
    expect_clause(&r, "1", "NHỮNG VẤN ĐỀ CHUNG");
    expect_clause(&r, "1.I", "QUY ĐỊNH CHUNG");
    expect_clause(&r, "1.II", "TỔ CHỨC");
    expect_clause(&r, "1.II.1.3", "Bầu tổ trưởng");
    int i = plan_find(&r.plan, "1.I.1");
    assert_string_equal(r.plan.nodes[i].marker, "Điều 1.");
    assert_int_equal(r.plan.nodes[i].mark, PLAN_PART);
    assert_string_equal(r.plan.nodes[i + 1].text,
                        "Quy chế này áp dụng cho các tổ phụ nữ tự quản theo Điều 3 Quy chế của "
                        "huyện.");
    assert_string_equal(r.plan.title,
                        "QUY CHẾ\nHoạt động của các tổ phụ nữ tự quản (Ban hành kèm theo Quyết "
                        "định số 09/QĐ-BTV ngày 12/11/2021 của Ban Thường vụ Hội LHPN xã)");
    /* An appendix after the signature stays with it. */
    assert_string_equal(r.plan.signature, "TM. BAN THƯỜNG VỤ\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nPHỤ LỤC\n"
                                          "I. DANH SÁCH TỔ");
    expect_dates(&r, "12/11/2021 | đầu văn bản | 12/11/2021\n01/12/2021 | 2.5 | 01/12/2021\n");
    plan_close(&r);
}

static void markdown(void **state) {
    (void)state;
    struct read_plan r;
    plan_open_file(&r, "tests/plans/danh-dau.txt");
    expect_sound(&r);
    expect_numbers(&r, "I I.1 I.2 II II.1 II.1/1 II.1/2 II.1/3 II.1/3/1 II.1/3/2 II.2");
    assert_string_equal(r.plan.title, "KẾ HOẠCH\nTiết kiệm làm theo lời Bác");
    assert_string_equal(r.plan.preamble,
                        "Thực hiện chương trình công tác năm 2022, Hội LHPN xã xây "
                        "dựng kế hoạch:");
    /* A star that is a sign or inside a word, and underscores in a name, are kept. */
    expect_clause(&r, "I.1", "Chỉ tiêu chung: 100% chi hội có “ống tiền tiết kiệm” (*)");
    expect_clause(&r, "I.2",
                  "Chỉ tiêu riêng: mỗi hội viên tiết kiệm 2*3 nghìn đồng, ghi vào tệp "
                  "so_thu_chi_2022");
    expect_clause(&r, "II", "NỘI DUNG");
    expect_clause(&r, "II.1/2", "Cấp chi hội: góp quỹ xoay vòng, tên quỹ do chi hội đặt");
    expect_clause(&r, "II.1/3/2", "Công khai trên bảng tin");
    int i = plan_find(&r.plan, "II.2");
    assert_string_equal(r.plan.nodes[i + 1].text,
                        "(*) Không bắt buộc với hội viên khó khăn; xem thêm điều lệ Hội.");
    assert_string_equal(r.plan.signature, "Nơi nhận:\n- Chi hội;\n- Lưu.\nTM. BAN CHẤP HÀNH\n"
                                          "Chủ tịch\nĐỗ Thị Nhài");
    expect_dates(&r, "01/2022 – 10/2022 | II.2 | tháng 01/2022 đến tháng 10/2022\n");
    plan_close(&r);
}

/* Decimals with and without parents, numbers left out, twice, and beginning again. */
static void decimals_and_repeats(void **state) {
    (void)state;
    struct read_plan r;
    plan_open_file(&r, "tests/plans/so-thap-phan.txt");
    expect_sound(&r);
    expect_numbers(&r, "1 1.1 1.1.1 1.1.1/1 1.1.2 1.2 1.4 2 2.1 2.1.a 2.1.b 2.3 4 4(2) 4(2)/1 "
                       "4(2).1 1(2) 2(2) 2(2)/1 2(2)/2 2(2)/2/1 2(2)/3");
    expect_clause(&r, "4", "Kiến nghị");
    expect_clause(&r, "4(2)", "Kiến nghị thêm");
    expect_clause(&r, "4 (2).1.", "Cấp kinh phí");
    expect_clause(&r, "2(2)/1", "Đài phát thanh"); /* a plus with no dash above it */
    expect_clause(&r, "2(2)/2/1", "Loa xóm");
    int i = plan_find(&r.plan, "2(2)/3");
    assert_string_equal(r.plan.nodes[i - 1].text, "Các chi hội chủ động.");
    assert_string_equal(plan_clause(&r.plan, i - 1), "2(2)");
    i = plan_find(&r.plan, "1.4");
    assert_string_equal(r.plan.nodes[i + 1].text, "1.5 triệu đồng còn thiếu ở xã Hải Lý.");
    expect_dates(&r, "");
    plan_close(&r);
}

static void roman_and_letters(void **state) {
    (void)state;
    struct read_plan r;
    plan_open_file(&r, "tests/plans/la-ma-chu-cai.txt");
    expect_sound(&r);
    expect_numbers(&r, "A A.I A.II B B.I B.I.1 B.I.1.a B.I.1.i B.II.1 B.II.2 C D Đ Đ.X");
    assert_string_equal(r.plan.preamble, "- Căn cứ Điều lệ Hội LHPN Việt Nam;\n"
                                         "- Căn cứ Nghị quyết Đại hội phụ nữ huyện,\n"
                                         "Ban Chấp hành đề ra chương trình sau:");
    int i = plan_find(&r.plan, "A.II");
    assert_string_equal(r.plan.nodes[i + 1].text, "T. Hương, chi hội trưởng xóm 5, nghỉ hưu.");
    assert_string_equal(r.plan.nodes[i + 2].text,
                        "V.I. Lê-nin từng nói về việc giải phóng phụ nữ.");
    plan_close(&r);
}

static void no_numbering(void **state) {
    (void)state;
    struct read_plan r;
    plan_open_file(&r, "tests/plans/khong-danh-so.txt");
    expect_sound(&r);
    expect_numbers(&r, "");
    assert_string_equal(r.plan.title, "THÔNG BÁO\nVề việc thu hồi sổ sách cũ");
    assert_string_equal(r.plan.preamble, "");
    assert_int_equal(r.plan.count, 2);
    assert_string_equal(r.plan.nodes[0].text,
                        "Hội LHPN xã thông báo tới các chi hội việc nộp lại sổ theo dõi hội viên "
                        "của những năm trước. Sổ nộp trước ngày 30/11/2021 tại văn phòng Hội.");
    assert_string_equal(plan_clause(&r.plan, 0), "");
    assert_string_equal(r.plan.closing, "Trên đây là thông báo của Hội LHPN xã.");
    assert_string_equal(r.plan.signature,
                        "Hải Xuân, ngày 15 tháng 11 năm 2021\nCHỦ TỊCH\nVũ Thị Sen");
    expect_dates(&r, "30/11/2021 |  | 30/11/2021\n12/2021 |  | tháng 12 năm 2021\n"
                     "15/11/2021 | nơi nhận, ký | ngày 15 tháng 11 năm 2021\n");
    assert_string_equal(r.dates[0].sentence, "Sổ nộp trước ngày 30/11/2021 tại văn phòng Hội.");
    plan_close(&r);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hard_wrapped),
        cmocka_unit_test(wrapped_with_a_hanging_indent),
        cmocka_unit_test(hard_wrapped_frame_and_dates),
        cmocka_unit_test(other_signs),
        cmocka_unit_test(part_words),
        cmocka_unit_test(markdown),
        cmocka_unit_test(decimals_and_repeats),
        cmocka_unit_test(roman_and_letters),
        cmocka_unit_test(no_numbering),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
