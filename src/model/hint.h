/* hint.h - does the unit have what the scheme's hints say usually backs an indicator? */
#pragma once
#include "model/figures.h"

/* Is there an item that looks like what the hint asks for?  By words, without accents: three of five in one
 * title.  A guess that reminds, never a finding. */
bool hint_is_backed (Arena *arena, const char *hint, const IndicatorFigures *figures);
