#pragma once

// What the Glibc module hides: Linux calls declared only under _GNU_SOURCE.

#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <signal.h>
#include <sys/signalfd.h>
#include <sys/socket.h>

/// accept4 is declared only under _GNU_SOURCE.
static inline int banter_accept(int listener, struct sockaddr *address, socklen_t *length) {
  return accept4(listener, address, length, SOCK_NONBLOCK | SOCK_CLOEXEC);
}
