/* view_parts.h - shared by view*.c only. */
#pragma once
#include "document/view.h"

typedef struct {
  Arena *arena;
  const Round *round;
  const Figures *figures;
  ComposeData *data;
  Value *root;
  gsize *evidence_order; /* indices in the order of codes */
  /* One per piece of evidence and per indicator, shared by all lists that show it. */
  Value **evidence_items, **indicator_items;
} ViewBuilder;

/* Sets a text; "" counts as not given. */
void view_text (Value *object, const char *name, const char *text);
/* Sets a Markdown field: its token, or null. */
void view_markdown (ViewBuilder *builder, Value *object, const char *name, const char *markdown,
                    const char *place);
/* The count and the same with a leading 0 below 10 as "<name>_padded". */
void view_count (Arena *arena, Value *object, const char *name, guint count);
/* stt, first, last of the i-th of n. */
void view_order (Value *item, gsize index, gsize count);
Value *view_lines (Arena *arena, const char *const *items, gsize count);
const char *view_percent (Arena *arena, guint count, guint of);
const char *view_names (Arena *arena, const Person *const *people, gsize count);

/* The members of a person; NULL gives blanks. */
void view_person (ViewBuilder *builder, Value *object, const Person *person);
const char *view_role (const Round *round, const Person *person); /* "Tổ trưởng"... or NULL */

/* Each adds one subject's names (doc/wording.md, section 6) to the builder's root. */
void view_add_people (ViewBuilder *builder);
void view_add_team (ViewBuilder *builder);
void view_add_meetings (ViewBuilder *builder);
void view_add_citizen_scheme (ViewBuilder *builder);
void view_add_evidence (ViewBuilder *builder);
void view_add_indicators (ViewBuilder *builder);
void view_add_figures (ViewBuilder *builder);
void view_add_plan (ViewBuilder *builder);
void view_add_papers (ViewBuilder *builder);
Value *view_evidence_list (ViewBuilder *builder, const Evidence *const *items, gsize count);
/* Those whose box is `box`. */
const Evidence **view_evidence_in_box (ViewBuilder *builder, const char *box, gsize *ret_count);
/* A person with the place in the team. */
Value *view_team_item (ViewBuilder *builder, const Person *person);
Value *view_legal_list (Arena *arena, const Round *round, bool all, bool has_paper, Paper paper);
Value *view_paper (Arena *arena, const Round *round, bool has_paper, Paper paper);
