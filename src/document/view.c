/* view.c - see view.h: the root, the unit, the result. */
#include "base/text.h"
#include "document/markdown.h"
#include "document/view_parts.h"
#include <string.h>

#define UNVERIFIED_NOTE "(*) Nội dung hoặc ngưỡng chưa đối chiếu với văn bản gốc"

void
view_text (Value *object, const char *name, const char *text)
{
  value_set_text (object, name, text != NULL && *text != '\0' ? text : NULL);
}

void
view_markdown (ViewBuilder *builder, Value *object, const char *name, const char *markdown, const char *place)
{
  if (markdown == NULL || *text_strip (builder->arena, markdown) == '\0') {
    value_set_text (object, name, NULL);
    return;
  }
  ComposeData *data = builder->data;
  value_set_raw (object, name, markdown_field_token (builder->arena, (guint)data->field_count));
  ARENA_PUSH (builder->arena, data->fields, data->field_count) = (ViewField){ markdown, place };
}

void
view_count (Arena *arena, Value *object, const char *name, guint count)
{
  const char *text = decimal_group (arena, count);
  value_set_text (object, name, text);
  value_set_text (object, arena_concat (arena, name, "_padded", NULL),
                  count < 10 ? arena_concat (arena, "0", text, NULL) : text);
}

void
view_order (Value *item, gsize index, gsize count)
{
  value_set_int (item, "stt", (gint64)index + 1);
  value_set_bool (item, "first", index == 0);
  value_set_bool (item, "last", index + 1 == count);
}

Value *
view_lines (Arena *arena, const char *const *items, gsize count)
{
  Value *list = value_list (arena);
  for (gsize i = 0; i < count; i++)
    value_append_text (list, items[i]);
  return list;
}

const char *
view_percent (Arena *arena, guint count, guint of)
{
  return arena_concat (arena, decimal_percent (arena, count, of, ','), "%", NULL);
}

/* ---- root ---- */

static const char *
unit_self (UnitKind kind)
{
  return kind == UNIT_CO_QUAN ? "cơ quan" : kind == UNIT_GDTX ? "trung tâm" : "nhà trường";
}

const char *
view_governing_body (Arena *arena, const RoundNames *names)
{
  static const char *const forms[] = { "ỦY BAN NHÂN DÂN", "UỶ BAN NHÂN DÂN" };
  if (names->governing_body == NULL || *names->governing_body == '\0')
    return NULL;
  const char *upper = text_upper (arena, names->governing_body);
  for (gsize i = 0; i < G_N_ELEMENTS (forms); i++)
    if (g_str_has_prefix (upper, forms[i]))
      return arena_concat (arena, "UBND", upper + strlen (forms[i]), NULL);
  return upper;
}

const char *
view_salutation (const RoundNames *names)
{
  return names->receiver_salutation != NULL && *names->receiver_salutation != '\0'
             ? names->receiver_salutation
             : names->receiver;
}

RoundNames
view_names_of (const Round *round, const DocumentSpec *spec)
{
  Paper paper = PAPER_SUBMISSION;
  bool dated = spec->paper != NULL ? paper_from_name (spec->paper, &paper) : spec->part == PART_DOSSIER;
  return round_names_at (round, dated ? round->papers[paper].date : (CivilDate){ 0 });
}

static Value *
unit_value (Arena *arena, const Round *round, const RoundNames *names)
{
  Value *unit = value_object (arena);
  const char *staff = round->unit.kind == UNIT_CO_QUAN ? "công chức, viên chức, người lao động"
                                                       : "cán bộ, giáo viên, nhân viên";
  view_text (unit, "name", names->name);
  view_text (unit, "name_upper", text_upper (arena, names->name));
  view_text (unit, "name_inline", names->name);
  view_text (unit, "abbreviation", round->unit.abbreviation);
  view_text (unit, "kind_label", unit_kind_label (round->unit.kind));
  view_text (unit, "self", unit_self (round->unit.kind));
  view_text (unit, "self_capital", text_capitalise (arena, unit_self (round->unit.kind)));
  view_text (unit, "staff", staff);
  view_text (unit, "staff_capital", text_capitalise (arena, staff));
  view_text (unit, "staff_upper", text_upper (arena, staff));
  view_text (unit, "place", names->place);
  view_text (unit, "address", round->unit.address);
  view_text (unit, "phone", round->unit.phone);
  view_text (unit, "email", round->unit.email);
  view_text (unit, "governing_body", names->governing_body);
  view_text (unit, "governing_body_upper", view_governing_body (arena, names));
  value_set_bool (unit, "is_public", round->unit.is_public);
  value_set_bool (unit, "is_school", unit_kind_is_school (round->unit.kind));
  return unit;
}

