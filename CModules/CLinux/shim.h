#pragma once

// What the Glibc module hides or Swift imports with the wrong type. _GNU_SOURCE isn't defined here: it would
// give fd_set another layout than the Glibc module's, and the compiler refuses two.

#include <link.h>
#include <signal.h>
#include <stddef.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

/// accept4 is declared only under _GNU_SOURCE (accept(2)).
extern int accept4(int, struct sockaddr *, socklen_t *, int);

/// accept4 with the flags that every connection here has.
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

/// epoll's flags are an enumeration that Swift imports as another type than its own parameter's.
static inline int banter_epoll_descriptor(void) {
  return epoll_create1(EPOLL_CLOEXEC);
}

/// SOCK_STREAM and its flags are an enumeration that Swift imports as another type than socket's.
static inline int banter_stream_socket(int family) {
  return socket(family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
}

/// syscall is variadic and not declared without _GNU_SOURCE (syscall(2)).
extern long syscall(long, ...);

/// pidfd_open, which glibc has from 2.36 on only; the descriptor is closed on exec.
static inline int banter_process_descriptor(pid_t process) {
  return (int)syscall(SYS_pidfd_open, process, 0);
}

/// struct ucred is declared only under _GNU_SOURCE (unix(7)): the user of the process at the other end of a Unix
/// socket; 0 where that can be told.
static inline int banter_peer_user(int descriptor, unsigned *user) {
  struct { int process; unsigned user, group; } peer;
  socklen_t size = sizeof peer;
  if (getsockopt(descriptor, SOL_SOCKET, SO_PEERCRED, &peer, &size) != 0 || size != sizeof peer) return -1;
  *user = peer.user;
  return 0;
}

/// malloc.h is not in the Glibc module: gives back to the kernel what is free between what is not (malloc_trim(3)).
extern int malloc_trim(size_t);

/// struct dl_phdr_info is declared only under _GNU_SOURCE (dl_iterate_phdr(3)): a program or library that is loaded. What
/// stands behind these is of no use here.
struct banter_loaded {
  ElfW(Addr) address;
  const char *name;
  const ElfW(Phdr) *segments;
  ElfW(Half) segment_count;
};

extern int dl_iterate_phdr(int (*)(struct banter_loaded *, size_t, void *), void *);
