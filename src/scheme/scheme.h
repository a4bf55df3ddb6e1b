/* scheme.h - criteria packages: a regulation at one level, as data.
 *
 * A package is a folder (built in below data/schemes/, or dropped beside it) with
 * scheme.json (schema: data/schemes/scheme.schema.json), wording/ and
 * sources.md.  All strings are NFC and live in the arena given at load. */
#pragma once
#include "base/date.h"
#include "base/decimal.h"
#include "base/message.h"
#include <stdbool.h>

typedef enum { SCHEME_MET, SCHEME_POINTS } SchemeKind;

/* How an indicator's share is computed from records (contract: "Shares"). */
typedef enum {
  MEASURE_NONE = 0,   /* not a share */
  MEASURE_UNSET,      /* a share whose measure is not known yet (null in the data) */
  MEASURE_DISCIPLINE, /* Kỷ luật lao động */
  MEASURE_TRAINING,   /* Hoàn thành bồi dưỡng */
  MEASURE_STUDY_PLAN, /* Kế hoạch được duyệt */
  MEASURE_EMULATION,  /* has a Danh hiệu thi đua */
  MEASURE_CITIZEN,    /* citizen rule met and Thống nhất */
} Measure;

const char *measure_name (Measure measure);  /* "discipline"...; "" for none/unset */
const char *measure_label (Measure measure); /* "tỷ lệ người tuân thủ kỷ luật lao động" */
bool measure_from_name (const char *name, Measure *ret);

typedef enum {
  UNIT_MAM_NON = 0,
  UNIT_TIEU_HOC,
  UNIT_THCS,
  UNIT_THPT,
  UNIT_LIEN_CAP,
  UNIT_GDTX,
  UNIT_DAI_HOC,
  UNIT_GDNN,
  UNIT_CO_QUAN,
  UNIT_KIND_COUNT
} UnitKind;

const char *unit_kind_name (UnitKind kind);  /* "tieu_hoc" */
const char *unit_kind_label (UnitKind kind); /* "Trường tiểu học" */
bool unit_kind_from_name (const char *name, UnitKind *ret);
bool unit_kind_is_school (UnitKind kind); /* educational institution: all but co_quan */

typedef enum {
  TEXT_VERIFIED = 0, /* official wording seen in Vietnamese */
  TEXT_TRANSLATED,   /* seen only in translation: unverified */
  TEXT_UNVERIFIED,   /* not seen */
} TextStatus;

typedef struct {
  const char *id; /* "2.1" */
  const char *text;
  TextStatus text_status;
  const char *article;   /* provenance: "Điều 6 khoản 2 điểm a" or NULL */
  const char *source;    /* how the wording came to us, or NULL */
  guint32 applies_kinds; /* bit per UnitKind */
  bool public_only;      /* applies only to public units */
  bool is_share;
  Measure measure;    /* MEASURE_NONE unless is_share or shown beside points */
  Decimal at_least;   /* percent; DECIMAL_UNSET where null */
  bool asks_learners; /* also a share of learners (schools only) */
  Decimal learners_at_least;
  Decimal max_points; /* point schemes; else DECIMAL_UNSET */
  const char **hints; /* what evidence usually backs it */
  gsize hint_count;
  gsize criterion; /* index into criteria */
} Indicator;

typedef struct {
  const char *id; /* "1" */
  const char *text;
  TextStatus text_status;
  const char *article;
  Decimal max_points;
  gsize first, count; /* its indicators in Scheme::indicators */
} Criterion;

typedef struct {
  const char *name; /* "Tốt" */
  Decimal from;     /* total >= from; classes are ordered from the highest */
  bool title;       /* does this class carry the title? */
} PointClass;

/* One document or sheet that the package asks for; the order is the dossier's. */
typedef enum { PART_DOSSIER, PART_AROUND, PART_PAPERS } DocumentPart; /* the eight items; a-, b-, c-; --all */

typedef struct {
  const char *id;    /* "report": stable key in code, wording file "report.md" */
  const char *stem;  /* "07-bao-cao" */
  const char *title; /* for the table of contents and bookmarks: "Báo cáo tự đánh giá" */
  DocumentPart part;
  const char *paper; /* key of case `documents` that gives number, date, signer, or NULL */
  const char
      *when;     /* NULL always, or a condition name: "abbreviations", "improvements", "learning_plan", ... */
  bool sheet;    /* also as XLSX (summary, evidence, people) */
  bool pdf_only; /* a sheet to print and fill by pen: no Word file */
} DocumentSpec;

