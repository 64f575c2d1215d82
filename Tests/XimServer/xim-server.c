// A small real XIM server for tests: it says on standard output what its client asks of it.
// With the argument "inside" it also has clients draw what is composed, and composes:
// 33 (p) adds a sign, 58 (m) takes the caret to the start, 57 (n) commits it, 40 (d) drops it.
//
//   cc -o xim-server xim-server.c $(pkg-config --cflags --libs xcb-imdkit xcb)
// With the arguments "stop" and a number it stops, as if it hung, when that comes for the first time: a packet with
// that opcode of XIM, 256 for a client's first message, 257 for its question for locales, 258 for transports.
//
// The key with code 52 (z) commits a character and an emoji, 46 (l) a text longer than any first guess at
// a buffer, 45 (k) one that libX11 by itself can take no longer; 44 (j) one far beyond that. Every other key goes
// back to the client.

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xcb-imdkit/encoding.h>
#include <xcb-imdkit/imdkit.h>
#include <xcb/xcb.h>

enum { KEY_COMMIT = 52, KEY_LONG = 46, LONG_COUNT = 100, KEY_HUGE = 45, HUGE_COUNT = 600 };
enum { KEY_GIANT = 44, GIANT_COUNT = 7000 };
enum { KEY_ADD = 33, KEY_CARET = 58, KEY_COMPOSED = 57, KEY_DROP = 40, MOST_SIGNS = 4 };

static const char *const signs[MOST_SIGNS] = {"你", "好", "世", "界"};
static int sign_count = 0;
static int is_inside = 0;
static int stop_at = -1;

static void commit(xcb_im_t *im, xcb_im_input_context_t *context, const char *text) {
  size_t length = 0;
  char *compound = xcb_utf8_to_compound_text(text, strlen(text), &length);
  xcb_im_commit_string(im, context, XCB_XIM_LOOKUP_CHARS, compound, length, 0);
  free(compound);
}

static void commit_many(xcb_im_t *im, xcb_im_input_context_t *context, const char *sign, int count) {
  char *text = calloc(count * 3 + 1, 1);
  for (int i = 0; i < count; i++) strcat(text, sign);
  commit(im, context, text);
  free(text);
}

static char *composed(void) {
  char *text = calloc(MOST_SIGNS * 4, 1);
  for (int i = 0; i < sign_count; i++) strcat(text, signs[i]);
  return text;
}

// Tells the client that `count` signs from `first` are now `text`, the last one reversed.
static void draw(xcb_im_t *im, xcb_im_input_context_t *context, int first, int count, const char *text) {
  uint32_t feedback[MOST_SIGNS];
  for (int i = 0; i < MOST_SIGNS; i++) feedback[i] = XCB_XIM_UNDERLINE;
  int left = sign_count - first;
  if (left > 0) feedback[left - 1] = XCB_XIM_REVERSE;
  size_t length = 0;
  char *compound = xcb_utf8_to_compound_text(text, strlen(text), &length);
  xcb_im_preedit_draw_fr_t frame = {
      .caret = sign_count, .chg_first = first, .chg_length = count, .status = *text ? 0 : 3,
      .length_of_preedit_string = length, .preedit_string = (uint8_t *)compound,
      .feedback_array = {left > 0 ? left : 0, feedback}};
  xcb_im_preedit_draw_callback(im, context, &frame);
  free(compound);
}

static void drop(xcb_im_t *im, xcb_im_input_context_t *context) {
  int count = sign_count;
  sign_count = 0;
  draw(im, context, 0, count, "");
  xcb_im_preedit_done_callback(im, context);
}

static void on_composing_key(xcb_im_t *im, xcb_im_input_context_t *context, int key) {
  if (key == KEY_ADD && sign_count < MOST_SIGNS) {
    if (!sign_count) xcb_im_preedit_start_callback(im, context);
    sign_count++;
    draw(im, context, sign_count - 1, 0, signs[sign_count - 1]);
  } else if (key == KEY_CARET) {
    xcb_im_preedit_caret_fr_t frame = {.position = 0, .direction = 10, .style = 1};  // absolute
    xcb_im_preedit_caret_callback(im, context, &frame);
  } else if (key == KEY_COMPOSED || key == KEY_DROP) {
    if (!sign_count) return;
    char *text = composed();
    if (key == KEY_COMPOSED) commit(im, context, text);
    free(text);
    drop(im, context);
  }
}

static void on_key(xcb_im_t *im, xcb_im_input_context_t *context, xcb_key_press_event_t *event) {
  int is_press = (event->response_type & 0x7f) == XCB_KEY_PRESS;
  if (is_press) printf("key %d\n", event->detail);
  if (event->detail == KEY_COMMIT) {
    if (is_press) commit(im, context, "字🙂");
  } else if (event->detail == KEY_LONG) {
    if (is_press) commit_many(im, context, "字", LONG_COUNT);
  } else if (event->detail == KEY_HUGE) {
    if (is_press) commit_many(im, context, "语", HUGE_COUNT);
  } else if (event->detail == KEY_GIANT) {
    if (is_press) commit_many(im, context, "语", GIANT_COUNT);
  } else if (is_inside && (event->detail == KEY_ADD || event->detail == KEY_CARET ||
                           event->detail == KEY_COMPOSED || event->detail == KEY_DROP)) {
    if (is_press) on_composing_key(im, context, event->detail);
  } else {
    xcb_im_forward_event(im, context, event);
  }
}

