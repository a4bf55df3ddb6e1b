/* fuzz.h - what every target defines; libFuzzer and replay.c call it. */
#pragma once
#include <stddef.h>
#include <stdint.h>

/* Takes any bytes; returns 0.  A broken promise of the code under test aborts. */
int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);
