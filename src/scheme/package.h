/* package.h - a package's JSON into a Scheme or CitizenScheme.  Internal to the scheme layer. */
#pragma once
#include "scheme/reader.h"

#define PACKAGE_FORMAT "dvht-scheme/1"
#define CITIZEN_FOLDER "cong-dan-hoc-tap/"

extern const char *const text_status_words[]; /* in the order of TextStatus */

/* Documents are a list of their own or the name of a shared file; the library finds that. */
typedef struct {
  /* The shared file's JSON as a node that lives as long as the call; absent with a fault added where there is
   * none. */
  Node (*find) (void *user, Node reference, const char *name);
  void *user;
} SharedFiles;

/* Both read everything and add a fault for each thing that is wrong; the result is
 * of use only when none was added.  `id` decides which of the two kinds is expected. */
Scheme *scheme_from_node (Node root, const char *id, const SharedFiles *shared);
CitizenScheme *citizen_scheme_from_node (Node root, const char *id);

/* The list of papers, faults noted in the node's reader. */
/* Fills scheme->documents from a list. */
void documents_from_node (Node node, Scheme *scheme);
