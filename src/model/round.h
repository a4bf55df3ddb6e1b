/* round.h - everything one unit puts into one round, in memory.
 *
 * The one structure that the case reader fills, the store will fill, checks
 * and figures read, and documents print.  Pure data: strings NFC, all in one
 * arena, lists in the order of the source.  A reference to a person is kept
 * as the code that was written plus the person it means (NULL if unknown: a finding). */
#pragma once
#include "base/date.h"
#include "base/decimal.h"
#include "scheme/scheme.h"
#include <stdbool.h>

typedef enum {
  PERSON_WORKING = 0,
  PERSON_RETIRED,
  PERSON_MOVED
} PersonState; /* đang làm việc, nghỉ chế độ, chuyển đi */

typedef struct {
  bool plan_approved;
  Decimal plan_done;     /* percent, or DECIMAL_UNSET */
  const char *plan_rank; /* of the scheme's scale, or NULL */
  bool discipline;
  bool training;
  const char *emulation;                /* Danh hiệu thi đua, or NULL for none */
  Decimal citizen[CITIZEN_MAX_INDICES]; /* DECIMAL_UNSET = blank; in a scheme of qualities 1 or 0 */
  bool agreed;                          /* Thống nhất */
  const char *note;
  gsize row; /* row in its file */
} Result;

typedef struct {
  const char **items;
  gsize count;
} Lines;

/* What somebody handed in of their self-study, as lines without blank ones. */
typedef struct {
  const char *subject, *schedule; /* NULL where blank */
  Lines goal, content, outcome, progress;
  Lines proof;                           /* names of files */
  const char *rank_remarks, *entered_by; /* NULL: none; the colleague who entered it from the signed form */
} StudyWords;

typedef struct {
  const char *code, *name; /* required */
  const char *name_key;    /* text_name_key */
  CivilDate birth;
  const char *gender, *position, *group, *degree, *email; /* NULL where blank */
  PersonState state;
  const Result *result;    /* NULL: no row */
  const StudyWords *study; /* NULL: nothing handed in here; a case folder has none */
  gsize row;
} Person;

typedef struct {
  const char *code;
  const Person *person;
} PersonRef; /* code NULL: not given */

typedef struct {
  PersonRef *items;
  gsize count;
} PersonRefs;

/* Keys of case `documents`, in the order in which papers are issued. */
typedef enum {
  PAPER_LEARNING_PLAN = 0,
  PAPER_TEAM_DECISION,
  PAPER_PLAN,
  PAPER_CITIZEN_MINUTES,
  PAPER_CITIZEN_DECISION,
  PAPER_MINUTES,
  PAPER_REPORT,
  PAPER_SUBMISSION,
  PAPER_ANNOUNCEMENT,
  PAPER_COUNT
} Paper;
const char *paper_name (Paper paper); /* "team_decision" */
bool paper_from_name (const char *name, Paper *ret);
const char *paper_symbol (Paper paper);       /* "QĐ", "KH", "BB", "BC", "TTr", "TB" (ND 30/2020 PL III) */
const char *paper_label (Paper paper);        /* "quyết định thành lập Tổ đánh giá" */
bool paper_is_decision (Paper paper);         /* its signer uses a power that some legal basis gives */
int paper_year (int round_year, Paper paper); /* when it is issued, unless its date says otherwise */

typedef struct {
  bool given;     /* stands in the case */
  int number;     /* 0 = blank, filled by pen */
  CivilDate date; /* unset = blank */
  Lines recipients;
  PersonRef signer;   /* code NULL: the head */
  Lines signer_title; /* count 0: the head's */
} PaperFacts;

typedef struct {
  const char *kind, *number, *issuer, *subject;
  CivilDate date;
  bool for_all; /* no `for` */
  bool serves[PAPER_COUNT];
  bool authority_basis;
} LegalBasis;

