/* sheet.c - see sheet.h. */
#include "document/sheet.h"
#include "document/sheet_book.h"
#include <string.h>

static SheetHead
head_of (const Figures *figures)
{
  const Round *round = figures->round;
  return (SheetHead){ round->unit.name != NULL ? round->unit.name : "", round->year,
                      round->papers[PAPER_REPORT].date };
}

/* Lines joined by "; ", or NULL; caller frees. */
static char *
joined (const Lines *lines)
{
  GString *text = g_string_new (NULL);
  for (gsize i = 0; i < lines->count; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "; " : "", lines->items[i]);
  return g_string_free (text, FALSE);
}

/* ---- summary ---- */

enum {
  SUMMARY_ID,
  SUMMARY_TEXT,
  SUMMARY_COUNT,
  SUMMARY_OF,
  SUMMARY_SHARE,
  SUMMARY_LIMIT,
  SUMMARY_RESULT,
  SUMMARY_CODES,
  SUMMARY_NOTE,
  SUMMARY_COLUMNS
};

static const SheetColumn summary_columns[SUMMARY_COLUMNS] = {
  [SUMMARY_ID] = { "TT", 7, COLUMN_CENTRE },
  [SUMMARY_TEXT] = { "Nội dung tiêu chí, chỉ tiêu", 58, COLUMN_TEXT },
  [SUMMARY_COUNT] = { "Số người đạt", 10, COLUMN_NUMBER },
  [SUMMARY_OF] = { "Tổng số người", 10, COLUMN_NUMBER },
  [SUMMARY_SHARE] = { "Tỷ lệ", 10, COLUMN_PERCENT },
  [SUMMARY_LIMIT] = { "Yêu cầu (ít nhất)", 11, COLUMN_PERCENT },
  [SUMMARY_RESULT] = { "Kết quả tự đánh giá", 14, COLUMN_CENTRE },
  [SUMMARY_CODES] = { "Mã minh chứng", 22, COLUMN_TEXT },
  [SUMMARY_NOTE] = { "Ghi chú", 22, COLUMN_TEXT },
};

static void
write_result (SheetBook *book, const IndicatorFigures *item, SchemeKind kind)
{
  RatingResult result = item->rating != NULL ? item->rating->result : RATING_NONE;
  if (!item->applicable)
    sheet_text (book, SUMMARY_RESULT, "Không áp dụng");
  else if (kind == SCHEME_POINTS && item->rating != NULL)
    sheet_decimal (book, SUMMARY_RESULT, item->points);
  else if (kind == SCHEME_POINTS || result == RATING_NONE)
    sheet_text (book, SUMMARY_RESULT, "Chưa đánh giá");
  else
    sheet_text (book, SUMMARY_RESULT, result == RATING_MET ? "Đạt" : "Không đạt");
}

static void
write_codes (SheetBook *book, const Figures *figures, const IndicatorFigures *item)
{
  g_autoptr (GString) codes = g_string_new (NULL);
  for (gsize i = 0; i < item->evidence_count; i++) {
    const char *code = figures_evidence_code (figures, item->evidence[i]);
    if (code != NULL)
      g_string_append_printf (codes, "%s%s", codes->len > 0 ? "; " : "", code);
  }
  sheet_text (book, SUMMARY_CODES, codes->str);
}

static void
write_note (SheetBook *book, const IndicatorFigures *item)
{
  g_autoptr (GString) note = g_string_new (NULL);
  if (item->applicable && item->indicator->unverified)
    g_string_append (note, "(*)");
  if (item->declared_not_applicable && item->rating->reason != NULL)
    g_string_append_printf (note, "%s%s", note->len > 0 ? " " : "", item->rating->reason);
  if (item->has_learners) {
    g_autoptr (Arena) arena = arena_new (1 << 16);
    g_string_append_printf (note, "%sNgười học: %s", note->len > 0 ? " " : "",
                            share_text (arena, item->learners));
  }
  sheet_text (book, SUMMARY_NOTE, note->str);
}

