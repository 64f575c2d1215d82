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
#include <X11/extensions/Xrender.h>
#include <X11/keysym.h>
#include <fontconfig/fontconfig.h>
#include <langinfo.h>
#include <locale.h>
#include <stdlib.h>
#include <unistd.h>

/// XCreateIC is variadic: an input context for `window` that shows its preedit and status itself.
static inline XIC banter_create_input_context(
    XIM method, XIMStyle style, Window window, XIMCallback *destroy) {
  return XCreateIC(method, XNInputStyle, style, XNClientWindow, window, XNFocusWindow, window,
                   XNDestroyCallback, destroy, (void *)0);
}

/// XVaCreateNestedList and XSetICValues are variadic: tells the input method where the caret is.
static inline void banter_set_spot_location(XIC context, short x, short y) {
  XPoint spot = {x, y};
  XVaNestedList list = XVaCreateNestedList(0, XNSpotLocation, &spot, (void *)0);
  XSetICValues(context, XNPreeditAttributes, list, (void *)0);
  XFree(list);
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
