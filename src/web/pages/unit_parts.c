/* unit_parts.c - see unit_parts.h. */
#include "web/pages/unit_parts.h"
#include "model/authority.h"
#include <string.h>

void
authority_check_gaps (Request *request)
{
  static const char *const inputs[] = { "name", "governing_body", "appraiser", "recogniser", "salutation" };
  for (gsize i = 0; i < G_N_ELEMENTS (inputs); i++) {
    const char *text = request_text (request, inputs[i]);
    if (text != NULL && strstr (text, AUTHORITY_GAP) != NULL)
      request_field_error (request, inputs[i], MSG_UNIT_GAP, NULL);
  }
}
