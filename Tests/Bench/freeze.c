// How long a program lets a window manager wait: freeze WINDOW PID
//
// A line with a number of milliseconds on standard input has it ask the window with _NET_WM_PING, again and again, as
// window managers do, until each answer of that long cost the program no more than a rest does. It then prints the
// most processor time, in milliseconds, that the program used between one of its answers and the next, which no other
// program on the machine changes, and how much it used in all. What the program did before it was asked counts from
// the line before on.
#include <X11/Xatom.h>
#include <X11/Xlib.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static const double resting = 0.4;     // ms that an answer costs, and some
static const double longest = 20000;   // ms without an answer: it hangs

static Display *display;
static Window window;
static Atom protocols, ping;
static char stat_path[64];

static double clock_ms(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1e3 + now.tv_nsec / 1e6;
}

// The processor time of the program's first thread, in ms (the kernel's sched-stats.rst).
static double used(void) {
  unsigned long long nanoseconds = 0;
  FILE *stat = fopen(stat_path, "r");
  if (!stat || fscanf(stat, "%llu", &nanoseconds) != 1) {
    fprintf(stderr, "freeze: the program is gone\n");
    exit(1);
  }
  fclose(stat);
  return nanoseconds / 1e6;
}

static void ask(long number) {
  XEvent event = {.xclient = {.type = ClientMessage, .window = window, .message_type = protocols, .format = 32}};
  event.xclient.data.l[0] = ping;
  event.xclient.data.l[1] = number;
  event.xclient.data.l[2] = window;
  XSendEvent(display, window, False, NoEventMask, &event);
  XFlush(display);
}

static int has_answered(long number) {
  while (XPending(display)) {
    XEvent event;
    XNextEvent(display, &event);
    if (event.type == ClientMessage && event.xclient.message_type == protocols
        && (Atom)event.xclient.data.l[0] == ping && event.xclient.data.l[1] == number)
      return 1;
  }
  return 0;
}

static void wait_for_answer(long number) {
  struct pollfd descriptor = {ConnectionNumber(display), POLLIN, 0};
  double start = clock_ms();
  ask(number);
  while (!has_answered(number)) {
    if (clock_ms() - start > longest) {
      fprintf(stderr, "freeze: no answer\n");
      exit(1);
    }
    poll(&descriptor, 1, 100);
  }
}

int main(int count, char **arguments) {
  if (count != 3 || !(display = XOpenDisplay(NULL))) return 2;
  window = strtoul(arguments[1], NULL, 0);
  snprintf(stat_path, sizeof stat_path, "/proc/%d/schedstat", atoi(arguments[2]));
  protocols = XInternAtom(display, "WM_PROTOCOLS", False);
  ping = XInternAtom(display, "_NET_WM_PING", False);
  XSelectInput(display, DefaultRootWindow(display), SubstructureNotifyMask);
  long number = 1;
  wait_for_answer(number);
  double last = used();
  char line[32];
  while (fgets(line, sizeof line, stdin)) {
    double quiet = atof(line), most = 0, start = last, since = clock_ms();
    while (clock_ms() - since < quiet) {
      wait_for_answer(++number & 0x7fffffff);
      double now = used(), step = now - last;
      if (step > most) most = step;
      if (step > resting) since = clock_ms();
      last = now;
      usleep(500);
    }
    printf("%.3f %.3f\n", most, last - start);
    fflush(stdout);
  }
  return 0;
}
