/* legal.c - the unit's legal bases: what its papers cite, which of them each paper, which give the signer the
 * power (ND 30/2020, Phu luc I); those that ship with the program are added by one click. */
#include "base/text.h"
#include "document/view.h"
#include "store/legal_basis.h"
#include "web/pages/pages.h"
#include "web/shown.h"
#include <string.h>

static const InputSpec basis_inputs[] = {
  { .name = "id", .kind = INPUT_ID, .label = "Căn cứ" },
  { .name = "version", .kind = INPUT_INT, .label = "Bản" },
  { .name = "kind", .kind = INPUT_TEXT, .required = true, .label = "Tên loại", .limit = 100 },
  { .name = "number", .kind = INPUT_TEXT, .label = "Số, ký hiệu", .limit = 100 },
  { .name = "date", .kind = INPUT_DATE, .label = "Ngày ban hành" },
  { .name = "issuer", .kind = INPUT_TEXT, .label = "Cơ quan ban hành" },
  { .name = "subject", .kind = INPUT_TEXT, .label = "Trích yếu", .limit = 1000 },
  { .name = "for-learning_plan", .kind = INPUT_FLAG, .label = "Dùng cho kế hoạch học tập thường xuyên" },
  { .name = "for-team_decision", .kind = INPUT_FLAG, .label = "Dùng cho quyết định thành lập Tổ đánh giá" },
  { .name = "for-plan", .kind = INPUT_FLAG, .label = "Dùng cho kế hoạch triển khai tự đánh giá" },
  { .name = "for-citizen_minutes",
    .kind = INPUT_FLAG,
    .label = "Dùng cho biên bản họp danh sách Công dân học tập" },
  { .name = "for-citizen_decision",
    .kind = INPUT_FLAG,
    .label = "Dùng cho quyết định công nhận Công dân học tập" },
  { .name = "for-minutes", .kind = INPUT_FLAG, .label = "Dùng cho biên bản tự đánh giá" },
  { .name = "for-report", .kind = INPUT_FLAG, .label = "Dùng cho báo cáo tự đánh giá" },
  { .name = "for-submission", .kind = INPUT_FLAG, .label = "Dùng cho tờ trình" },
  { .name = "for-announcement", .kind = INPUT_FLAG, .label = "Dùng cho thông báo công khai" },
  { .name = "authority_basis", .kind = INPUT_FLAG, .label = "Cho người ký thẩm quyền" },
  { 0 },
};

static const InputSpec show_inputs[] = { { .name = "id", .kind = INPUT_ID, .label = "Căn cứ" }, { 0 } };

static const InputSpec act_inputs[] = {
  { .name = "id", .kind = INPUT_ID, .label = "Căn cứ" },
  { .name = "version", .kind = INPUT_INT, .required = true, .label = "Bản" },
  { 0 },
};

static const InputSpec common_inputs[]
    = { { .name = "ma", .kind = INPUT_TEXT, .required = true, .label = "Văn bản dùng chung", .limit = 60 },
        { 0 } };

static const char *
for_input (Arena *arena, Paper paper)
{
  return arena_concat (arena, "for-", paper_name (paper), NULL);
}

/* ---- the list ---- */

static const char *
served_words (Arena *arena, const LegalBasis *basis)
{
  const char *words = NULL;
  for (int paper = 0; paper < PAPER_COUNT && !basis->for_all; paper++)
    if (basis->serves[paper])
      words = arena_concat (arena, words != NULL ? words : "", words != NULL ? "; " : "",
                            paper_label ((Paper)paper), NULL);
  return words != NULL ? words : basis->for_all ? "mọi văn bản có phần căn cứ" : "chưa dùng cho văn bản nào";
}

static Value *
basis_value (Arena *arena, const StoredBasis *stored, gsize at, gsize count)
{
  Value *item = value_object (arena);
  value_set_int (item, "id", stored->id);
  value_set_int (item, "version", stored->version);
  value_set_text (item, "cite", view_legal_cite (arena, &stored->basis));
  value_set_text (item, "serves", served_words (arena, &stored->basis));
  value_set_text (item, "missing", legal_missing (arena, &stored->basis));
  value_set_bool (item, "authority", stored->basis.authority_basis);
  value_set_bool (item, "may_rise", at > 0);
  value_set_bool (item, "may_sink", at + 1 < count);
  return item;
}

static LegalBasis *
plain_bases (Arena *arena, const StoredBases *stored)
{
  LegalBasis *bases = arena_array (arena, LegalBasis, stored->count);
  for (gsize i = 0; i < stored->count; i++)
    bases[i] = stored->items[i].basis;
  return bases;
}

/* The decisions that no basis gives the power for. */
static Value *
powerless (Arena *arena, const StoredBases *stored)
{
  const LegalBasis *bases = plain_bases (arena, stored);
  Value *list = value_list (arena);
  for (int paper = 0; paper < PAPER_COUNT; paper++)
    if (paper_is_decision ((Paper)paper) && !legal_authority (bases, stored->count, (Paper)paper))
      value_append_text (list, paper_label ((Paper)paper));
  return list;
}

