// Preloaded into a program, it moves its wall clock by the milliseconds that the file $JUMPING_CLOCK says.
// The clocks that never jump are left alone.
//
//   cc -shared -fPIC -o jumping-clock.so jumping-clock.c

#include <fcntl.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

int clock_gettime(clockid_t clock, struct timespec *time) {
  int result = (int)syscall(SYS_clock_gettime, clock, time);
  const char *path = getenv("JUMPING_CLOCK");
  if (result != 0 || clock != CLOCK_REALTIME || !path) return result;
  char text[32] = {0};
  int file = open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0) return result;
  if (read(file, text, sizeof text - 1) > 0) time->tv_sec += atoll(text) / 1000;
  close(file);
  return result;
}