static void
write_indicator (SheetBook *book, const Figures *figures, const IndicatorFigures *item)
{
  SchemeKind kind = figures->round->scheme->kind;
  sheet_text (book, SUMMARY_ID, item->indicator->indicator->id);
  sheet_text (book, SUMMARY_TEXT, item->indicator->text);
  if (item->has_share) {
    sheet_number (book, SUMMARY_COUNT, item->share.count);
    sheet_number (book, SUMMARY_OF, item->share.of);
    sheet_share (book, SUMMARY_SHARE, item->share);
  } else {
    for (guint column = SUMMARY_COUNT; column <= SUMMARY_SHARE; column++)
      sheet_blank (book, column);
  }
  if (kind == SCHEME_POINTS)
    sheet_decimal (book, SUMMARY_LIMIT, item->indicator->indicator->max_points);
  else if (item->threshold_unset)
    sheet_text (book, SUMMARY_LIMIT, "chưa xác định");
  else
    sheet_percent (book, SUMMARY_LIMIT,
                   item->indicator->is_share ? item->indicator->at_least : DECIMAL_UNSET);
  write_result (book, item, kind);
  write_codes (book, figures, item);
  write_note (book, item);
  sheet_end_row (book);
}

/* A bold row: a criterion, or the whole. */
static void
write_sum (SheetBook *book, const char *id, const char *text, const CriterionFigures *sum, SchemeKind kind)
{
  book->bold = true;
  for (guint column = 0; column < SUMMARY_COLUMNS; column++)
    sheet_blank (book, column);
  sheet_text (book, SUMMARY_ID, id);
  sheet_text (book, SUMMARY_TEXT, text);
  if (kind == SCHEME_POINTS) {
    sheet_decimal (book, SUMMARY_LIMIT, sum->max_points);
    sheet_decimal (book, SUMMARY_RESULT, sum->points);
  } else {
    g_autofree char *met = g_strdup_printf ("%u/%u chỉ tiêu", sum->met, sum->applicable);
    sheet_text (book, SUMMARY_RESULT, met);
  }
  book->bold = false;
  sheet_end_row (book);
}

static void
write_conclusion (SheetBook *book, const Figures *figures)
{
  const Scheme *scheme = figures->round->scheme;
  bool unverified = false;
  for (gsize i = 0; i < scheme->indicator_count; i++)
    unverified
        = unverified || (figures->indicators[i].applicable && figures->indicators[i].indicator->unverified);
  book->row++;
  if (unverified)
    sheet_footnote (book, "(*) Nội dung hoặc ngưỡng chưa đối chiếu với văn bản gốc");
  if (figures->provisional)
    sheet_footnote (book, "Kết quả là tạm tính.");
}

GBytes *
sheet_write_summary (const Figures *figures, GError **error)
{
  const Scheme *scheme = figures->round->scheme;
  SheetColumn columns[SUMMARY_COLUMNS];
  memcpy (columns, summary_columns, sizeof columns);
  if (scheme->kind == SCHEME_POINTS)
    columns[SUMMARY_LIMIT] = (SheetColumn){ "Điểm tối đa", 9, COLUMN_NUMBER };
  SheetSpec spec = { "Tổng hợp",      "BẢN TỔNG HỢP KẾT QUẢ TỰ ĐÁNH GIÁ “ĐƠN VỊ HỌC TẬP”",
                     scheme->name,    columns,
                     SUMMARY_COLUMNS, 2 };
  SheetBook book;
  SheetHead head = head_of (figures);
  if (!sheet_book_open (&book, &spec, &head, error))
    return NULL;
  CriterionFigures whole = { figures->met, figures->applicable, figures->points, 0 };
  for (gsize i = 0; i < scheme->criterion_count; i++) {
    const Criterion *criterion = &scheme->criteria[i];
    write_sum (&book, criterion->id, criterion->text, &figures->criteria[i], scheme->kind);
    whole.max_points += figures->criteria[i].max_points;
    for (gsize k = criterion->first; k < criterion->first + criterion->count; k++)
      write_indicator (&book, figures, &figures->indicators[k]);
  }
  sheet_filter (&book);
  write_sum (&book, NULL, "Tổng cộng", &whole, scheme->kind);
  write_conclusion (&book, figures);
  return sheet_book_close (&book, error);
}

/* ---- evidence ---- */