static bool
has_number (const StoredBases *stored, const char *number)
{
  for (gsize i = 0; i < stored->count; i++)
    if (g_strcmp0 (stored->items[i].basis.number, number) == 0)
      return true;
  return false;
}

static bool
add_common (Arena *arena, Value *page, const StoredBases *stored, GError **error)
{
  CommonBases common;
  Value *list = value_list (arena);
  if (!common_bases_read (arena, &common, error))
    return false;
  for (gsize i = 0; i < common.count; i++) {
    Value *item = value_object (arena);
    value_set_text (item, "key", common.items[i].id);
    value_set_text (item, "cite", view_legal_cite (arena, &common.items[i].basis));
    value_set_text (item, "where", common.items[i].where);
    value_set_text (item, "source", common.items[i].source);
    value_set_text (item, "missing", legal_missing (arena, &common.items[i].basis));
    value_set_bool (item, "here", has_number (stored, common.items[i].basis.number));
    value_append (list, item);
  }
  value_set (page, "common", list);
  return true;
}

static bool
show_bases (Request *request, GError **error)
{
  Arena *arena = request_arena (request);
  Value *page = value_object (arena), *list = value_list (arena);
  StoredBases stored;
  Transaction *transaction = request_read (request, error);
  if (transaction == NULL || !legal_bases_load (transaction, arena, &stored, error)
      || !add_common (arena, page, &stored, error))
    return false;
  for (gsize i = 0; i < stored.count; i++)
    value_append (list, basis_value (arena, &stored.items[i], i, stored.count));
  Value *without = powerless (arena, &stored);
  value_set (page, "bases", list);
  value_set_bool (page, "any", stored.count > 0);
  value_set (page, "powerless", without);
  value_set_bool (page, "any_powerless", value_length (without) > 0);
  value_set_bool (page, "may_write", request_may (request, PERMISSION_PAPERS_WRITE));
  request_show (request, value_view (page));
  return true;
}

/* ---- one ---- */

/* A box that is not ticked is not sent at all: once a form came, what it left out was left open. */
static void
fill_boxes (Request *request, const LegalBasis *basis)
{
  if (request_text (request, "version") != NULL)
    return;
  request_default (request, "authority_basis", basis->authority_basis ? "1" : "");
  for (int paper = 0; paper < PAPER_COUNT; paper++)
    request_default (request, for_input (request_arena (request), (Paper)paper),
                     !basis->for_all && basis->serves[paper] ? "1" : "");
}

static void
fill_form (Request *request, const LegalBasis *basis)
{
  Arena *arena = request_arena (request);
  const char *day = date_is_set (basis->date) ? date_short (arena, basis->date) : NULL;
  fill_boxes (request, basis);
  request_default (request, "kind", basis->kind);
  request_default (request, "number", basis->number);
  request_default (request, "date", day);
  request_default (request, "issuer", basis->issuer);
  request_default (request, "subject", basis->subject);
}

static bool
is_ticked (Request *request, const char *box)
{
  const char *given = request_text (request, box);
  return given != NULL && given[0] != '\0';
}

/* A list of {name, label, chosen}: the check boxes of the papers. */
static Value *
paper_boxes (Request *request)
{
  Arena *arena = request_arena (request);
  Value *list = value_list (arena);
  for (int paper = 0; paper < PAPER_COUNT; paper++) {
    const char *name = for_input (arena, (Paper)paper);
    Value *item = value_object (arena);
    value_set_text (item, "box", name);
    value_set_text (item, "label", text_capitalise (arena, paper_label ((Paper)paper)));
    value_set_bool (item, "chosen", is_ticked (request, name));
    value_append (list, item);
  }
  return list;
}

static bool
show_basis (Request *request, GError **error)
{
  Arena *arena = request_arena (request);
  gint64 id = request_int (request, "id", 0);
  StoredBasis stored = { .basis = { .for_all = true } };
  Value *page = value_object (arena);
  Transaction *transaction = request_read (request, error);
  if (transaction == NULL || (id != 0 && !legal_basis_load (transaction, arena, id, &stored, error)))
    return false;
  fill_form (request, &stored.basis);
  request_default (request, "version", arena_int (arena, stored.version));
  value_set_text (page, "title", id != 0 ? view_legal_cite (arena, &stored.basis) : "Thêm căn cứ");
  value_set_int (page, "id", id);
  value_set_bool (page, "is_new", id == 0);
  value_set (page, "papers", paper_boxes (request));
  value_set_bool (page, "authority", is_ticked (request, "authority_basis"));
  request_show (request, value_view (page));
  return true;
}

