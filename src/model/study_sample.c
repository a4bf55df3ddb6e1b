/* study_sample.c - see study_sample.h. */
#include "model/study_sample.h"
#include "base/asset.h"
#include "base/json.h"
#include <string.h>

#define FILE_NAME "study_plans/samples.json"

static const char *
text_of (Arena *arena, const json_t *item, const char *name)
{
  const char *text = json_string_value (json_object_get (item, name));
  return text != NULL ? arena_strdup (arena, text) : "";
}

bool
study_samples_load (Arena *arena, StudySamples *ret, GError **error)
{
  StudySamples samples = { 0 };
  const Asset *asset = asset_find (FILE_NAME);
  json_auto_t *root
      = asset != NULL ? json_parse_bytes (FILE_NAME, (const char *)asset->data, asset->size, error) : NULL;
  const json_t *list = json_object_get (root, "samples");
  if (asset == NULL || (root != NULL && !json_is_array (list)))
    error_set (error, FILE_NAME, MSG_INTERNAL, "no samples", NULL);
  if (!json_is_array (list))
    return false;
  for (gsize i = 0; i < json_array_size (list); i++) {
    const json_t *item = json_array_get (list, i);
    ARENA_PUSH (arena, samples.items, samples.count)
        = (StudySample){ .id = text_of (arena, item, "id"),
                         .group = text_of (arena, item, "group"),
                         .subject = text_of (arena, item, "subject"),
                         .goal = text_of (arena, item, "goal"),
                         .content = text_of (arena, item, "content"),
                         .schedule = text_of (arena, item, "schedule"),
                         .outcome = text_of (arena, item, "outcome") };
  }
  *ret = samples;
  return true;
}

const StudySample *
study_sample_find (const StudySamples *samples, const char *id)
{
  for (gsize i = 0; id != NULL && i < samples->count; i++)
    if (strcmp (samples->items[i].id, id) == 0)
      return &samples->items[i];
  return NULL;
}
