// Preloaded into a program, makes its disk fail: while the file $FAILING_DISK exists, what it writes
// at a place in a file, or wants to be safe on the disk, fails with the errno whose number the file
// holds (28 is ENOSPC, 5 EIO). Nothing else is touched, logs and sockets least of all.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/types.h>
#include <unistd.h>

static int failure(void) {
  const char *path = getenv("FAILING_DISK");
  int file = path ? open(path, O_RDONLY | O_CLOEXEC) : -1;
  if (file < 0) return 0;
  char text[16] = {0};
  ssize_t count = read(file, text, sizeof text - 1);
  close(file);
  return count > 0 ? atoi(text) : ENOSPC;
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))
#define FAIL_OR(call) \
  do { \
    int number = failure(); \
    if (number) { \
      errno = number; \
      return -1; \
    } \
    return call; \
  } while (0)

ssize_t pwrite(int fd, const void *bytes, size_t count, off_t place) {
  FAIL_OR(REAL(pwrite)(fd, bytes, count, place));
}

ssize_t pwrite64(int fd, const void *bytes, size_t count, off64_t place) {
  FAIL_OR(REAL(pwrite64)(fd, bytes, count, place));
}

int fsync(int fd) { FAIL_OR(REAL(fsync)(fd)); }

int fdatasync(int fd) { FAIL_OR(REAL(fdatasync)(fd)); }
