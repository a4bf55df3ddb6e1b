/* database_parts.h - what database.c and writer.c share; inner to src/store. */
#pragma once
#include "store/engine.h"

#define MAX_CONNECTIONS 64

typedef struct Write Write;
struct Write {
  Write *next;
  Scope scope; /* address owned */
  WriteFunction function;
  WriteDone done;
  void *user;
  GError *error; /* why it did not happen */
  bool announced;
};

struct Transaction {
  Database *database;
  Connection *connection;
  Scope scope;
  gint64 now;
  bool writing, announced;
};

struct Database {
  const Engine *engine;
  Clock clock;
  void *clock_user;
  GMutex lock;
  GCond readable;                         /* a connection is idle */
  GCond writable;                         /* a write waits, or closing */
  guint waiting_readers, waiting_writers; /* signals that nobody waits for cost a system call all the same */
  Write *first, **last;
  Connection *idle[MAX_CONNECTIONS];
  guint idle_count, reader_count;
  Connection *writers[MAX_CONNECTIONS];
  GThread *threads[MAX_CONNECTIONS];
  guint writer_count;
  bool closing;
  Watcher watcher;
  void *watcher_user;
};

/* A thread that takes writes off the queue by this connection until the database closes and none is left. */
GThread *writer_start (Database *database, Connection *connection);
