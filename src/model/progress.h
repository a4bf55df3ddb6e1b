/* progress.h - how far a round is: what is done, what comes next, whose move it is.
 *
 * From few facts that one statement reads (store/round_facts.h); the rail on every page and the overview of a
 * round say the same.  The steps are those of the seed's plan: prepare, found the team, assess, ask for
 * recognition, result.  Pure. */
#pragma once
#include "model/round.h"

typedef enum { STEP_PREPARE, STEP_FOUND, STEP_ASSESS, STEP_SUBMIT, STEP_RESULT, STEP_COUNT } RoundStep;
typedef enum { PROGRESS_TODO, PROGRESS_DOING, PROGRESS_LATE, PROGRESS_DONE } ProgressState;

const char *step_name (RoundStep step);           /* "Chuẩn bị" */
const char *step_anchor (RoundStep step);         /* "chuan-bi" */
const char *progress_shape (ProgressState state); /* of icons.svg, after "s-" */
const char *progress_words (ProgressState state);

typedef struct {
  const char *today;                       /* "2026-12-01" */
  const char *papers[PAPER_COUNT];         /* their states; NULL: not worked on yet */
  gint64 people;                           /* at work */
  gint64 plans_sent, plans_approved;       /* of self-study */
  gint64 citizens_sent, citizens_accepted; /* self-assessments as citizens of learning */
  gint64 team;                             /* who is in it */
  gint64 leader_id, secretary_id, head_id; /* persons; 0: none */
  bool plan;                               /* the plan has been written */
  gint64 unconfirmed;                      /* texts of the scheme not compared with the original */
  gint64 indicators;                       /* that apply */
  gint64 given, begun, agreed;             /* of them: somebody's; something done; agreed */
  const char *approval;                    /* state of the last one; NULL: not submitted yet */
  gint64 sent;                             /* how often its dossier was */
  const char *next_due;                    /* earliest day of what is still open; NULL: none */
  CivilDate submit_before;                 /* unset: not known */
  const char *outcome;                     /* "recognised", "refused"; NULL: not decided */
  gint64 improvements, improved;           /* tasks of the plan of improvement; done */
  const char *improvement_due;             /* earliest day of what is still open; NULL: none */
  const char *valid_until;                 /* of the unit's last recognition; NULL: none */
} ProgressFacts;

typedef struct {
  RoundStep step;
  ProgressState state;
  const char *words; /* "Quyết định thành lập Tổ đánh giá" */
  const char *count; /* "3/18"; NULL: none */
  const char *who;   /* whose move it is: "Thủ trưởng" */
  const char *date;  /* "2027-01-15"; NULL: none */
  const char *path;  /* below the round: "to"; NULL: nothing to open yet */
} ProgressItem;

typedef struct {
  ProgressItem *items; /* in the order of the steps */
  gsize count;
  ProgressState steps[STEP_COUNT];
  const char *dates[STEP_COUNT]; /* the next one of a step that is not done; NULL: none */
  RoundStep current;             /* the first that is not done */
  const ProgressItem *next;      /* the first item that is not done; NULL: all are */
  bool one_person;               /* the head is the leader too */
} Progress;

/* The items of all steps, their sums, and what comes next; texts in the arena or static. */
void progress_compute (Arena *arena, const ProgressFacts *facts, Progress *ret);
