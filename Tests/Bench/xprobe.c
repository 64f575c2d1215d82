/* xprobe: what a person at an X display would feel of a program, measured from outside it.
 *
 *   xprobe [-n KEYS] [-w SECONDS] [-c CLASS] [-k KEYSYM]... [-i INSTANCE] [-g SECONDS] [-f WHAT:COUNT]... -- COMMAND [ARG...]
 *
 * Starts COMMAND, waits for its first real top-level window and prints, in milliseconds:
 *   map      exec -> first top-level window mapped
 *   paint    exec -> first damage reported on it
 *   settled  exec -> last damage before 150 ms of quiet
 *   rss_kib, pss_kib   of the process one second later
 *   key_p50, key_p99   XTEST key press -> first damage on the window, over KEYS presses (default 0)
 * With -i the keys of -k are pressed in that window first, and the KEYS go to the window of INSTANCE that then appears,
 * or that has appeared by itself; it gets the focus. -g waits until it has changed and then been quiet for two seconds,
 * at most SECONDS, and prints when it last changed (grown, by the monotonic clock).
 * Each -f then makes COUNT events, 60 in a second, in that window: WHAT is a button (4 turns the wheel up) or a keysym.
 *   frame_WHAT_p50, _p99, _max   event -> first damage, which is the whole frame of a program that draws elsewhere
 *   frame_WHAT_late              frames that took longer than a sixtieth of a second, or never came
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

/* makes one event: the button or the key that WHAT names */
static void make_event(Display *d, const char *what) {
    int button = atoi(what);
    if (!button) { press(d, XKeysymToKeycode(d, XStringToKeysym(what))); return; }
    XTestFakeButtonEvent(d, button, True, 0);
    XTestFakeButtonEvent(d, button, False, 0);
    XFlush(d);
}

/* the window that is looked at, and what tells of its pixels */
struct watch {
    Display *display;
    Window window;
    Damage damage;
    int event;      /* the type of a damage event */
};

static void look_at(struct watch *w, Window window) {
    if (w->window) XDamageDestroy(w->display, w->damage);
    w->window = window;
    w->damage = XDamageCreate(w->display, window, XDamageReportNonEmpty);
}

/* forgets all damage so far */
static void forget(struct watch *w) {
    XEvent ev;
    while (XPending(w->display)) XNextEvent(w->display, &ev);
    XDamageSubtract(w->display, w->damage, None, None);
    XSync(w->display, False);
    while (XPending(w->display)) XNextEvent(w->display, &ev);
}

/* makes an event and waits for the window to change; milliseconds, or -1 where it didn't in a quarter of a second */
static double answer_to(struct watch *w, const char *what) {
    XEvent ev;
    forget(w);
    double t0 = now_ms();
    make_event(w->display, what);
    while (next_event(w->display, &ev, t0 + 250)) if (ev.type == w->event) return now_ms() - t0;
    return -1;
}

/* waits until the window has not changed for QUIET ms; returns when it last did, or -1 */
static double settle(struct watch *w, double quiet, double deadline, double *first) {
    XEvent ev;
    double last = -1, until = now_ms() + (first ? 1000 : quiet);
    while (next_event(w->display, &ev, until)) {
        if (ev.type != w->event) continue;
        XDamageSubtract(w->display, w->damage, None, None);
        last = now_ms();
        if (first && *first < 0) *first = last;
        if (last > deadline) break;
        until = last + quiet;
    }
    return last;
}

/* puts the focus and the pointer into the window */
static void enter(struct watch *w) {
    XWindowAttributes a;
    int x, y; Window child;
    XGetWindowAttributes(w->display, w->window, &a);
    XTranslateCoordinates(w->display, w->window, DefaultRootWindow(w->display), 0, 0, &x, &y, &child);
    XTestFakeMotionEvent(w->display, -1, x + a.width / 2, y + a.height / 2, 0);
    XSetInputFocus(w->display, w->window, RevertToParent, CurrentTime);
    XSync(w->display, False);
    usleep(300000);
}

static void measure_keys(struct watch *w, int keys) {
    double *lat = malloc(sizeof *lat * keys);
    int got = 0, missed = 0;
    for (int i = 0; i < keys; i++) {
        double t = answer_to(w, "a");
        if (t >= 0) lat[got++] = t; else missed++;
        usleep(20000 + rand() % 15000);
    }
    qsort(lat, got, sizeof *lat, compare);
    if (got) printf(" key_p50=%.2f key_p99=%.2f", lat[got / 2], lat[(int)(got * 0.99)]);
    printf(" keys_seen=%d keys_missed=%d", got, missed);
    free(lat);
}

