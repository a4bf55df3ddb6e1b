/* main.c - the table of all commands. */
#include "cli/command.h"

/* Everything that one command reads lives in this arena; inputs are capped by their readers. */
#define ARENA_LIMIT ((gsize)4 << 30)

const Command command_table[] = {
  { "check",
    "CASE",
    1,
    1,
    { "kiểm tra dữ liệu của một đợt, nêu mọi điểm cần sửa",
      "check a case and name everything that is wrong" },
    { "CASE là thư mục có case.json. Mỗi điểm một dòng: LỖI (phải sửa) hoặc CẢNH BÁO (nên xem lại), mã, nơi, "
      "lời.\n"
      "Sau đó là tóm tắt: còn thiếu chỉ tiêu nào, ai phụ trách.",
      "CASE is a folder with case.json. One line a finding: LỖI (error) or CẢNH BÁO (warning), code, place, "
      "sentence.\n"
      "Then a summary: which indicators are missing, and whose they are." },
    check_options,
    run_check },
  { "dossier",
    "CASE",
    1,
    1,
    { "lập toàn bộ hồ sơ", "make the whole dossier" },
    { "Cần --out DIR hoặc --zip FILE. Còn lỗi thì không ghi gì, trừ khi có --draft. Thư mục xuất hiện trọn "
      "vẹn hoặc không xuất hiện.",
      "Needs --out DIR or --zip FILE. A case with errors is refused, unless --draft. The folder appears "
      "whole or not at all." },
    dossier_options,
    run_dossier },
  { "document",
    "CASE ID",
    2,
    2,
    { "lập một văn bản của hồ sơ", "make one paper of a case" },
    { "ID là mã văn bản: report, minutes, submission … (xem: dvht scheme show --json).",
      "ID is the paper's id: report, minutes, submission … (see: dvht scheme show --json)." },
    document_options,
    run_document },
  { "template render",
    "TEMPLATE DATA.json",
    2,
    2,
    { "điền dữ liệu JSON vào một mẫu Mustache", "fill a Mustache template with JSON data" },
    { "Kết quả in ra màn hình, chữ được thoát cho HTML. Tên không có trong dữ liệu thì để trống, trừ khi có "
      "--strict.",
      "The result goes to standard output, escaped for HTML. A name missing from the data prints nothing, "
      "unless --strict." },
    template_render_options,
    run_template_render },
  { "scheme list",
    "",
    0,
    0,
    { "liệt kê các bộ tiêu chí", "list the criteria packages" },
    { NULL, NULL },
    scheme_options,
    run_scheme_list },
  { "scheme show",
    "ID",
    1,
    1,
    { "xem một bộ tiêu chí: nội dung, ngưỡng, nguồn", "show a criteria package: texts, thresholds, sources" },
    { NULL, NULL },
    scheme_options,
    run_scheme_show },
  { "scheme check",
    "[FOLDER]",
    0,
    1,
    { "kiểm tra bộ tiêu chí, nêu mọi chỗ sai", "check criteria packages and name every fault" },
    { "FOLDER là một bộ tiêu chí (có scheme.json) hoặc thư mục chứa nhiều bộ. Không ghi FOLDER thì kiểm tra "
      "các bộ đang dùng.",
      "FOLDER is one package (with scheme.json) or a folder of packages. Without FOLDER the packages in use "
      "are checked." },
    scheme_options,
    run_scheme_check },
  { "help",
    "[COMMAND]",
    0,
    3,
    { "hướng dẫn chung hoặc của một lệnh", "help in general or on one command" },
    { NULL, NULL },
    NULL,
    run_help },
  { NULL },
};

int
main (int argc, char **argv)
{
  g_autoptr (Arena) arena = arena_new (ARENA_LIMIT);
  return command_main (arena, argc, argv);
}
