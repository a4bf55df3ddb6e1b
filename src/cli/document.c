/* document.c - dvht document: one paper of a case, in one format. */
#include "base/fileio.h"
#include "cli/check.h"
#include "document/paper_file.h"
#include <string.h>

const OptionSpec document_options[] = {
  { "--format", "docx|pdf|html", { "dạng tệp (bắt buộc)", "format (required)" } },
  { "--out",
    "FILE",
    { "tệp để ghi; không có thì in ra màn hình", "file to write; standard output without it" } },
  { "--draft",
    NULL,
    { "lập cả khi còn lỗi, mỗi trang ghi DỰ THẢO", "even with errors; every page says DỰ THẢO" } },
  { NULL },
};

static int
report_unknown (const Invocation *invocation, const Scheme *scheme, const char *id)
{
  g_autoptr (GString) list = g_string_new (NULL);
  for (gsize i = 0; i < scheme->document_count; i++)
    g_string_append_printf (list, "%s%s", i > 0 ? ", " : "", scheme->documents[i].id);
  return report_message (invocation, EXIT_UNUSABLE, MSG_CLI_UNKNOWN_DOCUMENT, id, list->str, NULL);
}

static int
document_make (const Invocation *invocation, const SchemeLibrary *library, const Case *read,
               FileFormat format)
{
  const char *id = invocation->operands[1], *out = invocation_option (invocation, "--out");
  const DocumentSpec *spec = document_spec (read->round->scheme, id);
  if (spec == NULL)
    return report_unknown (invocation, read->round->scheme, id);
  ComposeContext context = {
    .arena = invocation->arena,
    .library = library,
    .round = read->round,
    .figures = figures_compute (read->round, invocation->arena),
    .case_folder = read->folder,
    .draft = invocation_flag (invocation, "--draft"),
  };
  if (!compose_wanted (&context, spec))
    return report_message (invocation, EXIT_FAULTY, MSG_CLI_DOCUMENT_NOT_WANTED, id, NULL);
  g_autoptr (GError) error = NULL;
  const Document *document = document_compose (&context, spec, &error);
  g_autoptr (GBytes) bytes = document == NULL ? NULL : document_file (document, format, &error);
  if (bytes == NULL)
    return report_error (invocation, error, EXIT_FAULTY);
  if (out == NULL)
    print_bytes (bytes);
  else if (!file_write (out, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &error))
    return report_error (invocation, error, EXIT_UNUSABLE);
  return EXIT_DONE;
}

int
run_document (const Invocation *invocation)
{
  const char *name = invocation_option (invocation, "--format");
  g_autoptr (GError) error = NULL;
  if (name == NULL)
    return report_message (invocation, EXIT_UNUSABLE, MSG_CLI_NEEDS_OPTION, "document",
                           "--format docx|pdf|html", NULL);
  FileFormat format = FILE_DOCX;
  while (format < FILE_FORMAT_COUNT && strcmp (file_format_names[format], name) != 0)
    format++;
  if (format == FILE_FORMAT_COUNT)
    return report_message (invocation, EXIT_UNUSABLE, MSG_CLI_BAD_CHOICE, "--format", "docx, pdf, html",
                           NULL);
  g_autoptr (SchemeLibrary) library = invocation_library (invocation, &error);
  if (library == NULL)
    return report_error (invocation, error, EXIT_UNUSABLE);
  int code = EXIT_DONE;
  const Case *read = case_to_write (invocation, library, &code);
  return read == NULL ? code : document_make (invocation, library, read, format);
}
