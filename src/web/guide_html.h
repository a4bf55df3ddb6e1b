/* guide_html.h - a page of the user guide (doc/huong-dan, built in) as HTML. */
#pragma once
#include "base/mustache.h"

/* The Markdown page's headings get ids as forges give them, links to "other.md" lead to /huong-dan/other,
 * pictures "hinh/x.png" to /huong-dan/hinh/x.png; raw HTML is left out.  `*ret_title` is its first heading,
 * `ret_contents` a list of {id, text} of those of the second level; all in the arena. */
const char *guide_html (Arena *arena, const char *markdown, gsize size, const char **ret_title,
                        Value *ret_contents);
