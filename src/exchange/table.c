/* table.c - see table.h. */
#include "exchange/table.h"