/* The unit and the bodies above it, as they were called. */
static void
add_names (Arena *arena, Value *root, const Round *round, const RoundNames *names)
{
  value_set (root, "unit", unit_value (arena, round, names));
  view_text (root, "receiver", names->receiver);
  view_text (root, "recogniser", names->recogniser);
  view_text (root, "salutation", view_salutation (names));
}

static void
add_scheme (ViewBuilder *builder)
{
  Arena *arena = builder->arena;
  const Scheme *scheme = builder->round->scheme;
  Value *value = value_object (arena), *classes = value_list (arena);
  view_text (value, "id", scheme->id);
  view_text (value, "name", scheme->name);
  view_text (value, "regulation", scheme->regulation);
  view_text (value, "level", scheme->level > 0 ? arena_int (arena, scheme->level) : NULL);
  view_text (value, "level_text",
             scheme->level > 0 ? arena_printf (arena, "mức độ %d", scheme->level) : NULL);
  view_text (value, "tier", scheme->tier);
  bool points = scheme->kind == SCHEME_POINTS;
  view_text (value, "total_points", points ? decimal_vietnamese (arena, scheme->total_points) : NULL);
  view_text (value, "valid_months",
             scheme->valid_months > 0 ? arena_int (arena, scheme->valid_months) : NULL);
  view_text (value, "source_note", scheme->source_note);
  value_set_bool (value, "title_rule_unverified", scheme->title_rule_status != TEXT_VERIFIED);
  for (gsize i = 0; i < scheme->class_count; i++) {
    Value *item = value_object (arena);
    view_order (item, i, scheme->class_count);
    view_text (item, "name", scheme->classes[i].name);
    view_text (item, "from", decimal_vietnamese (arena, scheme->classes[i].from));
    value_set_bool (item, "is_title", scheme->classes[i].title);
    value_append (classes, item);
  }
  value_set (value, "classes", classes);
  value_set (builder->root, "scheme", value);
}

static bool
has_unverified (const Figures *figures)
{
  for (gsize i = 0; i < figures->round->scheme->indicator_count; i++)
    if (figures->indicators[i].applicable && figures->indicators[i].indicator->unverified)
      return true;
  return false;
}

static void
add_round (ViewBuilder *builder)
{
  Arena *arena = builder->arena;
  const Round *round = builder->round;
  Value *root = builder->root;
  CivilDate due = round_due_date (round);
  view_text (root, "year", arena_int (arena, round->year));
  view_text (root, "next_year", arena_int (arena, round->year + 1));
  view_text (root, "previous_year", arena_int (arena, round->year - 1));
  view_text (root, "due_date", date_short (arena, due));
  view_text (root, "due_date_long", date_is_set (due) ? date_long (arena, due, 0) : NULL);
  value_set_bool (root, "has_unverified", has_unverified (builder->figures));
  view_text (root, "unverified_note", UNVERIFIED_NOTE);
  value_set_bool (root, "is_met_scheme", round->scheme->kind == SCHEME_MET);
  value_set_bool (root, "is_point_scheme", round->scheme->kind == SCHEME_POINTS);
  value_set_bool (root, "title", builder->figures->title);
  value_set_bool (root, "provisional", builder->figures->provisional);
  const PointClass *class = builder->figures->point_class;
  view_text (root, "class", class != NULL ? class->name : NULL);
}

