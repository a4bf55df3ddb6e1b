/* pace.h - lets go of connections whose other end is too slow.
 *
 * libmicrohttpd's own timer starts anew with every byte, so a byte now and then would hold a
 * connection for good.  Here the head of a request, each stretch of its body and the answer have
 * a time of their own; when it is over the socket is shut down and libmicrohttpd closes it.
 * Times are whole seconds of a clock that one thread turns. */
#pragma once
#include <glib.h>

#define PACE_HEAD 10    /* seconds from the connection's begin to the end of its first head */
#define PACE_REST 30    /* more for each further one: the connection may rest between requests */
#define PACE_STRETCH 15 /* seconds for each PACE_STRETCH_BYTES of a body, or for what is left of it */
#define PACE_STRETCH_BYTES ((gsize)15 << 10)
#define PACE_ANSWER 30 /* seconds for an answer, and one more for each PACE_ANSWER_BYTES */
#define PACE_ANSWER_BYTES ((gsize)1 << 10)

typedef struct Pace Pace;   /* of a server */
typedef struct Paced Paced; /* one connection */

/* With a thread that turns the clock, or (for tests) without: then pace_tick does. */
Pace *pace_new (gboolean turning);
/* When all connections are closed. */
void pace_free (Pace *pace);
/* One second further; shuts down who is late. */
void pace_tick (Pace *pace);

/* A connection begins: its head is awaited.  Any thread; the socket stays open until pace_close. */
Paced *pace_open (Pace *pace, int socket);
void pace_close (Pace *pace, Paced *paced);

/* What is awaited from now on; on the connection's own thread. */
void pace_body (Pace *pace, Paced *paced);
void pace_received (Pace *pace, Paced *paced, gsize bytes); /* of the body */
void pace_us (Paced *paced);                                /* nothing: the work is ours */
void pace_answer (Pace *pace, Paced *paced, gsize bytes);   /* that it is taken */
void pace_next (Pace *pace, Paced *paced);                  /* another head */
