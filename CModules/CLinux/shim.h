#pragma once

// What the Glibc module hides: Linux calls declared only under _GNU_SOURCE. That macro itself stays
// undefined: with it the C library's structures get other member names than the Glibc module has seen
// (fd_set), and a clean build fails where the two meet.

#include <signal.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <sys/socket.h>

int accept4(int, struct sockaddr *, socklen_t *, int);

/// accept4 is declared only under _GNU_SOURCE.
static inline int banter_accept(int listener, struct sockaddr *address, socklen_t *length) {
  return accept4(listener, address, length, SOCK_NONBLOCK | SOCK_CLOEXEC);
}

/// signalfd's flags are an enumeration that Swift imports as another type than its own parameter's.
static inline int banter_signal_descriptor(const sigset_t *signals) {
  return signalfd(-1, signals, SFD_NONBLOCK | SFD_CLOEXEC);
}

/// eventfd's flags are an enumeration that Swift imports as another type than its own parameter's.
static inline int banter_event_descriptor(void) {
  return eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
}

/// SOCK_STREAM and its flags are an enumeration that Swift imports as another type than socket's.
static inline int banter_stream_socket(int family) {
  return socket(family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
}