typedef struct {
  PersonRef staff;
  const char *duty;
} TeamMember;
typedef struct {
  const char *indicator_id;
  const Indicator *indicator;
  PersonRefs members;
  CivilDate due;
  const char *guidance;
} Assignment;
typedef struct {
  CivilDate from, to;
  const char *work, *who;
} ScheduleItem;
typedef struct {
  const char *body;
  Lines items;
} DutyGroup;

typedef enum { RATING_NONE = 0, RATING_MET, RATING_NOT_MET, RATING_NOT_APPLICABLE } RatingResult;

typedef struct {
  const char *indicator_id;
  const Indicator *indicator; /* NULL: unknown */
  RatingResult result;        /* met scheme */
  Decimal points;             /* point scheme, else DECIMAL_UNSET */
  const char *reason;
  const char *current, *strengths, *weaknesses, *improvement; /* Markdown or NULL */
  Lines evidence;                                             /* keys as written */
} Rating;

typedef struct {
  const char *key, *title, *number, *issuer, *url, *paper_location, *box, *code; /* NULL where absent */
  CivilDate date;
  Lines files;             /* relative paths as written */
  const char **file_paths; /* what to open, NULL where it must not be or is missing; same count as files */
  Lines indicators;        /* ids as written */
} Evidence;

typedef struct {
  PersonRef staff;
  const char *reason;
} Absence;
typedef struct {
  const char *indicator_id;
  const Indicator *indicator;
  guint votes_for, votes_against;
} Vote;

typedef struct {
  bool given;  /* it was held, or people have come already */
  bool called; /* and is not over */
  CivilTime start, end;
  const char *place, *discussion, *conclusion; /* Markdown for the last two */
  PersonRefs present;
  Absence *absent;
  gsize absent_count;
  Vote *votes;
  gsize vote_count;
} Meeting;

typedef struct {
  const char *indicator_id;
  const Indicator *indicator;
  const char *task;
  PersonRef owner;
  CivilDate due;
  const char *result;
  int since; /* the year whose plan it comes from; 0: this round's */
} Improvement;
typedef struct {
  const char *short_form, *long_form;
} Abbreviation;

/* A unit's change of the scheme at one indicator. */
typedef struct {
  const char *indicator_id;
  const Indicator *indicator;
  const char *text;
  bool has_measure;
  Measure measure;
  Decimal at_least, learners_at_least; /* DECIMAL_UNSET = not overridden */
  PersonRef confirmed_by;
  CivilDate confirmed_on;
} SchemeOverride;

/* The indicator as it holds in this round: scheme plus override. */
typedef struct {
  const Indicator *indicator;
  const SchemeOverride *override; /* or NULL */
  const char *text;
  bool is_share;
  Measure measure;
  Decimal at_least, learners_at_least;
  bool asks_learners; /* and the unit is a school */
  bool applies;       /* by the unit's kind and public or not */
  bool unverified;    /* text or threshold not confirmed against the original */
} RoundIndicator;

/* What the unit and the bodies above it are called from a day on; on 1 July 2025 many changed. */
typedef struct {
  CivilDate from;
  const char *name, *governing_body, *place, *receiver, *recogniser, *receiver_salutation;
} RoundNames;

/* The unit's own wording of a document, in the stead of the scheme's. */
typedef struct {
  const char *document, *text;
} OwnWording;

