/* html_style.c - the style sheet of previews, made from the style table. */
#include "document/html.h"
#include "document/html_part.h"
#include <math.h>

/* Everything is in em of the body text, so that a phone scales all of it. */
static const char fixed_rules[]
    = ".to,.to *{box-sizing:border-box}"
      ".to{position:relative;display:flex;flex-direction:column;width:210mm;min-height:297mm;margin:8mm auto;"
      "padding:20mm 20mm 20mm 30mm;background:#fff;color:#000;box-shadow:0 1px 4px #0005;"
      "font:14pt/1.15 \"Liberation Serif\",\"Times New Roman\",Times,serif;overflow-wrap:break-word}"
      ".to.ngang{width:297mm;min-height:210mm}"
      ".to.khung::before{content:\"\";position:absolute;inset:16mm 16mm 16mm 26mm;border:3px "
      "double;pointer-events:none}"
      ".to p,.to h1,.to h2,.to h3,.to h4,.to h5,.to h6,.to "
      "ul{margin:0;padding:0;font-weight:inherit;font-size:1em}"
      ".to a{color:inherit;text-decoration:underline;text-decoration-color:#0006;text-underline-offset:.15em}"
      ".to .dung{font-style:normal}.to .manh{font-weight:400}"
      ".to .ds{list-style:none}.to .cap-1{padding-left:1.29em}.to .cap-2{padding-left:2.57em}.to "
      ".cap-3{padding-left:3.86em}"
      ".to .gach{display:inline-block}"
      ".to .gach::after{content:\"\";display:block;width:40%;margin:.15em auto 0;border-top:1px solid}"
      ".to .gach-het::after{width:100%}"
      ".to .co-cham{display:flex;align-items:baseline;text-align:left;text-indent:0}"
      ".to .co-cham>span:first-child{flex:none;max-width:80%}"
      ".to .cham{flex:1;min-width:3em;margin-left:.25em;border-bottom:2px dotted}"
      ".to hr{width:25%;margin:.3em auto .6em;border:0;border-top:1px solid}"
      ".to .cach{flex:none;height:.8em}.to .gian{flex:1 0 1em}"
      ".to .cuon{overflow-x:auto}"
      ".to table{border-collapse:collapse;margin:0 auto;width:100%;table-layout:fixed}"
      ".to td,.to th{padding:0;vertical-align:top;font-weight:inherit;text-align:inherit}"
      ".to .giua-o{vertical-align:middle}.to .day-o{vertical-align:bottom}"
      ".to .ke td,.to .ke th{border:1px solid #000;padding:0 .36em}"
      ".to .hinh{text-align:center;margin:.3em 0}.to .hinh img,.to .hinh svg{max-width:100%;height:auto}"
      ".to nav ol{list-style:none;margin:0 0 1em;padding:0}.to nav a{display:inline-block;padding:.12em "
      "0;text-decoration:none}"
      ".to .muc-luc-2{padding-left:1.6em}"
      ".to .du-thao{margin-top:auto;padding-top:1em;text-align:center;font-weight:700;font-size:.86em}";

/* After the style table, which it corrects for small screens and paper. */
static const char media_rules[]
    = "@media (max-width:820px){.to,.to.ngang{width:auto;min-height:0;margin:0 0 8px;padding:24px "
      "16px;font-size:17px}"
      ".to.khung{padding:32px 24px;min-height:34em}.to.khung::before{inset:10px}}"
      "@media (max-width:560px){.to .bo-tri,.to .bo-tri tbody,.to .bo-tri tr,.to .bo-tri "
      "td{display:block;width:100%}"
      ".to .bo-tri td+td{margin-top:.8em}.to .ke{min-width:36em}.to.ngang .ke{min-width:52em}.to "
      ".ke.it-cot{min-width:0}"
      ".to .loi-van,.to .khong-thut,.to .can-cu,.to .dieu,.to .gach-dau{text-align:left}"
      ".to h1,.to .ten-loai{text-wrap:balance}}"
      "@media print{@page{size:A4;margin:0}@page ngang{size:A4 landscape;margin:0}"
      ".to{margin:0;box-shadow:none;break-after:page}.to.ngang{page:ngang}"
      ".to tr{break-inside:avoid}.to thead{display:table-header-group}}";

static void
append_number (GString *out, const char *before, double value, const char *after)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE];
  g_string_append (out, before);
  g_string_append (out, g_ascii_formatd (digits, sizeof digits, "%.5g", round (value * 1000) / 1000));
  g_string_append (out, after);
}

/* A row of the style table; lengths in em of its own size. */
static void
append_style (GString *out, const StyleSpec *spec)
{
  static const char *const aligns[] = { "left", "center", "right", "justify" };
  double em_mm = spec->size * 25.4 / 72;
  g_string_append_printf (out, ".to .%s{text-align:%s", spec->css_class, aligns[spec->align]);
  append_number (out, ";font-size:", spec->size / style_table[STYLE_BODY].size, "em");
  append_number (out, ";line-height:", spec->line * 1.15, "");
  append_number (out, ";margin:", spec->before / spec->size, "em");
  append_number (out, " 0 ", spec->after / spec->size, "em");
  if (spec->indent_left > 0)
    append_number (out, ";padding-left:", spec->indent_left / em_mm, "em");
  if (spec->first_line > 0)
    append_number (out, ";text-indent:", spec->first_line / em_mm, "em");
  if (spec->bold)
    g_string_append (out, ";font-weight:700");
  if (spec->italic)
    g_string_append (out, ";font-style:italic");
  g_string_append (out, "}\n");
}

void
html_write_style (GString *out)
{
  g_string_append (out, fixed_rules);
  g_string_append_c (out, '\n');
  for (gsize i = 0; i < STYLE_COUNT; i++)
    append_style (out, &style_table[i]);
  /* Tables in another size than their styles'. */
  for (int half = HTML_SIZE_LEAST * 2; half <= HTML_SIZE_MOST * 2; half++) {
    g_string_append_printf (
        out, ".to .co-%d .bang-dau,.to .co-%d .bang-chu,.to .co-%d .bang-giua,.to .co-%d .bang-phai", half,
        half, half, half);
    append_number (out, "{font-size:", half / 2.0 / style_table[STYLE_BODY].size, "em}\n");
  }
  for (int mm = HTML_SPACE_STEP; mm <= HTML_SPACE_MOST; mm += HTML_SPACE_STEP) {
    g_string_append_printf (out, ".to .cach-%d", mm);
    append_number (out, "{height:", mm / (style_table[STYLE_BODY].size * 25.4 / 72), "em}\n");
  }
  g_string_append (out, media_rules);
}
