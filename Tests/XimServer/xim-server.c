// A small real XIM server for tests: it says on standard output what its client asks of it.
//
//   cc -o xim-server xim-server.c $(pkg-config --cflags --libs xcb-imdkit xcb)
//
// The key with code 52 (z) commits a character and an emoji, 46 (l) a text longer than any first guess at
// a buffer; every other key goes back to the client.

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xcb-imdkit/encoding.h>
#include <xcb-imdkit/imdkit.h>
#include <xcb/xcb.h>

enum { KEY_COMMIT = 52, KEY_LONG = 46, LONG_COUNT = 100 };

static void commit(xcb_im_t *im, xcb_im_input_context_t *context, const char *text) {
  size_t length = 0;
  char *compound = xcb_utf8_to_compound_text(text, strlen(text), &length);
  xcb_im_commit_string(im, context, XCB_XIM_LOOKUP_CHARS, compound, length, 0);
  free(compound);
}

static void commit_long(xcb_im_t *im, xcb_im_input_context_t *context) {
  char *text = calloc(LONG_COUNT * 3 + 1, 1);
  for (int i = 0; i < LONG_COUNT; i++) strcat(text, "字");
  commit(im, context, text);
  free(text);
}

static void on_key(xcb_im_t *im, xcb_im_input_context_t *context, xcb_key_press_event_t *event) {
  int is_press = (event->response_type & 0x7f) == XCB_KEY_PRESS;
  if (is_press) printf("key %d\n", event->detail);
  if (event->detail == KEY_COMMIT) {
    if (is_press) commit(im, context, "字🙂");
  } else if (event->detail == KEY_LONG) {
    if (is_press) commit_long(im, context);
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
  uint32_t style = XCB_IM_PreeditNothing | XCB_IM_StatusNothing;
  xcb_im_styles_t styles = {1, &style};
  xcb_im_trigger_keys_t no_keys = {0, NULL};
  char *encoding = "COMPOUND_TEXT";
  xcb_im_encodings_t encodings = {1, &encoding};
  return xcb_im_create(connection, number, window, "banter-test", XCB_IM_ALL_LOCALES, &styles,
                       &no_keys, &no_keys, &encodings, 0, on_request, NULL);
}

int main(void) {
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
    xcb_im_filter_event(im, event);
    free(event);
  }
  return 0;
}