typedef struct Round {
  const Scheme *scheme;
  const CitizenScheme *citizen_scheme;
  RoundIndicator *indicators; /* parallel to scheme->indicators: see round_apply_overrides */
  SchemeOverride *overrides;
  gsize override_count;
  int year;
  struct {
    const char *name, *abbreviation, *governing_body, *place, *address, *phone, *email, *uid;
    UnitKind kind;
    bool is_public;
  } unit;
  struct {
    const char *receiver, *recogniser, *receiver_salutation;
  } authority;
  RoundNames *names; /* in the order of their days; none: those above hold on each day */
  gsize name_count;
  OwnWording *wordings; /* the one of a single paper behind the one of all rounds: the last holds */
  gsize wording_count;
  const char *number_series; /* how numbers of papers run: numbering.h; NULL: a series for each kind */
  PersonRef head;
  Lines head_title;
  PersonRef union_chair;
  Person *people;
  gsize person_count;                    /* order of the staff table */
  const char *staff_file, *results_file; /* as written, for places */
  bool has_learners;
  guint learners_total, learners_citizens;
  LegalBasis *legal_bases;
  gsize legal_basis_count;
  PaperFacts papers[PAPER_COUNT];
  struct {
    PersonRef leader, secretary;
    TeamMember *members;
    gsize member_count;
  } team;
  Assignment *assignments;
  gsize assignment_count;
  struct {
    bool given;
    Lines purposes, requirements;
    CivilDate submit_before;
    ScheduleItem *schedule;
    gsize schedule_count;
    DutyGroup *duties;
    gsize duty_count;
  } plan;
  Rating *ratings;
  gsize rating_count;
  Evidence *evidence;
  gsize evidence_count;
  const char *evidence_code_pattern;
  Meeting citizen_meeting, meeting;
  struct {
    const char *introduction, *unit_overview, *conclusion;
  } report;
  const char *uid;
  gint64 revision; /* 0 = not given */
  Improvement *improvements;
  gsize improvement_count;
  const char *learning_plan; /* Markdown or NULL */
  struct {
    const char *url, *snapshot;
  } publication;
  Abbreviation *abbreviations;
  gsize abbreviation_count;
} Round;

/* Fills round->indicators from scheme, overrides and unit.  A measure given by
 * the unit makes a share of an indicator that was none; thresholds count whether confirmed or not.
 * Of two overrides of one indicator the last holds. */
void round_apply_overrides (Round *round, Arena *arena);

/* "met", "not_met", "not_applicable"; NULL for none, and back (NULL or unknown: none). */
const char *rating_result_name (RatingResult result);
RatingResult rating_result_of (const char *name);

/* The names that hold on a day, those of `unit` and `authority` where it is not set or nothing is told of it.
 * Letterheads and the names of bodies follow the date of the paper. */
RoundNames round_names_at (const Round *round, CivilDate date);

/* The unit's own wording of a document, or NULL. */
const char *round_wording (const Round *round, const char *document);

/* A head without a written title signs with the position from the staff table. */
void round_complete_head_title (Round *round, Arena *arena);

/* Both confirmation fields stand: somebody compared it with the original. */
bool override_is_confirmed (const SchemeOverride *override);
/* Does it change how the share is counted or compared? */
bool override_changes_share (const SchemeOverride *override);

/* A share whose measure or threshold nobody knows yet: it cannot be reached. */
bool round_share_unset (const RoundIndicator *holds);

/* The person with that code, or NULL. Builds nothing: linear in people; readers use round_index. */
const Person *round_find_person (const Round *round, const char *code);
const Rating *round_find_rating (const Round *round, const Indicator *indicator); /* first one, or NULL */
const Evidence *round_find_evidence (const Round *round, const char *key);
/* key -> Evidence (the first of that key), for many look-ups; borrows the round's strings.  Caller unrefs. */
GHashTable *round_evidence_by_key (const Round *round);
const RoundIndicator *round_indicator (const Round *round, const Indicator *indicator);

/* Date before which the dossier is due: plan.submit_before, else the scheme's day of
 * the year N+1, else 15/01/N+1 (Thông tư 24/2023, Điều 10). */
CivilDate round_due_date (const Round *round);
/* The same for a round of that year that says no day of its own. */
CivilDate scheme_due_date (const Scheme *scheme, int year);

/* Distinct members of the team in the decision's order: leader, secretary, members; unknown persons left out.
 */
const Person **round_team (const Round *round, Arena *arena, gsize *ret_count);