static void
add_report (ViewBuilder *builder)
{
  const Round *round = builder->round;
  Value *report = value_object (builder->arena);
  view_markdown (builder, report, "introduction", round->report.introduction, "/report/introduction");
  view_markdown (builder, report, "unit_overview", round->report.unit_overview, "/report/unit_overview");
  view_markdown (builder, report, "conclusion", round->report.conclusion, "/report/conclusion");
  value_set (builder->root, "report", report);
  view_markdown (builder, builder->root, "learning_plan", round->learning_plan, "/learning_plan/content");
  value_set_bool (builder->root, "has_learning_plan",
                  view_condition (round, builder->figures, "learning_plan"));
  Value *publication = value_object (builder->arena);
  view_text (publication, "url", round->publication.url);
  view_text (publication, "snapshot", round->publication.snapshot);
  value_set (builder->root, "publication", publication);
  value_set_bool (builder->root, "has_publication", view_condition (round, builder->figures, "publication"));
}

static bool
is_text (const char *text)
{
  return text != NULL && *text != '\0';
}

bool
view_condition (const Round *round, const Figures *figures, const char *when)
{
  const struct {
    const char *name;
    bool holds;
  } conditions[] = {
    { "abbreviations", round->abbreviation_count > 0 },
    { "assignments", round->assignment_count > 0 },
    { "citizen_meeting", round->citizen_meeting.given },
    { "citizen_meeting_called", round->citizen_meeting.called },
    { "citizens", figures->citizens > 0 },
    { "evidence", round->evidence_count > 0 },
    { "improvements", round->improvement_count > 0 },
    { "learning_plan", is_text (round->learning_plan) },
    { "meeting", round->meeting.given },
    { "meeting_called", round->meeting.called },
    { "people", round->person_count > 0 },
    { "publication", is_text (round->publication.url) },
  };
  if (when == NULL)
    return true;
  for (gsize i = 0; i < G_N_ELEMENTS (conditions); i++)
    if (strcmp (conditions[i].name, when) == 0)
      return conditions[i].holds;
  return true;
}

const ComposeData *
view_build (Arena *arena, const Round *round, const Figures *figures)
{
  ComposeData *data = arena_new0 (arena, ComposeData);
  data->round = round;
  data->figures = figures;
  data->root = value_object (arena);
  ViewBuilder builder
      = { .arena = arena, .round = round, .figures = figures, .data = data, .root = data->root };
  add_round (&builder);
  RoundNames names = round_names_at (round, (CivilDate){ 0 });
  add_names (arena, data->root, round, &names);
  add_scheme (&builder);
  add_report (&builder);
  view_add_papers (&builder);
  view_add_team (&builder);
  view_add_people (&builder);
  view_add_citizen_scheme (&builder);
  view_add_evidence (&builder);
  view_add_indicators (&builder);
  view_add_meetings (&builder);
  view_add_plan (&builder);
  view_add_figures (&builder);
  return data;
}

/* ---- the root of one document ---- */

static View
root_member (const void *data, const char *name, gsize length)
{
  const ViewRoot *root = data;
  View own = value_view (root->own), shared = value_view (root->data->root);
  View found = own.klass->member (own.data, name, length);
  return found.kind != VIEW_MISSING ? found : shared.klass->member (shared.data, name, length);
}

View
view_root (const ViewRoot *root)
{
  static const ViewClass klass = { .member = root_member };
  return (View){ .kind = VIEW_OBJECT, .klass = &klass, .data = root };
}

ViewRoot *
view_for_document (Arena *arena, const ComposeData *data, const DocumentSpec *spec, bool draft)
{
  ViewRoot *root = arena_new0 (arena, ViewRoot);
  Paper paper = PAPER_REPORT;
  bool has_paper = spec->paper != NULL && paper_from_name (spec->paper, &paper);
  Value *document = value_object (arena), *own = value_object (arena);
  view_text (document, "id", spec->id);
  view_text (document, "title", spec->title);
  value_set (own, "document", document);
  value_set_bool (own, "draft", draft);
  value_set (own, "paper", view_paper (arena, data->round, has_paper, paper));
  Value *bases = view_legal_list (arena, data->round, false, has_paper, paper);
  value_set (own, "legal_bases", bases);
  value_set_bool (own, "has_legal_bases", value_length (bases) > 0);
  RoundNames names = view_names_of (data->round, spec);
  add_names (arena, own, data->round, &names);
  root->own = own;
  root->data = data;
  return root;
}
