// Senders that wait for a durable ack: durable KIND PORT PID SENDERS OUTSTANDING SECONDS READ
//
// KIND is banter (version 2), redis (XADD to a stream for each sender) or nats (JetStream, a subject for each sender).
// Texts have 128 bytes. With READ 1 somebody is there who gets each message as soon as it is stored: the sender's pair
// (banter; nats, by a push consumer without acks) or a reader for each stream (redis, XREAD BLOCK). With READ 0 nobody
// is: banter's are for people who are away. Prints messages a second, the processor time of the process PID for each
// message, in microseconds, and which part of the messages was read.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { LIMIT = 1000, BUFFER = 1 << 18 };
static struct sender {
  int fd;
  long sent, acked, read;
  int is_ready, inside;  // inside: bytes of a line or frame that are left in `in`
  char *in;
  int is_reader, lines;  // of redis: how many lines of its answer have come
  long items;            // how many messages that answer has
  char last[40];         // the id of the last of them
} senders[LIMIT];
static char kind, text[129];
static int count, outstanding, reads;
static int total;  // the senders, and behind them the readers of redis

static void fail(const char *why) {
  perror(why);
  exit(1);
}

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec + t.tv_nsec / 1e9;
}

static double cpu(int pid) {
  char path[64], line[1024];
  snprintf(path, sizeof path, "/proc/%d/stat", pid);
  FILE *file = fopen(path, "r");
  if (!file || !fgets(line, sizeof line, file)) fail(path);
  fclose(file);
  unsigned long user, system;
  if (sscanf(strrchr(line, ')'), ") %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", &user, &system) != 2) fail("stat");
  return (double)(user + system) / sysconf(_SC_CLK_TCK);
}

static void put(int fd, const char *bytes, size_t length) {
  while (length > 0) {
    ssize_t done = write(fd, bytes, length);
    if (done < 0) {
      struct pollfd one = {fd, POLLOUT, 0};
      poll(&one, 1, 1000);
      continue;
    }
    bytes += done, length -= done;
  }
}

static int frame(char *to, const char *body) {
  unsigned length = strlen(body), big = htonl(length);
  memcpy(to, &big, 4);
  memcpy(to + 4, body, length);
  return length + 4;
}

static int message(char *to, int who, long number) {
  char body[400];
  switch (kind) {
    case 'b':
      sprintf(body, "{\"type\":\"chat\",\"to\":\"%c%d\",\"msg\":\"%s\",\"cid\":\"%x-%ld\"}", reads ? 'u' : 'a', who ^ 1, text,
              who * 7919, number);
      return frame(to, body);
    case 'r':
      return sprintf(to, "*5\r\n$4\r\nXADD\r\n$4\r\ns%03d\r\n$1\r\n*\r\n$1\r\nm\r\n$128\r\n%s\r\n", who, text);
    default:
      return sprintf(to, "PUB s.%d i.%d 128\r\n%s\r\n", who, who, text);
  }
}

// Asks for what comes behind the message that was read last.
static void read_on(int who) {
  char out[200];
  struct sender *s = &senders[who];
  int length = sprintf(out, "XREAD COUNT 1000 BLOCK 0 STREAMS s%03d %s\r\n", who - count, s->last);
  s->lines = s->items = 0;
  put(s->fd, out, length);
}

// Takes a line of a stream's messages: five before them all, then eight for each, of which the third is its id.
static void read_line(int who, const char *at, int line) {
  struct sender *s = &senders[who];
  s->lines++;
  if (s->lines == 5) s->items = atol(at + 1);
  if (s->lines > 5 && (s->lines - 5) % 8 == 3) sprintf(s->last, "%.*s", line - 2, at);
  if (s->lines > 5 && (s->lines - 5) % 8 == 0) s->read++;
  if (s->lines >= 5 && s->lines == 5 + 8 * s->items) read_on(who);
}

static void begin(int who) {
  char out[600], body[300];
  struct sender *s = &senders[who];
  if (kind == 'b') {
    sprintf(body, "{\"type\":\"register\",\"username\":\"u%d\",\"v\":2,\"device\":\"d\"}", who);
    put(s->fd, out, frame(out, body));
  } else if (kind == 'r') {
    s->is_ready = 1;
    if (s->is_reader) read_on(who);
  } else {
    const char *stream = "{\"name\":\"S\",\"subjects\":[\"s.*\"],\"storage\":\"file\"}";
    put(s->fd, out, sprintf(out, "CONNECT {\"verbose\":false}\r\nSUB i.%d 1\r\n", who));
    if (who == 0) put(s->fd, out, sprintf(out, "SUB made 2\r\nPUB $JS.API.STREAM.CREATE.S made %zu\r\n%s\r\n", strlen(stream), stream));
    s->is_ready = who > 0;
  }
}

// Lets a pair be sent what its other half says, once that is stored.
static void subscribe(int who) {
  char out[600], body[400];
  int length = sprintf(body, "{\"stream_name\":\"S\",\"config\":{\"durable_name\":\"c%d\",\"deliver_subject\":\"d.%d\","
                       "\"filter_subject\":\"s.%d\",\"ack_policy\":\"none\"}}", who, who, who ^ 1);
  senders[who].is_ready = 0;
  put(senders[who].fd, out, sprintf(out, "SUB d.%d 3\r\nSUB made%d 4\r\nPUB $JS.API.CONSUMER.DURABLE.CREATE.S.c%d made%d %d\r\n%s\r\n",
                                    who, who, who, who, length, body));
}

