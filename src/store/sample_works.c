/* Works such as units register (domain, section 4): titles, quantities and costs are those of such
 * campaigns, the people are invented. On the campaign's 36th day 41 of them are under way at 38 %
 * on the average, 5 behind, 2 of which stale; 3 wait for approval, the oldest for 2 days. A test
 * counts them. */
#include "sample_parts.h"

/* unit, theme, contents, title, goal, unit of measure, million đồng, source, people; its days:
 * start, finish, sent, approved; entries, day of the last, done. */
#define GROUP(of, under, about, called, promised, measured, million, from, many, first, end, day,  \
              agreed, times, latest, ...)                                                          \
    {                                                                                              \
        .unit = (of), .theme = (under), .contents = (about), .title = (called),                    \
        .goal = (promised), .unit_of_measure = (measured), .cost = (million), .source = (from),    \
        .people = (many), .start = (first), .finish = (end), .sent = (day), .approved = (agreed),  \
        .entries = (times), .last = (latest), .done = __VA_ARGS__                                  \
    }
/* The same of an individual: name, year of birth, category, full-time, post before the goal. */
#define PERSON(of, under, about, called, who, year, sort, full, work_at, promised, measured,       \
               million, from, many, first, end, day, agreed, times, latest, ...)                   \
    {                                                                                              \
        .unit = (of), .theme = (under), .contents = (about), .title = (called), .person = (who),   \
        .born = (year), .category = (sort), .full_time = (full), .post = (work_at),                \
        .goal = (promised), .unit_of_measure = (measured), .cost = (million), .source = (from),    \
        .people = (many), .start = (first), .finish = (end), .sent = (day), .approved = (agreed),  \
        .entries = (times), .last = (latest), .done = __VA_ARGS__                                  \
    }

#define UNION    "quỹ Hội"
#define MEMBERS  "hội viên đóng góp"
#define GATHERED "vận động các nhà hảo tâm"
#define MIXED    "hội viên đóng góp, xã hỗ trợ"

