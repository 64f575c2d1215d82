#pragma once

// What Swift cannot import of Xlib, Xft and fontconfig: variadic functions and function-like macros.
// Each wrapper is one call and says why it exists.

#include <X11/Xatom.h>
#include <X11/Xft/Xft.h>
#include <X11/Xlib.h>
#include <X11/Xlocale.h>
#include <X11/Xresource.h>
#include <X11/Xutil.h>
#include <X11/XKBlib.h>
#include <X11/cursorfont.h>
#include <X11/extensions/XInput2.h>
#include <X11/extensions/Xrender.h>
#include <X11/extensions/scrnsaver.h>
#include <X11/Xmd.h>
#include <X11/extensions/syncproto.h>
#include <X11/keysym.h>
#include <fontconfig/fcfreetype.h>
#include <fontconfig/fontconfig.h>
#include <errno.h>
#include <langinfo.h>
#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include <xcb/xcb.h>

/// MAP_FAILED is a macro with a cast.
static inline void *banter_map_failed(void) { return MAP_FAILED; }

/// XCreateIC is variadic: an input context for `window` that shows its preedit and status itself.
static inline XIC banter_create_input_context(
    XIM method, XIMStyle style, Window window, XIMCallback *destroy) {
  return XCreateIC(method, XNInputStyle, style, XNClientWindow, window, XNFocusWindow, window,
                   XNDestroyCallback, destroy, (void *)0);
}

/// XCreateIC and XVaCreateNestedList are variadic: an input context whose preedit is shown by its client, which
/// `preedit` calls back: at its start and its end, to draw it, to move its caret.
static inline XIC banter_create_composing_context(
    XIM method, XIMStyle style, Window window, XIMCallback *destroy, XICCallback preedit[4]) {
  XVaNestedList list = XVaCreateNestedList(
      0, XNPreeditStartCallback, &preedit[0], XNPreeditDoneCallback, &preedit[1],
      XNPreeditDrawCallback, &preedit[2], XNPreeditCaretCallback, &preedit[3], (void *)0);
  XIC context = XCreateIC(method, XNInputStyle, style, XNClientWindow, window, XNFocusWindow, window,
                          XNDestroyCallback, destroy, XNPreeditAttributes, list, (void *)0);
  XFree(list);
  return context;
}

/// XVaCreateNestedList and XSetICValues are variadic: tells the input method where the caret is; null where
/// libX11 took it.
static inline char *banter_set_spot_location(XIC context, short x, short y) {
  XPoint spot = {x, y};
  XVaNestedList list = XVaCreateNestedList(0, XNSpotLocation, &spot, (void *)0);
  char *refused = XSetICValues(context, XNPreeditAttributes, list, (void *)0);
  XFree(list);
  return refused;
}

/// The same with the caret's whole rectangle.
static inline char *banter_set_preedit_area(
    XIC context, short x, short y, unsigned short width, unsigned short height) {
  XRectangle area = {x, y, width, height};
  XVaNestedList list = XVaCreateNestedList(0, XNArea, &area, (void *)0);
  char *refused = XSetICValues(context, XNPreeditAttributes, list, (void *)0);
  XFree(list);
  return refused;
}

/// XSetIMValues is variadic: asks to be told when the input method's server goes away.
static inline char *banter_set_input_method_destroy_callback(XIM method, XIMCallback *destroy) {
  return XSetIMValues(method, XNDestroyCallback, destroy, (void *)0);
}

/// XGetIMValues is variadic: the styles that the input method offers; free with XFree.
static inline XIMStyles *banter_query_input_styles(XIM method) {
  XIMStyles *styles = 0;
  return XGetIMValues(method, XNQueryInputStyle, &styles, (void *)0) ? 0 : styles;
}

/// XGetICValues is variadic: the events that the input method must see of the context's window.
static inline unsigned long banter_filter_events(XIC context) {
  unsigned long mask = 0;
  XGetICValues(context, XNFilterEvents, &mask, (void *)0);
  return mask;
}

/// What ends a wait of libX11's: requests that a timer's signal has written to a connection.
struct banter_wait_end {
  int connection;
  const unsigned char *requests;
  size_t count;
  volatile sig_atomic_t has_rung;
};

/// The signal's handler: C, since nothing but write() may be called in it, and Swift's runtime promises no such thing.
static inline void banter_end_wait(int number, siginfo_t *news, void *context) {
  struct banter_wait_end *end = (struct banter_wait_end *)news->si_value.sival_ptr;
  int error = errno;
  (void)number, (void)context;
  end->has_rung = 1;
  if (write(end->connection, end->requests, end->count) < 0) end->has_rung = 2;
  errno = error;
}

/// SIGRTMIN is a function call, and sigaction's handler and sigevent's value are members of unions: a timer that writes
/// what `end` holds, which has to stay for ever, as a signal may be on its way. Not 0 where there is none.
static inline int banter_make_wait_timer(struct banter_wait_end *end, timer_t *timer) {
  int number = SIGRTMIN + 5;
  struct sigaction action;
  struct sigevent event;
  action.sa_sigaction = banter_end_wait;
  action.sa_flags = SA_SIGINFO | SA_RESTART;
  sigemptyset(&action.sa_mask);
  event.sigev_notify = SIGEV_SIGNAL;
  event.sigev_signo = number;
  event.sigev_value.sival_ptr = end;
  return sigaction(number, &action, 0) || timer_create(CLOCK_MONOTONIC, &event, timer);
}

// The three requests of the SYNC extension that are needed: none has an answer. libXext's own functions would
// cost four more round trips at the start; what it makes requests of is libX11's, exported for extension
// libraries. SyncInitialize, which only tells versions, is left out: servers take the others without it.
extern void *_XGetRequest(Display *display, unsigned char type, size_t length);

/// SyncCreateCounter: a counter that begins at 0.
static inline XID banter_sync_create_counter(Display *display, int opcode) {
  XNoOp(display);  // libX11 has an identifier ready only after a request that locks
  XID counter = XAllocID(display);
  xSyncCreateCounterReq *request = _XGetRequest(display, opcode, sz_xSyncCreateCounterReq);
  request->syncReqType = X_SyncCreateCounter;
  request->cid = counter;
  request->initial_value_hi = 0;
  request->initial_value_lo = 0;
  return counter;
}

/// SyncSetCounter: gives a counter a value.
static inline void banter_sync_set_counter(
    Display *display, int opcode, XID counter, int high, unsigned low) {
  xSyncSetCounterReq *request = _XGetRequest(display, opcode, sz_xSyncSetCounterReq);
  request->syncReqType = X_SyncSetCounter;
  request->cid = counter;
  request->value_hi = high;
  request->value_lo = low;
}

/// SyncDestroyCounter: frees a counter.
static inline void banter_sync_destroy_counter(Display *display, int opcode, XID counter) {
  xSyncDestroyCounterReq *request = _XGetRequest(display, opcode, sz_xSyncDestroyCounterReq);
  request->syncReqType = X_SyncDestroyCounter;
  request->counter = counter;
}