enum {
  EVIDENCE_NUMBER,
  EVIDENCE_CODE,
  EVIDENCE_TITLE,
  EVIDENCE_SYMBOL,
  EVIDENCE_DATE,
  EVIDENCE_ISSUER,
  EVIDENCE_INDICATORS,
  EVIDENCE_PLACE,
  EVIDENCE_FILES,
  EVIDENCE_URL,
  EVIDENCE_COLUMNS
};

static const SheetColumn evidence_columns[EVIDENCE_COLUMNS] = {
  [EVIDENCE_NUMBER] = { "STT", 5, COLUMN_CENTRE },
  [EVIDENCE_CODE] = { "Mã minh chứng", 16, COLUMN_TEXT },
  [EVIDENCE_TITLE] = { "Tên minh chứng", 50, COLUMN_TEXT },
  [EVIDENCE_SYMBOL] = { "Số, ký hiệu", 18, COLUMN_TEXT },
  [EVIDENCE_DATE] = { "Ngày ban hành", 13, COLUMN_DATE },
  [EVIDENCE_ISSUER] = { "Nơi ban hành", 26, COLUMN_TEXT },
  [EVIDENCE_INDICATORS] = { "Chỉ tiêu", 12, COLUMN_CENTRE },
  [EVIDENCE_PLACE] = { "Nơi lưu bản giấy", 22, COLUMN_TEXT },
  [EVIDENCE_FILES] = { "Số tệp", 7, COLUMN_CENTRE },
  [EVIDENCE_URL] = { "Địa chỉ điện tử", 24, COLUMN_TEXT },
};

static void
write_evidence (SheetBook *book, const Figures *figures, gsize index, guint number)
{
  const Evidence *evidence = &figures->round->evidence[index];
  g_autofree char *indicators = joined (&evidence->indicators);
  sheet_number (book, EVIDENCE_NUMBER, number);
  sheet_text (book, EVIDENCE_CODE, figures->evidence_codes[index]);
  sheet_text (book, EVIDENCE_TITLE, evidence->title);
  sheet_text (book, EVIDENCE_SYMBOL, evidence->number);
  sheet_date (book, EVIDENCE_DATE, evidence->date);
  sheet_text (book, EVIDENCE_ISSUER, evidence->issuer);
  sheet_text (book, EVIDENCE_INDICATORS, indicators);
  sheet_text (book, EVIDENCE_PLACE, evidence->paper_location);
  sheet_number (book, EVIDENCE_FILES, (double)evidence->files.count);
  sheet_text (book, EVIDENCE_URL, evidence->url);
  sheet_end_row (book);
}

GBytes *
sheet_write_evidence (const Figures *figures, GError **error)
{
  SheetSpec spec = { "Minh chứng",
                     "DANH MỤC MINH CHỨNG TỰ ĐÁNH GIÁ “ĐƠN VỊ HỌC TẬP”",
                     NULL,
                     evidence_columns,
                     EVIDENCE_COLUMNS,
                     3 };
  SheetBook book;
  SheetHead head = head_of (figures);
  if (!sheet_book_open (&book, &spec, &head, error))
    return NULL;
  for (gsize i = 0; i < figures->round->evidence_count; i++)
    write_evidence (&book, figures, figures->evidence_order[i], (guint)i + 1);
  sheet_filter (&book);
  return sheet_book_close (&book, error);
}

/* ---- people ---- */

enum {
  PEOPLE_NUMBER,
  PEOPLE_CODE,
  PEOPLE_NAME,
  PEOPLE_BIRTH,
  PEOPLE_GENDER,
  PEOPLE_POSITION,
  PEOPLE_GROUP,
  PEOPLE_STATE,
  PEOPLE_APPROVED,
  PEOPLE_DONE,
  PEOPLE_RANK,
  PEOPLE_DISCIPLINE,
  PEOPLE_TRAINING,
  PEOPLE_EMULATION,
  PEOPLE_TOTAL,
  PEOPLE_AGREED,
  PEOPLE_CITIZEN,
  PEOPLE_NOTE,
  PEOPLE_COLUMNS
};

