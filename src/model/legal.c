/* legal.c - see legal.h. */
#include "model/legal.h"
#include "base/asset.h"
#include <string.h>

const char *
legal_basis_json (Arena *arena, const LegalBasis *basis)
{
  const char *date = date_is_set (basis->date) ? date_iso (arena, basis->date) : NULL;
  json_t *json = json_pack ("{s:s?, s:s?, s:s?, s:s?, s:s?, s:b}", "kind", basis->kind, "number",
                            basis->number, "date", date, "issuer", basis->issuer, "subject", basis->subject,
                            "authority_basis", basis->authority_basis);
  json_t *serves = basis->for_all ? NULL : json_array ();
  for (int paper = 0; paper < PAPER_COUNT && serves != NULL; paper++)
    if (basis->serves[paper])
      json_array_append_new (serves, json_string (paper_name ((Paper)paper)));
  if (serves != NULL)
    json_object_set_new (json, "for", serves);
  return json_text (arena, json);
}

LegalBasis
legal_basis_of_json (Arena *arena, const json_t *json)
{
  const json_t *serves = json_object_get (json, "for");
  const char *date = json_string_value (json_object_get (json, "date"));
  LegalBasis basis = { .kind = json_member (arena, json, "kind"),
                       .number = json_member (arena, json, "number"),
                       .issuer = json_member (arena, json, "issuer"),
                       .subject = json_member (arena, json, "subject"),
                       .for_all = !json_is_array (serves),
                       .authority_basis = json_is_true (json_object_get (json, "authority_basis")) };
  if (date != NULL)
    date_parse_iso (date, &basis.date);
  for (gsize i = 0; i < json_array_size (serves); i++) {
    Paper paper;
    const char *name = json_string_value (json_array_get (serves, i));
    if (name != NULL && paper_from_name (name, &paper))
      basis.serves[paper] = true;
  }
  return basis;
}

bool
legal_authority (const LegalBasis *bases, gsize count, Paper paper)
{
  for (gsize i = 0; i < count; i++)
    if (bases[i].authority_basis && (bases[i].for_all || bases[i].serves[paper]))
      return true;
  return false;
}

bool
legal_is_law (const char *kind)
{
  return kind != NULL
         && (g_str_has_prefix (kind, "Luật") || g_str_has_prefix (kind, "Bộ luật")
             || g_str_has_prefix (kind, "Pháp lệnh"));
}

const char *
legal_missing (Arena *arena, const LegalBasis *basis)
{
  bool law = legal_is_law (basis->kind);
  const struct {
    bool missing;
    const char *words;
  } parts[] = { { !law && basis->number == NULL, "số, ký hiệu" },
                { !law && !date_is_set (basis->date), "ngày ban hành" },
                { !law && basis->issuer == NULL, "cơ quan ban hành" },
                { basis->subject == NULL, law ? "tên luật" : "trích yếu" } };
  const char *text = NULL;
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i].missing)
      text = text == NULL ? parts[i].words : arena_concat (arena, text, ", ", parts[i].words, NULL);
  return text;
}

bool
common_bases_read (Arena *arena, CommonBases *ret, GError **error)
{
  static const char name[] = "legal_bases/common.json";
  const Asset *asset = asset_find (name);
  json_auto_t *list
      = asset != NULL ? json_parse_bytes (name, (const char *)asset->data, asset->size, error) : NULL;
  CommonBases bases = { 0 };
  if (asset == NULL)
    error_set (error, name, MSG_INTERNAL, "not built in", NULL);
  if (list == NULL)
    return false;
  for (gsize i = 0; i < json_array_size (list); i++) {
    const json_t *item = json_array_get (list, i);
    CommonBasis *basis = &ARENA_PUSH (arena, bases.items, bases.count);
    *basis = (CommonBasis){ .id = json_member (arena, item, "id"),
                            .where = json_member (arena, item, "where"),
                            .source = json_member (arena, item, "source"),
                            .basis = legal_basis_of_json (arena, json_object_get (item, "basis")) };
  }
  *ret = bases;
  return true;
}