static void on_request(xcb_im_t *im, xcb_im_client_t *client, xcb_im_input_context_t *context,
                       const xcb_im_packet_header_fr_t *header, void *frame, void *argument,
                       void *data) {
  (void)client, (void)frame, (void)data;
  switch (header->major_opcode) {
  case XCB_XIM_FORWARD_EVENT: on_key(im, context, argument); break;
  case XCB_XIM_CREATE_IC:
    printf("context %u\n", xcb_im_input_context_get_client_window(context));
    break;
  case XCB_XIM_RESET_IC: {
    // What was composed goes back with the answer, as most servers do.
    xcb_im_reset_ic_reply_fr_t *reply = argument;
    size_t length = 0;
    char *text = composed();
    reply->committed_string = (uint8_t *)xcb_utf8_to_compound_text(text, strlen(text), &length);
    reply->byte_length_of_committed_string = length;
    free(text);
    sign_count = 0;
    printf("reset\n");
    break;
  }
  case XCB_XIM_DESTROY_IC: printf("destroyed\n"); break;
  case XCB_XIM_SET_IC_FOCUS: printf("focus\n"); break;
  case XCB_XIM_SET_IC_VALUES: {
    const xcb_im_preedit_attr_t *preedit = xcb_im_input_context_get_preedit_attr(context);
    printf("spot %d %d\n", preedit->spot_location.x, preedit->spot_location.y);
    break;
  }
  }
}

static xcb_im_t *create(xcb_connection_t *connection, int number, xcb_screen_t *screen) {
  xcb_window_t window = xcb_generate_id(connection);
  xcb_create_window(connection, XCB_COPY_FROM_PARENT, window, screen->root, 0, 0, 1, 1, 0,
                    XCB_WINDOW_CLASS_INPUT_OUTPUT, screen->root_visual, 0, NULL);
  uint32_t offered[] = {XCB_IM_PreeditNothing | XCB_IM_StatusNothing,
                        XCB_IM_PreeditCallbacks | XCB_IM_StatusNothing};
  xcb_im_styles_t styles = {is_inside ? 2 : 1, offered};
  xcb_im_trigger_keys_t no_keys = {0, NULL};
  char *encoding = "COMPOUND_TEXT";
  xcb_im_encodings_t encodings = {1, &encoding};
  return xcb_im_create(connection, number, window, "banter-test", XCB_IM_ALL_LOCALES, &styles,
                       &no_keys, &no_keys, &encodings, 0, on_request, NULL);
}

static int is_named(xcb_connection_t *connection, xcb_atom_t atom, const char *name) {
  xcb_get_atom_name_reply_t *reply = xcb_get_atom_name_reply(connection, xcb_get_atom_name(connection, atom), NULL);
  int length = strlen(name);
  int is = reply && xcb_get_atom_name_name_length(reply) == length
           && !memcmp(xcb_get_atom_name_name(reply), name, length);
  free(reply);
  return is;
}

// The opcode of a packet that is in a property because of its length.
static int long_opcode(xcb_connection_t *connection, xcb_client_message_event_t *message) {
  xcb_get_property_cookie_t cookie = xcb_get_property(
      connection, 0, message->window, message->data.data32[1], XCB_GET_PROPERTY_TYPE_ANY, 0, 1);
  xcb_get_property_reply_t *reply = xcb_get_property_reply(connection, cookie, NULL);
  int opcode = reply && xcb_get_property_value_length(reply) ? *(uint8_t *)xcb_get_property_value(reply) : -1;
  free(reply);
  return opcode;
}

// What an event is, as "stop" counts.
static int kind(xcb_connection_t *connection, xcb_generic_event_t *event) {
  switch (event->response_type & 0x7f) {
  case XCB_SELECTION_REQUEST: {
    xcb_atom_t target = ((xcb_selection_request_event_t *)event)->target;
    return is_named(connection, target, "LOCALES") ? 257 : is_named(connection, target, "TRANSPORT") ? 258 : -1;
  }
  case XCB_CLIENT_MESSAGE: {
    xcb_client_message_event_t *message = (xcb_client_message_event_t *)event;
    if (is_named(connection, message->type, "_XIM_XCONNECT")) return 256;
    return message->format == 8 ? message->data.data8[0] : long_opcode(connection, message);
  }
  default: return -1;
  }
}

static void stop_if_asked(xcb_connection_t *connection, xcb_generic_event_t *event) {
  if (stop_at < 0 || kind(connection, event) != stop_at) return;
  stop_at = -1;
  printf("stopped\n");
  raise(SIGSTOP);
}

int main(int count, char **arguments) {
  for (int i = 1; i < count; i++) {
    if (!strcmp(arguments[i], "inside")) is_inside = 1;
    if (!strcmp(arguments[i], "stop") && i + 1 < count) stop_at = atoi(arguments[++i]);
  }
  setvbuf(stdout, NULL, _IOLBF, 0);
  xcb_compound_text_init();
  int number = 0;
  xcb_connection_t *connection = xcb_connect(NULL, &number);
  if (xcb_connection_has_error(connection)) return 1;
  xcb_screen_iterator_t screens = xcb_setup_roots_iterator(xcb_get_setup(connection));
  xcb_im_t *im = create(connection, number, screens.data);
  if (!im || !xcb_im_open_im(im)) return 2;
  xcb_flush(connection);
  printf("ready\n");
  xcb_generic_event_t *event;
  while ((event = xcb_wait_for_event(connection))) {
    stop_if_asked(connection, event);
    xcb_im_filter_event(im, event);
    free(event);
  }
  return 0;
}