static void measure_frames(struct watch *w, char *request) {
    const double frame = 1000.0 / 60;
    char *colon = strchr(request, ':');
    int count = colon ? atoi(colon + 1) : 0, got = 0, late = 0;
    if (!count) return;
    *colon = 0;
    double *lat = malloc(sizeof *lat * count), next = now_ms();
    for (int i = 0; i < count; i++) {
        double t = answer_to(w, request);
        if (t >= 0) lat[got++] = t;
        if (t < 0 || t > frame) late++;
        next += frame;
        double rest = next - now_ms();
        if (rest > 0) usleep(rest * 1e3); else next = now_ms();
    }
    qsort(lat, got, sizeof *lat, compare);
    if (got) printf(" frame_%s_p50=%.2f frame_%s_p99=%.2f frame_%s_max=%.2f", request, lat[got / 2], request,
                    lat[(int)(got * 0.99)], request, lat[got - 1]);
    printf(" frame_%s_late=%d frame_%s_count=%d", request, late, request, count);
    free(lat);
}

int main(int argc, char **argv) {
    int keys = 0, opt, first_count = 0, scroll_count = 0;
    double wait_s = 15, grow_s = 0;
    const char *want = 0, *instance = 0, *first[8];
    char *scrolls[8];
    while ((opt = getopt(argc, argv, "n:w:c:k:i:g:f:")) != -1) {
        if (opt == 'n') keys = atoi(optarg);
        else if (opt == 'w') wait_s = atof(optarg);
        else if (opt == 'g') grow_s = atof(optarg);
        else if (opt == 'c') want = optarg;
        else if (opt == 'i') instance = optarg;
        else if (opt == 'k' && first_count < 8) first[first_count++] = optarg;
        else if (opt == 'f' && scroll_count < 8) scrolls[scroll_count++] = optarg;
        else return 2;
    }
    if (optind >= argc) {
        fprintf(stderr, "usage: xprobe [-n keys] [-w s] [-c class] [-k keysym]... [-i instance] [-g s] [-f what:count]... -- command...\n");
        return 2;
    }
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

    double map = -1, paint = -1;
    Window win = next_window(d, want, 0, start + wait_s * 1e3, &map);
    if (!win) { fprintf(stderr, "no window in %.0f s\n", wait_s); kill(pid, SIGTERM); return 1; }
    struct watch w = { d, 0, 0, damage_event + XDamageNotify };
    look_at(&w, win);
    double settled = settle(&w, 150, start + 8000, &paint);
    usleep(1000000);
    printf("map=%.1f paint=%.1f settled=%.1f rss_kib=%ld pss_kib=%ld", map - start, paint < 0 ? -1 : paint - start,
           settled < 0 ? -1 : settled - start, field_kib(pid, "status", "VmRSS"), field_kib(pid, "smaps_rollup", "Pss"));

    if (instance) {
        Window there = client_of(d, root, want, instance);
        if (!there) {
            XSetInputFocus(d, win, RevertToParent, CurrentTime);
            XSync(d, False);
            for (int i = 0; i < first_count; i++) press(d, XKeysymToKeycode(d, XStringToKeysym(first[i])));
            double seen;
            there = next_window(d, want, instance, now_ms() + 5000, &seen);
        }
        if (!there) { fprintf(stderr, "no window %s\n", instance); kill(pid, SIGTERM); return 1; }
        look_at(&w, there);
        enter(&w);
    }
    if (grow_s > 0) printf(" grown=%.1f", settle(&w, 2000, now_ms() + grow_s * 1e3, 0));
    if (!instance && (keys > 0 || scroll_count > 0)) enter(&w);
    if (keys > 0) measure_keys(&w, keys);
    for (int i = 0; i < scroll_count; i++) measure_frames(&w, scrolls[i]);
    if (instance) printf(" pss_end_kib=%ld", field_kib(pid, "smaps_rollup", "Pss"));
    printf("\n");
    kill(pid, SIGTERM);
    usleep(200000);
    kill(pid, SIGKILL);
    waitpid(pid, 0, 0);
    return 0;
}
