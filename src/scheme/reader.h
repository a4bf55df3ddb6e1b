/* reader.h - a package's JSON read strictly: every fault with its place.
 *
 * A Node is one value and where it stands; reading one that is absent or
 * ill-typed adds a fault and gives a harmless value, so that one pass finds
 * everything.  Internal to the scheme layer. */
#pragma once
#include "base/json.h"
#include "scheme/scheme.h"

typedef struct {
  Arena *arena;
  SchemeFault *faults;
  gsize fault_count;
} Reader;

typedef struct {
  Reader *reader;
  const json_t *json; /* NULL: absent */
  const char *place;  /* "tt22-2020/scheme.json#/criteria/0": file, then JSON Pointer */
} Node;

typedef enum { OPTIONAL, REQUIRED } Presence; /* null counts as absent */

/* Adds a fault; `place` and the arguments (closing NULL) must live in the arena or for ever. */
void reader_fault (Reader *reader, const char *place, MessageId id, ...) G_GNUC_NULL_TERMINATED;
#define node_fault(node, ...) reader_fault ((node).reader, (node).place, __VA_ARGS__)

/* Steps into a value; a missing one is a node without value. */
/* What stands below a node; absent where the parent lacks it or is of another type. */
Node node_member (Node object, const char *key);
Node node_item (Node list, gsize index);
bool node_is_given (Node node); /* there and not null */

/* Is it an object with no keys but these (and x-…)?  A fault for each that is unknown. */
bool node_is_object (Node node, const char *const *keys);

/* Number of items of a list; 0 with a fault when it is no list of min to max items. */
gsize node_length (Node node, Presence presence, gsize min, gsize max);

const char *node_text (Node node, Presence presence); /* NFC, stripped, not empty; NULL when absent */
const char **node_texts (Node node, Presence presence, gsize max, gsize *ret_count);
bool node_bool (Node node);                                           /* absent: false */
Decimal node_number (Node node, Presence presence, int min, int max); /* absent: DECIMAL_UNSET */
int node_integer (Node node, Presence presence, int min, int max);    /* absent: 0 */
CivilDate node_date (Node node, Presence presence);

/* Index of the word in the list (NULL-terminated); absent or wrong: 0. */
int node_choice (Node node, Presence presence, const char *const *words);

/* Adds a fault if the key is there, which this kind of scheme has no use for. */
void node_refuse (Node object, const char *key);
