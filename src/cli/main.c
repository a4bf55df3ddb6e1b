/* main.c - the command line. */
#include <stdio.h>

int
main (void)
{
  printf ("dvht\n");
  return 0;
}