// Looks at one whole thing that came; answers its length, 0 where it is not whole yet.
static int taken(struct sender *s, char *at, int length) {
  if (kind == 'b') {
    if (length < 4) return 0;
    unsigned big;
    memcpy(&big, at, 4);
    int whole = ntohl(big) + 4;
    if (length < whole) return 0;
    if (!memcmp(at + 4, "{\"type\":\"ack\"", 13)) s->acked++;
    if (!memcmp(at + 4, "{\"type\":\"chat\"", 14)) s->read++;
    if (!memcmp(at + 4, "{\"type\":\"roster\"", 16)) s->is_ready = 1;
    if (!memcmp(at + 4, "{\"type\":\"error\"", 15)) fprintf(stderr, "%.*s\n", whole - 4, at + 4), exit(1);
    return whole;
  }
  char *end = memmem(at, length, "\r\n", 2);
  if (!end) return 0;
  int line = end - at + 2;
  if (kind == 'r') {
    if (*at == '-') fprintf(stderr, "%.*s", line, at), exit(1);
    if (s->is_reader) read_line(s - senders, at, line);
    else if (*at == '$') s->acked++;  // the id follows in a line of its own
    return line;
  }
  if (!memcmp(at, "PING", 4)) put(s->fd, "PONG\r\n", 6);
  if (!memcmp(at, "-ERR", 4)) fprintf(stderr, "%.*s", line, at), exit(1);
  if (memcmp(at, "MSG ", 4)) return line;
  *end = 0;
  int payload = atoi(strrchr(at, ' ')), whole = line + payload + 2;
  *end = '\r';
  if (length < whole) return 0;
  if (memmem(at + line, payload, "\"error\"", 7)) fprintf(stderr, "%.*s\n", payload, at + line), exit(1);
  if (!memcmp(at, "MSG made", 8)) s->is_ready = 1;
  else if (at[4] == 's') s->read++;
  else s->acked++;
  return whole;
}

static void receive(struct sender *s) {
  ssize_t got = read(s->fd, s->in + s->inside, BUFFER - s->inside);
  if (got <= 0) fail("the connection ended");
  int length = s->inside + got, place = 0, whole;
  while ((whole = taken(s, s->in + place, length - place)) > 0) place += whole;
  memmove(s->in, s->in + place, length - place);
  s->inside = length - place;
}

static void send_more(int who) {
  static char out[BUFFER];
  struct sender *s = &senders[who];
  int length = 0;
  while (s->sent - s->acked < outstanding) length += message(out + length, who, s->sent++);
  if (length) put(s->fd, out, length);
}

static void turn(struct pollfd *all, int sends) {
  poll(all, total, 100);
  for (int i = 0; i < total; i++) {
    if (all[i].revents) receive(&senders[i]);
    if (sends && i < count) send_more(i);
  }
}

static long acks(void) {
  long sum = 0;
  for (int i = 0; i < count; i++) sum += senders[i].acked;
  return sum;
}

static long readings(void) {
  long sum = 0;
  for (int i = 0; i < total; i++) sum += senders[i].read;
  return sum;
}

static void wait_until_ready(struct pollfd *all) {
  for (int ready = 0; ready < total;) {
    turn(all, 0);
    ready = 0;
    for (int i = 0; i < total; i++) ready += senders[i].is_ready;
  }
}

static int connected(int port) {
  struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  int one = 1, fd = socket(AF_INET, SOCK_STREAM, 0);
  if (connect(fd, (struct sockaddr *)&to, sizeof to)) fail("connect");
  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  return fd;
}

// Makes those known to banter whom the messages are for, and lets them go.
static void know_the_absent(int port) {
  for (int i = 0; i < count; i++) {
    char body[200], out[300];
    int fd = connected(port);
    sprintf(body, "{\"type\":\"register\",\"username\":\"a%d\",\"v\":2,\"device\":\"d\"}", i);
    put(fd, out, frame(out, body));
    // Its welcome.
    if (read(fd, out, sizeof out) <= 0) fail("an absent one");
    close(fd);
  }
}

int main(int argc, char **argv) {
  if (argc != 8) return fprintf(stderr, "durable KIND PORT PID SENDERS OUTSTANDING SECONDS READ\n"), 2;
  kind = argv[1][0], count = atoi(argv[4]), outstanding = atoi(argv[5]), reads = atoi(argv[7]);
  int port = atoi(argv[2]), pid = atoi(argv[3]);
  total = kind == 'r' && reads ? 2 * count : count;
  if (kind == 'b' && !reads) know_the_absent(port);
  memset(text, 'x', 128);
  struct pollfd all[LIMIT];
  for (int i = 0; i < total; i++) {
    int fd = connected(port);
    fcntl(fd, F_SETFL, O_NONBLOCK);
    senders[i].fd = fd, senders[i].in = malloc(BUFFER), senders[i].is_reader = i >= count;
    strcpy(senders[i].last, "0");
    all[i] = (struct pollfd){fd, POLLIN, 0};
    begin(i);
  }
  wait_until_ready(all);
  if (kind == 'n' && reads) {
    for (int i = 0; i < count; i++) subscribe(i);
    wait_until_ready(all);
  }
  double warm = now() + 1;
  while (now() < warm) turn(all, 1);
  long before = acks(), read_before = readings();
  double start = now(), used = cpu(pid), end = start + atof(argv[6]);
  while (now() < end) turn(all, 1);
  long done = acks() - before, read = readings() - read_before;
  double time = now() - start;
  used = cpu(pid) - used;
  printf("%.0f %.2f %.2f\n", done / time, used * 1e6 / done, (double)read / done);
}