const struct sample_work sample_works[] = {
    /* ---- the district's two, with the province */
    GROUP("huyen", GIFTS, "1", "Chương trình “Triệu phần quà san sẻ yêu thương” toàn huyện",
          1500000, "suất quà", 450, GATHERED, 1500, 8, 107, 5, 6, 3, 34, 620000),
    GROUP("huyen", VILLAGE, "0", "Mỗi cơ sở một tuyến đường hoa phụ nữ tự quản", 34000,
          "tuyến đường", 340, MIXED, 9000, 8, 107, 5, 6, 3, 35, 13000),

    /* ---- of collectives, under way and on course */
    GROUP("tt-yen-dinh", VILLAGE, "0", "Tuyến phố hoa tự quản đường Trần Hưng Đạo", 800000, "mét",
          24, MIXED, 420, 10, 60, 8, 9, 4, 34, 400000),
    GROUP("tt-yen-dinh", GIFTS, "1", "Quà cuối năm cho hội viên nghèo, phụ nữ khuyết tật", 60000,
          "suất quà", 18, GATHERED, 60, 20, 100, 16, 18, 2, 32, 24000),
    GROUP("tt-con", GIFTS, "1", "Hũ gạo tình thương giúp phụ nữ đơn thân", 45000, "suất quà", 9,
          MEMBERS, 45, 12, 90, 9, 11, 3, 33, 18000),
    GROUP("tt-con", VILLAGE, "0", "Chợ Cồn giảm túi ni lông, đi chợ bằng làn nhựa", 150000,
          "làn nhựa", 6, UNION, 150, 10, 75, 9, 11, 3, 30, 60000),
    GROUP("tt-thinh-long", GIFTS, "1",
          "Quà cho gia đình ngư dân gặp nạn, hội viên khó khăn ven biển", 120000, "suất quà", 42,
          GATHERED, 120, 15, 80, 10, 12, 4, 35, 60000),
    GROUP("tt-thinh-long", VILLAGE, "0", "Bãi biển không rác: sáng chủ nhật của phụ nữ", 12000,
          "buổi", 3, UNION, 2000, 6, 90, 5, 6, 4, 33, 4000),
    GROUP("hai-nam", VILLAGE, "0", "Tuyến đường hoa từ xóm 3 đến xóm 5", 1200, "km", 15, MIXED, 310,
          12, 70, 8, 10, 3, 34, 600),
    GROUP("hai-trung", GIFTS, "1", "Quà cho trẻ mồ côi, con hội viên nghèo", 35000, "suất quà", 14,
          GATHERED, 35, 22, 107, 18, 20, 2, 31, 14000),
    GROUP("hai-trung", OWN, "0", "Câu lạc bộ dân vũ ở các chi hội", 4000, "câu lạc bộ", 8, MEMBERS,
          160, 18, 80, 18, 20, 1, 29, 1000),
    GROUP("hai-van", VILLAGE, "0", "Mô hình nhà sạch, vườn đẹp", 40000, "hộ", 12, MEMBERS, 40, 15,
          95, 12, 13, 3, 32, 12000),
    GROUP("hai-minh", VILLAGE, "0", "Đường hoa kiểu mẫu thôn Thượng", 1000, "km", 14, MIXED, 280,
          10, 62, 7, 9, 3, 34, 400),
    GROUP("hai-minh", GIFTS, "1", "Mẹ đỡ đầu: nhận đỡ đầu trẻ mồ côi đến 18 tuổi", 6000, "trẻ em",
          36, GATHERED, 6, 18, 107, 15, 17, 1, 28, 2000),
    GROUP("hai-anh", VILLAGE, "0", "Tuyến đường hoa tự quản 1,2 km", 1200, "km", 18, MIXED, 350, 8,
          55, 5, 7, 5, 35, 750, .nominated = true),
    GROUP("hai-hung", VILLAGE, "0", "Hố rác hữu cơ có nắp tại vườn cho 100 hộ", 100000, "hộ", 10,
          MIXED, 100, 14, 76, 11, 13, 3, 33, 45000),
    GROUP("hai-bac", GIFTS, "1", "Bữa cơm nghĩa tình cho chốt kiểm soát dịch", 300000, "suất cơm",
          9, MEMBERS, 300, 5, 50, 4, 5, 5, 34, 180000),
    GROUP("hai-phuc", VILLAGE, "0", "Tuyến đường phụ nữ tự quản sạch, đẹp", 2500, "km", 5, UNION,
          640, 16, 86, 13, 15, 2, 30, 1000),
    GROUP("hai-thanh", GIFTS, "1", "Thẻ bảo hiểm y tế cho phụ nữ nghèo", 30000, "thẻ", 24, GATHERED,
          30, 20, 100, 17, 19, 2, 32, 9000),
    GROUP("hai-ha", VILLAGE, "0", "Thắp sáng đường quê bằng đèn năng lượng mặt trời", 25000,
          "bóng đèn", 20, MIXED, 520, 10, 60, 8, 10, 3, 33, 12000),
    GROUP("hai-long", GIFTS, "1", "Sửa nhà cho hội viên đặc biệt khó khăn", 2000, "ngôi nhà", 80,
          GATHERED, 7, 18, 92, 14, 16, 1, 27, 1000),
    GROUP("hai-phuong", GIFTS, "1", "Quà cho người cao tuổi neo đơn", 50000, "suất quà", 15,
          GATHERED, 50, 19, 95, 16, 18, 2, 31, 15000),
    GROUP("hai-duong", VILLAGE, "01", "Vườn rau an toàn của chi hội", 8000, "vườn rau", 16, MEMBERS,
          96, 12, 90, 10, 12, 2, 29, 2000),
    GROUP("hai-loc", VILLAGE, "0", "Cải tạo ao làng thành hồ hoa súng", 0, NULL, 12, MIXED, 200, 14,
          78, 11, 13, 3, 33, 45),
    GROUP("hai-quang", GIFTS, "1", "Xe đạp cho nữ sinh vượt khó", 10000, "xe đạp", 18, GATHERED, 10,
          21, 90, 17, 19, 1, 30, 3000),
    GROUP("hai-dong", VILLAGE, "0", "Hàng rào xanh dọc đường liên xóm", 3000, "km", 7, MEMBERS, 380,
          15, 95, 13, 15, 2, 31, 900),
    GROUP("hai-son", GIFTS, "1", "Sóng và máy tính cho em: góc học tập trực tuyến", 12000, "bộ máy",
          48, GATHERED, 12, 20, 100, 16, 18, 1, 28, 3000),
    GROUP("hai-tan", VILLAGE, "0", "Nhà tiêu, nhà tắm hợp vệ sinh cho hộ nghèo", 20000, "hộ", 60,
          MIXED, 74, 16, 90, 14, 16, 2, 30, 5000),
    GROUP("cong-an", OWN, "0", "Làm căn cước công dân tại nhà cho phụ nữ cao tuổi", 200000,
          "lượt người", 4, UNION, 200, 10, 80, 8, 9, 3, 32, 80000),

    /* ---- behind; the first two stale as well */
    GROUP("hai-phuc", GIFTS, "1", "Quà cho hội viên mắc bệnh hiểm nghèo", 80000, "suất quà", 24,
          GATHERED, 80, 6, 61, 4, 5, 2, 18, 16000),
    GROUP("hai-thanh", VILLAGE, "0", "Đường điện hoa ngõ xóm", 2000, "km", 30, MIXED, 260, 8, 64, 5,
          7, 2, 20, 400),
    GROUP("hai-duong", GIFTS, "1", "Áo ấm cho học sinh nghèo", 40000, "áo ấm", 8, GATHERED, 40, 6,
          56, 5, 6, 3, 30, 12000),
    GROUP("hai-dong", GIFTS, "1", "Gói an sinh cho lao động nữ mất việc trở về quê", 100000,
          "suất quà", 30, GATHERED, 100, 5, 60, 4, 5, 3, 27, 25000),
    PERSON("hai-nam", VILLAGE, "4", "Vận động xóm 4 trồng đường hoa mười giờ", "Vũ Thị Hoài", 1972,
           PERSON_OFFICER, 0, "Chi hội trưởng xóm 4", 300000, "mét", 3, MEMBERS, 85, 8, 64, 6, 7, 2,
           28, 60000),

    /* ---- of individuals, under way and on course */
    PERSON("hai-anh", GIFTS, "0", "May khẩu trang vải tặng chốt kiểm dịch", "Bùi Thị Lụa", 1968,
           PERSON_MEMBER, 0, "Hội viên chi hội xóm 7", 500000, "chiếc", 2, "tự túc", 500, 8, 50, 6,
           8, 4, 32, 300000),
    PERSON("hai-minh", GIFTS, "0", "Nồi cháo miễn phí cho bệnh nhân nghèo", "Trần Thị Ngà", 1959,
           PERSON_WOMAN, 0, "Thôn Thượng", 400000, "suất cháo", 5, "tự túc", 400, 10, 90, 9, 10, 4,
           34, 140000),
    PERSON("tt-yen-dinh", VILLAGE, "34", "Hiến đất mở rộng ngõ xóm", "Phạm Thị Xoan", 1965,
           PERSON_MEMBER, 0, "Hội viên tổ dân phố số 5", 60000, "m²", 90, "tự túc", 48, 12, 70, 11,
           13, 2, 27, 60000),
    PERSON("hai-bac", VILLAGE, "1", "Giúp hội viên trồng nấm rơm, bao tiêu sản phẩm",
           "Hoàng Thị Thoan", 1980, PERSON_MEMBER, 0, "Tổ trưởng tổ hợp tác", 3000, "hộ", 15,
           "tự túc", 12, 12, 100, 10, 12, 1, 29, 1000),
    PERSON("hai-hung", GIFTS, "1", "Dạy may miễn phí cho phụ nữ khuyết tật", "Phan Thị Dậu", 1970,
           PERSON_WOMAN, 0, "Chủ xưởng may", 8000, "người", 10, "tự túc", 8, 15, 90, 13, 15, 2, 31,
           2000),
    PERSON("hai-long", VILLAGE, "34", "Tổ trưởng tổ thu gom rác gương mẫu", "Đỗ Thị Lịch", 1963,
           PERSON_MEMBER, 0, "Chi hội xóm 2", 25000, "buổi", 1, "tự túc", 300, 10, 85, 8, 10, 4, 35,
           9000),
    PERSON("tt-thinh-long", OWN, "1", "Sổ tay điện tử cho chi hội trưởng", "Phạm Thị Hải Yến", 1988,
           PERSON_OFFICER, 1, "Phó Chủ tịch Hội LHPN thị trấn", 21000, "chi hội", 0, "tự túc", 21,
           14, 70, 12, 14, 3, 34, 10000),
    PERSON("hai-van", GIFTS, "02", "Đỡ đầu hai cháu mồ côi ăn học", "Mai Thị Sim", 1961,
           PERSON_MEMBER, 0, "Hội viên chi hội xóm 1", 2000, "trẻ em", 24, "tự túc", 2, 20, 107, 18,
           20, 1, 28, 1000),
    PERSON("hai-quang", VILLAGE, "14", "Vườn mẫu không rác thải nhựa", "Phạm Thị Tằm", 1976,
           PERSON_MEMBER, 0, "Hội viên chi hội xóm 8", 500000, "m²", 4, "tự túc", 20, 15, 90, 13,
           15, 2, 30, 150000),

    /* ---- waiting for approval: the oldest for two days */
    GROUP("hai-phong", GIFTS, "1", "Quà Tết cho gia đình chính sách, hội viên nghèo", 70000,
          "suất quà", 21, GATHERED, 70, 60, 105, 34, 0, 0, 0, 0),
    GROUP("hai-an", VILLAGE, "0", "Con đường bích họa xóm 9", 600, "km", 25, MIXED, 190, 45, 100,
          35, 0, 0, 0, 0),
    GROUP("hai-anh", GIFTS, "1", "Tặng sinh kế: gà giống cho phụ nữ đơn thân", 15000, "hộ", 15,
          GATHERED, 15, 40, 100, 36, 0, 0, 0, 0),

    /* ---- returned, with the reason */
    {.unit = "hai-phu",
     .theme = VILLAGE,
     .contents = "0",
     .title = "Trồng hoa ven đường",
     .goal = 1000,
     .unit_of_measure = "tuyến",
     .cost = 8,
     .source = MEMBERS,
     .people = 200,
     .sent = 31,
     .returned = 33,
     .reason = "Chưa rõ tuyến đường nào, dài bao nhiêu; đề nghị ghi chiều dài theo mét."},
    {.unit = "hai-hoa",
     .theme = GIFTS,
     .contents = "1",
     .title = "Tặng quà hội viên nghèo",
     .goal = 0,
     .cost = 10,
     .source = GATHERED,
     .people = 40,
     .sent = 32,
     .returned = 34,
     .reason = "Chưa có chỉ tiêu và đơn vị tính."},

    /* ---- stopped */
    {.unit = "hai-loc",
     .theme = VILLAGE,
     .contents = "4",
     .title = "Vận động hộ kinh doanh không lấn chiếm lòng đường",
     .person = "Lê Thị Bưởi",
     .born = 1974,
     .category = PERSON_MEMBER,
     .post = "Hội viên chi hội xóm 6",
     .goal = 15000,
     .unit_of_measure = "hộ",
     .source = "tự túc",
     .people = 15,
     .start = 12,
     .finish = 80,
     .sent = 10,
     .approved = 12,
     .stopped = 30,
     .entries = 1,
     .last = 20,
     .done = 2000,
     .reason = "Cá nhân chuyển nơi ở, chi hội nhận làm tiếp."},

    /* ---- drafts */
    {.unit = "hai-tay",
     .theme = GIFTS,
     .contents = "1",
     .title = "Mâm cơm ấm cho người già neo đơn",
     .goal = 30000,
     .unit_of_measure = "suất cơm",
     .cost = 6,
     .source = MEMBERS,
     .people = 30},
    {.unit = "hai-ly",
     .theme = VILLAGE,
     .contents = "0",
     .title = "Bờ biển xanh: trồng phi lao chắn cát"},
    {.unit = "hai-giang",
     .theme = VILLAGE,
     .contents = "0",
     .title = "Chi hội phân loại rác tại nguồn",
     .goal = 120000,
     .unit_of_measure = "hộ"},
    {.unit = "tt-con",
     .theme = GIFTS,
     .contents = "0",
     .title = "Lớp học tình thương buổi tối",
     .person = "Lê Thị Thanh Vân",
     .born = 1956,
     .category = PERSON_MEMBER,
     .post = "Giáo viên nghỉ hưu"},
};
const size_t sample_work_count = sizeof sample_works / sizeof sample_works[0];