static LegalBasis
typed_basis (Request *request)
{
  const char *day = request_text (request, "date");
  LegalBasis basis = { .kind = request_text (request, "kind"),
                       .number = request_text (request, "number"),
                       .issuer = request_text (request, "issuer"),
                       .subject = request_text (request, "subject"),
                       .for_all = true,
                       .authority_basis = request_flag (request, "authority_basis") };
  if (day != NULL)
    date_parse_iso (day, &basis.date);
  for (int paper = 0; paper < PAPER_COUNT; paper++) {
    basis.serves[paper] = request_flag (request, for_input (request_arena (request), (Paper)paper));
    basis.for_all = basis.for_all && !basis.serves[paper];
  }
  return basis;
}

static bool
tell (Request *request, MessageId id, const LegalBasis *basis)
{
  request_notice (request, id, view_legal_cite (request_arena (request), basis), NULL);
  request_redirect (request, "/can-cu");
  return true;
}

static bool
save_basis (Request *request, Transaction *transaction, GError **error)
{
  Arena *arena = request_arena (request);
  gint64 id = request_int (request, "id", 0);
  LegalBasis basis = typed_basis (request);
  if (basis.number == NULL && (basis.subject == NULL || !legal_is_law (basis.kind))) {
    request_field_error (request, "number", MSG_BASIS_UNCITABLE, NULL);
    return request_invalid (request, error);
  }
  bool saved = id == 0 ? legal_basis_add (transaction, arena, &basis, NULL, error)
                       : legal_basis_save (transaction, arena, id, request_int (request, "version", 0),
                                           &basis, error);
  return saved && tell (request, id == 0 ? MSG_BASIS_ADDED : MSG_BASIS_SAVED, &basis);
}

static bool
remove_basis (Request *request, Transaction *transaction, GError **error)
{
  Arena *arena = request_arena (request);
  gint64 id = request_int (request, "id", 0);
  StoredBasis stored;
  return legal_basis_load (transaction, arena, id, &stored, error)
         && legal_basis_remove (transaction, arena, id, request_int (request, "version", 0), error)
         && tell (request, MSG_BASIS_REMOVED, &stored.basis);
}

static bool
rise (Request *request, Transaction *transaction, GError **error)
{
  request_redirect (request, "/can-cu");
  return legal_basis_move (transaction, request_arena (request), request_int (request, "id", 0), false,
                           error);
}

static bool
sink (Request *request, Transaction *transaction, GError **error)
{
  request_redirect (request, "/can-cu");
  return legal_basis_move (transaction, request_arena (request), request_int (request, "id", 0), true, error);
}

/* A second click finds it there already and adds nothing. */
static bool
take_common (Request *request, Transaction *transaction, GError **error)
{
  Arena *arena = request_arena (request);
  CommonBases common;
  StoredBases stored;
  if (!common_bases_read (arena, &common, error) || !legal_bases_load (transaction, arena, &stored, error))
    return false;
  for (gsize i = 0; i < common.count; i++) {
    const LegalBasis *basis = &common.items[i].basis;
    if (strcmp (common.items[i].id, request_text (request, "ma")) == 0)
      return (has_number (&stored, basis->number) || legal_basis_add (transaction, arena, basis, NULL, error))
             && tell (request, MSG_BASIS_ADDED, basis);
  }
  return request_refuse (request, error, 404, MSG_DB_NOT_THERE, NULL);
}

const Route legal_routes[] = {
  { METHOD_GET, "/can-cu", PERMISSION_ROUND_READ, "The unit's legal bases", "Căn cứ pháp lý", NULL,
    show_bases, NULL, NULL, "legal_bases" },
  { METHOD_POST, "/can-cu/dung-chung", PERMISSION_PAPERS_WRITE,
    "Adds a legal basis that ships with the program", NULL, common_inputs, NULL, NULL, take_common },
  { METHOD_GET, "/can-cu/moi", PERMISSION_PAPERS_WRITE, "The form of a new legal basis", NULL, NULL,
    show_basis, NULL, NULL, "legal_basis" },
  { METHOD_POST, "/can-cu/moi", PERMISSION_PAPERS_WRITE, "Adds a legal basis", NULL, basis_inputs, show_basis,
    NULL, save_basis, "legal_basis", "legal_basis" },
  { METHOD_GET, "/can-cu/{id}", PERMISSION_PAPERS_WRITE, "One legal basis", NULL, show_inputs, show_basis,
    NULL, NULL, "legal_basis" },
  { METHOD_POST, "/can-cu/{id}", PERMISSION_PAPERS_WRITE, "Changes a legal basis", NULL, basis_inputs,
    show_basis, NULL, save_basis, "legal_basis", "legal_basis" },
  { METHOD_POST, "/can-cu/{id}/bo", PERMISSION_PAPERS_WRITE, "Removes a legal basis", NULL, act_inputs, NULL,
    NULL, remove_basis },
  { METHOD_POST, "/can-cu/{id}/len", PERMISSION_PAPERS_WRITE, "Moves a legal basis up", NULL, show_inputs,
    NULL, NULL, rise },
  { METHOD_POST, "/can-cu/{id}/xuong", PERMISSION_PAPERS_WRITE, "Moves a legal basis down", NULL, show_inputs,
    NULL, NULL, sink },
  { 0 },
};