static const SheetColumn people_columns[PEOPLE_COLUMNS] = {
  [PEOPLE_NUMBER] = { "STT", 5, COLUMN_CENTRE },
  [PEOPLE_CODE] = { "Mã", 9, COLUMN_TEXT },
  [PEOPLE_NAME] = { "Họ và tên", 24, COLUMN_TEXT },
  [PEOPLE_BIRTH] = { "Ngày sinh", 11, COLUMN_DATE },
  [PEOPLE_GENDER] = { "Giới tính", 6, COLUMN_CENTRE },
  [PEOPLE_POSITION] = { "Chức vụ", 14, COLUMN_TEXT },
  [PEOPLE_GROUP] = { "Tổ", 11, COLUMN_TEXT },
  [PEOPLE_STATE] = { "Trạng thái", 13, COLUMN_TEXT },
  [PEOPLE_APPROVED] = { "Kế hoạch được duyệt", 9, COLUMN_CENTRE },
  [PEOPLE_DONE] = { "Hoàn thành kế hoạch", 10, COLUMN_PERCENT },
  [PEOPLE_RANK] = { "Xếp loại kế hoạch", 9, COLUMN_CENTRE },
  [PEOPLE_DISCIPLINE] = { "Kỷ luật lao động", 8, COLUMN_CENTRE },
  [PEOPLE_TRAINING] = { "Hoàn thành bồi dưỡng", 9, COLUMN_CENTRE },
  [PEOPLE_EMULATION] = { "Danh hiệu thi đua", 17, COLUMN_TEXT },
  [PEOPLE_TOTAL] = { "Tổng điểm Công dân học tập", 10, COLUMN_NUMBER },
  [PEOPLE_AGREED] = { "Thống nhất", 8, COLUMN_CENTRE },
  [PEOPLE_CITIZEN] = { "Công dân học tập", 9, COLUMN_CENTRE },
  [PEOPLE_NOTE] = { "Ghi chú", 18, COLUMN_TEXT },
};

static void
write_results (SheetBook *book, const Result *result, const PersonFigures *figures)
{
  sheet_mark (book, PEOPLE_APPROVED, result->plan_approved);
  sheet_percent (book, PEOPLE_DONE, result->plan_done);
  sheet_text (book, PEOPLE_RANK, result->plan_rank);
  sheet_mark (book, PEOPLE_DISCIPLINE, result->discipline);
  sheet_mark (book, PEOPLE_TRAINING, result->training);
  sheet_text (book, PEOPLE_EMULATION, result->emulation);
  sheet_decimal (book, PEOPLE_TOTAL, figures->total);
  sheet_mark (book, PEOPLE_AGREED, result->agreed);
  sheet_mark (book, PEOPLE_CITIZEN, figures->citizen);
  sheet_text (book, PEOPLE_NOTE, result->note);
}

static void
write_person (SheetBook *book, const PersonFigures *figures, guint number)
{
  static const char *const states[] = { "đang làm việc", "nghỉ chế độ", "chuyển đi" };
  const Person *person = figures->person;
  sheet_number (book, PEOPLE_NUMBER, number);
  sheet_text (book, PEOPLE_CODE, person->code);
  sheet_text (book, PEOPLE_NAME, person->name);
  sheet_date (book, PEOPLE_BIRTH, person->birth);
  sheet_text (book, PEOPLE_GENDER, person->gender);
  sheet_text (book, PEOPLE_POSITION, person->position);
  sheet_text (book, PEOPLE_GROUP, person->group);
  sheet_text (book, PEOPLE_STATE, states[person->state]);
  if (person->result != NULL)
    write_results (book, person->result, figures);
  else
    for (guint column = PEOPLE_APPROVED; column < PEOPLE_COLUMNS; column++)
      sheet_blank (book, column);
  sheet_end_row (book);
}

GBytes *
sheet_write_people (const Figures *figures, GError **error)
{
  SheetSpec spec
      = { "Cá nhân", "DANH SÁCH CÁ NHÂN VÀ KẾT QUẢ HỌC TẬP", NULL, people_columns, PEOPLE_COLUMNS, 3 };
  SheetBook book;
  SheetHead head = head_of (figures);
  if (!sheet_book_open (&book, &spec, &head, error))
    return NULL;
  for (gsize i = 0; i < figures->round->person_count; i++)
    write_person (&book, &figures->persons[figures->by_name[i]], (guint)i + 1);
  sheet_filter (&book);
  return sheet_book_close (&book, error);
}
