/* joined.c - the approved dossier as one PDF with its evidence behind it. */
#include "document/pdf.h"
#include "jobs/kinds.h"
#include "model/job_input.h"

/* The evidence one after the other; asked to end in between. */
static GBytes *
append_all (Work *work, GBytes *pdf, const JoinedInput *input, GError **error)
{
  PdfAppendix *files = arena_array (work_arena (work), PdfAppendix, input->count + 1);
  for (gsize i = 0; i < input->count; i++)
    files[i] = (PdfAppendix){ input->files[i].path, input->files[i].title };
  work_tell (work, 0, (gint64)input->count);
  return pdf_append (pdf, files, input->count, error);
}

WorkEnd
do_joined (Work *work, GError **error)
{
  JoinedInput input;
  g_autoptr (GError) local = NULL;
  if (!joined_input_read (work_arena (work), work_job (work)->input, &input, error))
    return WORK_GIVEN_UP;
  g_autoptr (GMappedFile) file = g_mapped_file_new (input.pdf, FALSE, &local);
  if (file == NULL) {
    error_set (error, NULL, MSG_FILE_OPEN, "ho-so.pdf", local->message, NULL);
    return WORK_GIVEN_UP;
  }
  g_autoptr (GBytes) pdf = g_mapped_file_get_bytes (file);
  g_autoptr (GBytes) joined = append_all (work, pdf, &input, error);
  if (joined == NULL)
    return work_must_end (work) ? WORK_LATER : WORK_GIVEN_UP;
  if (g_bytes_get_size (joined) > JOB_RESULT_LIMIT) {
    error_set (error, NULL, MSG_JOINED_TOO_LARGE, NULL);
    return WORK_GIVEN_UP;
  }
  return work_finish (work, NULL, NULL, joined, error) ? WORK_DONE : WORK_LATER;
}
