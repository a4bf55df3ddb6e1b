/* image.h - pictures as PDF image objects. */
#pragma once
#include "document/block.h"
#include "document/pdf/file.h"

/* JPEG goes in as it is; PNG without transparency too (its own compression is
 * PDF's); other PNG are unpacked, at most 50 million pixels.  Writes `object`, and another for the mask. */
bool pdf_image_write (PdfFile *file, guint object, const ImageBlock *image, GError **error);