typedef struct {
  const char *id;                       /* "tt24-2023/cap-huyen/muc-do-1" */
  const char *name;                     /* "Thông tư 24/2023/TT-BGDĐT, cấp huyện, mức độ 1" */
  const char *regulation;               /* "Thông tư số 24/2023/TT-BGDĐT" */
  CivilDate regulation_date;            /* unset: not known */
  CivilDate in_force_from, in_force_to; /* unset: not known, still in force */
  const char *procedure;                /* code of the administrative procedure (TTHC), or NULL */
  guint32 unit_kinds;                   /* whom it is meant for: bit per UnitKind */
  SchemeKind kind;
  int level;               /* 1, 2; 0 in a point scheme */
  const char *tier;        /* "huyện", "tỉnh", or NULL */
  const char *source_note; /* what is not verified, in words */
  bool has_period;         /* the due date is the regulation's own, not borrowed */
  Criterion *criteria;
  gsize criterion_count;
  Indicator *indicators; /* in scheme order */
  gsize indicator_count;
  PointClass *classes; /* point schemes */
  gsize class_count;
  Decimal total_points;
  const char *title_rule;       /* "all_applicable_met" or "class" */
  TextStatus title_rule_status; /* TEXT_UNVERIFIED: the rule is an inference */
  const char *title_rule_note;  /* or NULL */
  const char **plan_ranks;      /* scale of "Xếp loại kế hoạch": Tốt, Khá, Đạt, Chưa đạt */
  gsize plan_rank_count;
  const char *citizen_scheme; /* default id */
  int due_month, due_day;     /* dossier due BEFORE this day of year N+1: 15/01 */
  int valid_months;           /* 36; 0 = not known */
  DocumentSpec *documents;
  gsize document_count;
  const char *folder; /* where it was read from: "schemes/<id>" or a path */
  bool built_in;
} Scheme;

typedef enum { CITIZEN_POINTS, CITIZEN_QUALITIES } CitizenKind;

typedef struct {
  const char *text;
  const char *group; /* group of competence, or NULL */
  TextStatus text_status;
} CitizenIndex;

typedef struct {
  const char *id; /* "cong-dan-hoc-tap/324" */
  const char *name;
  const char *regulation;  /* citation as data */
  const char *source_note; /* what is not verified, in words */
  CitizenKind kind;
  CitizenIndex *indices;       /* 10 indices, or 8 qualities */
  gsize index_count;           /* <= CITIZEN_MAX_INDICES */
  Decimal index_max;           /* 10 */
  Decimal total_at_least;      /* 80 */
  Decimal each_at_least;       /* 5 */
  Decimal hard_total_at_least; /* in hard areas: 70; DECIMAL_UNSET where there is none */
} CitizenScheme;
#define CITIZEN_MAX_INDICES 10
#define CITIZEN_SCHEME_DEFAULT "cong-dan-hoc-tap/324"

typedef struct SchemeLibrary SchemeLibrary;

/* All packages: those built in and, if `folder` is not NULL, those below that
 * folder (which win over built-in ones of the same id).  An id is the path of
 * its folder: 1 to 4 names of [a-z0-9-]; those below "cong-dan-hoc-tap/" are citizen
 * schemes, "common" holds what packages share.  Only names are read here, links are not followed.
 * Errors: no such folder; more than 1 000 packages.  Caller frees. */
SchemeLibrary *scheme_library_new (const char *folder, GError **error);
/* The same with the packages that were dropped into a data folder, its "schemes/", where it has one. */
SchemeLibrary *scheme_library_of_data (const char *data_folder, GError **error);
void scheme_library_free (SchemeLibrary *library);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SchemeLibrary, scheme_library_free)

/* Ids in byte order, NULL-terminated; owned by the library. */
const char *const *scheme_library_ids (const SchemeLibrary *library);
const char *const *scheme_library_citizen_ids (const SchemeLibrary *library);

/* Loads and validates.  An unknown id is MSG_SCHEME_UNKNOWN, which lists what there
 * is; an invalid package an error with place ("file#JSON Pointer") and what was expected. */
const Scheme *scheme_load (const SchemeLibrary *library, Arena *arena, const char *id, GError **error);
const CitizenScheme *citizen_scheme_load (const SchemeLibrary *library, Arena *arena, const char *id,
                                          GError **error);

/* The text of a package's scheme.json, of a scheme or a citizen scheme, as it stands. */
const char *scheme_source (const SchemeLibrary *library, Arena *arena, const char *id, GError **error);

/* A wording file for a scheme: "<name>.md" from the level's folder, else its
 * regulation's, else schemes/common/wording.  NULL if there is none.
 * `*ret_place` is its path for error messages. */
const char *scheme_wording (const SchemeLibrary *library, Arena *arena, const Scheme *scheme,
                            const char *name, const char **ret_place, GError **error);

/* Reads one package folder on its own (shared files: the built-in ones) and collects
 * every fault found (file, pointer, expectation), for `dvht scheme check FOLDER`.
 * Also wants sources.md, and wording that is readable UTF-8, a
 * template, and of one of its documents. */
typedef struct {
  const char *place;
  Message message;
} SchemeFault;
gsize scheme_check_folder (Arena *arena, const char *folder, SchemeFault **ret_faults);

const Indicator *scheme_find_indicator (const Scheme *scheme, const char *id); /* NULL if none */
bool indicator_applies (const Indicator *indicator, UnitKind kind, bool is_public);
