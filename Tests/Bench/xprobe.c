/* xprobe: what a person at an X display would feel of a program, measured from outside it.
 *
 *   xprobe [-n KEYS] [-w SECONDS] [-c CLASS] [-k KEYSYM]... [-i INSTANCE] -- COMMAND [ARG...]
 *
 * Starts COMMAND, waits for its first real top-level window and prints, in milliseconds:
 *   map      exec -> first top-level window mapped
 *   paint    exec -> first damage reported on it
 *   settled  exec -> last damage before 150 ms of quiet
 *   rss_kib, pss_kib   of the process one second later
 *   key_p50, key_p99   XTEST key press -> first damage on the window, over KEYS presses (default 0)
 * With -i the keys of -k are pressed in that window first, and the KEYS go to the window of INSTANCE that then appears.
 * The window is told from others by being mapped after the start, wider than 60 px (and of CLASS, where given).
 * build: cc -O2 -o xprobe xprobe.c -lX11 -lXtst -lXdamage
 */
#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <X11/extensions/XTest.h>
#include <X11/extensions/Xdamage.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double now_ms(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1e3 + t.tv_nsec / 1e6;
}

static int ignore_errors(Display *d, XErrorEvent *e) { (void)d; (void)e; return 0; }

static int compare(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static long field_kib(pid_t pid, const char *file, const char *field) {
    char path[64], line[256];
    snprintf(path, sizeof path, "/proc/%d/%s", pid, file);
    FILE *f = fopen(path, "r");
    if (!f) return -1;
    long value = -1;
    while (fgets(line, sizeof line, f))
        if (!strncmp(line, field, strlen(field))) { sscanf(line + strlen(field), ": %ld", &value); break; }
    fclose(f);
    return value;
}

/* wait until an event of TYPE is queued or the deadline passes; 1 if *out was filled */
static int next_event(Display *d, XEvent *out, double deadline) {
    for (;;) {
        if (XPending(d)) { XNextEvent(d, out); return 1; }
        double left = deadline - now_ms();
        if (left <= 0) return 0;
        struct pollfd p = { ConnectionNumber(d), POLLIN, 0 };
        poll(&p, 1, (int)left + 1);
    }
}

/* the topmost window under (or being) W that carries WM_CLASS, of the class and the instance wanted */
static Window client_of(Display *d, Window w, const char *class, const char *instance) {
    XClassHint hint;
    if (XGetClassHint(d, w, &hint)) {
        int ok = (!class || !strcmp(hint.res_class, class)) && (!instance || !strcmp(hint.res_name, instance));
        XFree(hint.res_name); XFree(hint.res_class);
        if (ok) return w;
    }
    Window root, parent, *kids = 0, found = 0;
    unsigned n = 0;
    if (XQueryTree(d, w, &root, &parent, &kids, &n))
        for (unsigned i = 0; i < n && !found; i++) found = client_of(d, kids[i], class, instance);
    if (kids) XFree(kids);
    return found;
}

/* the next top-level window of CLASS and INSTANCE that is mapped; 0 when the deadline passes first */
static Window next_window(Display *d, const char *class, const char *instance, double deadline, double *seen) {
    XEvent ev;
    while (next_event(d, &ev, deadline)) {
        if (ev.type != MapNotify || ev.xmap.override_redirect) continue;
        *seen = now_ms();
        XWindowAttributes a;
        if (!XGetWindowAttributes(d, ev.xmap.window, &a) || a.width < 60) continue;
        Window w = client_of(d, ev.xmap.window, class, instance);
        if (w) return w;
    }
    return 0;
}

static void press(Display *d, KeyCode code) {
    XTestFakeKeyEvent(d, code, True, 0);
    XTestFakeKeyEvent(d, code, False, 0);
    XFlush(d);
}

int main(int argc, char **argv) {
    int keys = 0, opt, first_count = 0;
    double wait_s = 15;
    const char *want = 0, *instance = 0, *first[8];
    while ((opt = getopt(argc, argv, "n:w:c:k:i:")) != -1) {
        if (opt == 'n') keys = atoi(optarg);
        else if (opt == 'w') wait_s = atof(optarg);
        else if (opt == 'c') want = optarg;
        else if (opt == 'i') instance = optarg;
        else if (opt == 'k' && first_count < 8) first[first_count++] = optarg;
        else return 2;
    }
    if (optind >= argc) { fprintf(stderr, "usage: xprobe [-n keys] [-w s] [-c class] [-k keysym]... [-i instance] -- command...\n"); return 2; }
    Display *d = XOpenDisplay(0);
    int damage_event, damage_error;
    if (!d || !XDamageQueryExtension(d, &damage_event, &damage_error)) { fprintf(stderr, "no display with DAMAGE\n"); return 2; }
    XSetErrorHandler(ignore_errors);
    Window root = DefaultRootWindow(d);
    XSelectInput(d, root, SubstructureNotifyMask);
    XSync(d, False);

    double start = now_ms();
    pid_t pid = fork();
    if (!pid) {
        close(ConnectionNumber(d));
        int null = open("/dev/null", 2);
        dup2(null, 1); dup2(null, 2);
        execvp(argv[optind], argv + optind);
        _exit(127);
    }

    double map = -1, paint = -1, settled = -1;
    XEvent ev;
    Window win = next_window(d, want, 0, start + wait_s * 1e3, &map);
    if (!win) { fprintf(stderr, "no window in %.0f s\n", wait_s); kill(pid, SIGTERM); return 1; }
    Damage damage = XDamageCreate(d, win, XDamageReportNonEmpty);
    double quiet = now_ms() + 1000;
    while (next_event(d, &ev, quiet)) {
        if (ev.type != damage_event + XDamageNotify) continue;
        XDamageSubtract(d, damage, None, None);
        double t = now_ms();
        if (paint < 0) paint = t;
        settled = t;
        if (t - start > 8000) break;
        quiet = t + 150;
    }
    usleep(1000000);
    printf("map=%.1f paint=%.1f settled=%.1f rss_kib=%ld pss_kib=%ld", map - start, paint < 0 ? -1 : paint - start,
           settled < 0 ? -1 : settled - start, field_kib(pid, "status", "VmRSS"), field_kib(pid, "smaps_rollup", "Pss"));

    if (keys > 0) {
        if (instance) {
            XSetInputFocus(d, win, RevertToParent, CurrentTime);
            XSync(d, False);
            for (int i = 0; i < first_count; i++) press(d, XKeysymToKeycode(d, XStringToKeysym(first[i])));
            double seen;
            win = next_window(d, want, instance, now_ms() + 5000, &seen);
            if (!win) { fprintf(stderr, "no window %s\n", instance); kill(pid, SIGTERM); return 1; }
            XDamageDestroy(d, damage);
            damage = XDamageCreate(d, win, XDamageReportNonEmpty);
        }
        double *lat = malloc(sizeof *lat * keys);
        int got = 0, missed = 0;
        XWindowAttributes a;
        XGetWindowAttributes(d, win, &a);
        int x, y; Window child;
        XTranslateCoordinates(d, win, root, 0, 0, &x, &y, &child);
        XTestFakeMotionEvent(d, -1, x + a.width / 2, y + a.height / 2, 0);
        XSetInputFocus(d, win, RevertToParent, CurrentTime);
        XSync(d, False);
        usleep(300000);
        KeyCode code = XKeysymToKeycode(d, XStringToKeysym("a"));
        for (int i = 0; i < keys; i++) {
            while (XPending(d)) XNextEvent(d, &ev);
            XDamageSubtract(d, damage, None, None);
            XSync(d, False);
            while (XPending(d)) XNextEvent(d, &ev);
            double t0 = now_ms();
            press(d, code);
            int hit = 0;
            while (next_event(d, &ev, t0 + 250)) if (ev.type == damage_event + XDamageNotify) { hit = 1; break; }
            if (hit) lat[got++] = now_ms() - t0; else missed++;
            usleep(20000 + rand() % 15000);
        }
        qsort(lat, got, sizeof *lat, compare);
        if (got) printf(" key_p50=%.2f key_p99=%.2f", lat[got / 2], lat[(int)(got * 0.99)]);
        printf(" keys_seen=%d keys_missed=%d", got, missed);
    }
    printf("\n");
    kill(pid, SIGTERM);
    usleep(200000);
    kill(pid, SIGKILL);
    waitpid(pid, 0, 0);
    return 0;
}
