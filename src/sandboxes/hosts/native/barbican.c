/*
 * The host of programs in C and C++, linked with the program: reads requests, calls it, writes replies. C and C++.
 *
 * Standard input: the nonce. Descriptors 3 and 4: frames as docs/hosts.md says. What comes in was written by the judge,
 * so it is read without asking whether it is JSON.
 */
#include "barbican-host.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { REQUESTS = 3, REPLIES = 4, MESSAGE_BYTES = 2000, MOST_LEVELS = 1000, CHUNK_BYTES = 1 << 16 };
#define EXACT_INTEGERS 9007199254740992.0

struct Json {
  uint32_t kind;
  /* Items of a list; of an object twice its members, name and value in turn; bytes of a text. */
  uint32_t length;
  union {
    bool boolean;
    double number;
    const char *text;
    Json **items;
  } as;
};

/* Memory of one call, given back all at once. */
typedef struct Chunk {
  struct Chunk *next;
  size_t size, used;
} Chunk;
static Chunk *first_chunk, *chunk;

static struct {
  char *bytes;
  size_t size, length;
} request, reply;
static char nonce[128];
static const char *id = "";
static const char *at;

void barbican_out_of_memory(void) {
  static const char said[] = "Cannot allocate memory\n";
  if (write(2, said, sizeof said - 1) < 0) _exit(1);
  _exit(1);
}

static void *memory(size_t bytes) {
  bytes = (bytes + 15) & ~(size_t)15;
  while (chunk && chunk->size - chunk->used < bytes && chunk->next) {
    chunk = chunk->next;
    chunk->used = 0;
  }
  if (!chunk || chunk->size - chunk->used < bytes) {
    size_t size = bytes > (size_t)CHUNK_BYTES ? bytes : (size_t)CHUNK_BYTES;
    Chunk *fresh = (Chunk *)malloc(sizeof(Chunk) + 16 + size);
    if (!fresh) barbican_out_of_memory();
    fresh->next = NULL;
    fresh->size = size;
    fresh->used = 0;
    if (chunk) chunk->next = fresh;
    else first_chunk = fresh;
    chunk = fresh;
  }
  char *start = (char *)(((uintptr_t)(chunk + 1) + 15) & ~(uintptr_t)15);
  void *found = start + chunk->used;
  chunk->used += bytes;
  return found;
}

/* What was made until here is never given back. */
static void keep_memory(void) { first_chunk = chunk = NULL; }

static void give_memory_back(void) {
  chunk = first_chunk;
  if (chunk) chunk->used = 0;
}

/* ---- Reading values */

static const char *const KINDS[] = {"null", "a boolean", "a number", "a text", "a list", "an object"};

static const Json *must_be(const Json *value, JsonKind kind) {
  if (!value) json_fail("TypeError: there is no value where %s is wanted", KINDS[kind]);
  if (value->kind != kind) json_fail("TypeError: %s where %s is wanted", KINDS[value->kind], KINDS[kind]);
  return value;
}

JsonKind json_kind(const Json *value) { return value ? (JsonKind)value->kind : JSON_NULL; }
bool json_boolean(const Json *value) { return must_be(value, JSON_BOOLEAN)->as.boolean; }
double json_number(const Json *value) { return must_be(value, JSON_NUMBER)->as.number; }
const char *json_text(const Json *value) { return must_be(value, JSON_TEXT)->as.text; }

int64_t json_integer(const Json *value) {
  double number = json_number(value);
  if (!(fabs(number) <= EXACT_INTEGERS) || number != floor(number)) json_fail("TypeError: %g is not a whole number", number);
  return (int64_t)number;
}

size_t json_length(const Json *value) {
  JsonKind kind = json_kind(value);
  if (kind == JSON_OBJECT) return value->length / 2;
  if (kind != JSON_TEXT) must_be(value, JSON_LIST);
  return value->length;
}

const Json *json_item(const Json *value, size_t index) {
  size_t length = json_length(value);
  if (value->kind == JSON_TEXT) must_be(value, JSON_LIST);
  if (index >= length) json_fail("RangeError: item %zu of %zu", index, length);
  return value->as.items[value->kind == JSON_OBJECT ? 2 * index + 1 : index];
}

double *json_numbers(const Json *list) {
  size_t length = must_be(list, JSON_LIST)->length;
  double *numbers = (double *)memory(length * sizeof *numbers);
  for (size_t i = 0; i < length; i++) numbers[i] = json_number(list->as.items[i]);
  return numbers;
}

int64_t *json_integers(const Json *list) {
  size_t length = must_be(list, JSON_LIST)->length;
  int64_t *numbers = (int64_t *)memory(length * sizeof *numbers);
  for (size_t i = 0; i < length; i++) numbers[i] = json_integer(list->as.items[i]);
  return numbers;
}

const Json *json_find(const Json *object, const char *name) {
  must_be(object, JSON_OBJECT);
  for (uint32_t i = 0; i < object->length; i += 2)
    if (strcmp(object->as.items[i]->as.text, name) == 0) return object->as.items[i + 1];
  return NULL;
}

const Json *json_member(const Json *object, const char *name) {
  const Json *found = json_find(object, name);
  if (!found) json_fail("TypeError: there is no member \"%s\"", name);
  return found;
}

const char *json_name(const Json *object, size_t index) {
  must_be(object, JSON_OBJECT);
  if (2 * index >= object->length) json_fail("RangeError: member %zu of %u", index, object->length / 2);
  return object->as.items[2 * index]->as.text;
}

/* ---- Making values */

static Json *make(JsonKind kind) {
  Json *value = (Json *)memory(sizeof *value);
  memset(value, 0, sizeof *value);
  value->kind = kind;
  return value;
}

Json *json_null(void) { return make(JSON_NULL); }
Json *json_list(void) { return make(JSON_LIST); }
Json *json_object(void) { return make(JSON_OBJECT); }
Json *json_of_text(const char *text) { return json_of_bytes(text, strlen(text)); }

Json *json_of_boolean(bool boolean) {
  Json *value = make(JSON_BOOLEAN);
  value->as.boolean = boolean;
  return value;
}

Json *json_of_number(double number) {
  Json *value = make(JSON_NUMBER);
  value->as.number = number;
  return value;
}

Json *json_of_bytes(const char *text, size_t length) {
  char *copy = (char *)memory(length + 1);
  memcpy(copy, text, length);
  copy[length] = 0;
  Json *value = make(JSON_TEXT);
  value->length = (uint32_t)length;
  value->as.text = copy;
  return value;
}

Json *json_of_numbers(const double *numbers, size_t length) {
  Json *list = json_list();
  for (size_t i = 0; i < length; i++) json_push(list, json_of_number(numbers[i]));
  return list;
}

Json *json_of_integers(const int64_t *numbers, size_t length) {
  Json *list = json_list();
  for (size_t i = 0; i < length; i++) json_push(list, json_of_number((double)numbers[i]));
  return list;
}

/* There is room for the next power of two, four at least. */
static void append(Json *list, const Json *item) {
  uint32_t length = list->length;
  if (length == 0 || (length >= 4 && (length & (length - 1)) == 0)) {
    Json **items = (Json **)memory((length < 4 ? 4 : 2 * (size_t)length) * sizeof *items);
    if (length > 0) memcpy(items, list->as.items, length * sizeof *items);
    list->as.items = items;
  }
  list->as.items[list->length++] = (Json *)item;
}

void json_push(Json *list, const Json *value) {
  must_be(list, JSON_LIST);
  append(list, value ? value : json_null());
}

void json_set(Json *object, const char *name, const Json *value) {
  must_be(object, JSON_OBJECT);
  if (!value) value = json_null();
  for (uint32_t i = 0; i < object->length; i += 2)
    if (strcmp(object->as.items[i]->as.text, name) == 0) {
      object->as.items[i + 1] = (Json *)value;
      return;
    }
  append(object, json_of_text(name));
  append(object, value);
}

/* ---- From and to text */

static void skip_blanks(void) {
  while (*at == ' ' || *at == '\n' || *at == '\t' || *at == '\r') at++;
}

static unsigned hexadecimal(const char *digits) {
  unsigned value = 0;
  for (int i = 0; i < 4; i++) {
    char digit = digits[i];
    value = 16 * value + (unsigned)(digit <= '9' ? digit - '0' : (digit | 32) - 'a' + 10);
  }
  return value;
}

/* One code point of a \u escape, or of two; a half of a pair alone becomes the replacement character. */
static char *escaped(char *to) {
  unsigned code = hexadecimal(at + 1);
  at += 5;
  if (code >= 0xd800 && code < 0xdc00 && at[0] == '\\' && at[1] == 'u') {
    unsigned low = hexadecimal(at + 2);
    if (low >= 0xdc00 && low < 0xe000) {
      code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
      at += 6;
    }
  }
  if (code >= 0xd800 && code < 0xe000) code = 0xfffd;
  if (code < 0x80) {
    *to++ = (char)code;
    return to;
  }
  int more = code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
  *to++ = (char)((more == 1 ? 0xc0 : more == 2 ? 0xe0 : 0xf0) | (code >> (6 * more)));
  while (more-- > 0) *to++ = (char)(0x80 | ((code >> (6 * more)) & 0x3f));
  return to;
}

static Json *read_text(void) {
  const char *end = ++at;
  while (*end != '"') end += *end == '\\' ? 2 : 1;
  char *text = (char *)memory((size_t)(end - at) + 1), *to = text;
  while (at < end) {
    if (*at != '\\') {
      *to++ = *at++;
      continue;
    }
    static const char FROM[] = "bfnrt", TO[] = "\b\f\n\r\t";
    at++;
    if (*at == 'u') {
      to = escaped(to);
      continue;
    }
    const char *known = strchr(FROM, *at);
    *to++ = known ? TO[known - FROM] : *at;
    at++;
  }
  *to = 0;
  at = end + 1;
  Json *value = make(JSON_TEXT);
  value->as.text = text;
  value->length = (uint32_t)(to - text);
  return value;
}

static Json *read_number(void) {
  const char *from = at;
  int64_t whole = 0;
  if (*at == '-') at++;
  while (*at >= '0' && *at <= '9' && at - from < 16) whole = 10 * whole + (*at++ - '0');
  bool is_whole = at - from < 16 && *at != '.' && *at != 'e' && *at != 'E';
  if (is_whole) return json_of_number(*from == '-' ? -(double)whole : (double)whole);
  char *end;
  double number = strtod(from, &end);
  at = end;
  return json_of_number(number);
}

static Json *read_value(void);

static Json *read_items(Json *into, char close) {
  at++;
  for (skip_blanks(); *at != close; skip_blanks()) {
    append(into, read_value());
    skip_blanks();
    if (*at == ',' || *at == ':') at++;
  }
  at++;
  return into;
}

static Json *read_value(void) {
  skip_blanks();
  switch (*at) {
    case '{': return read_items(json_object(), '}');
    case '[': return read_items(json_list(), ']');
    case '"': return read_text();
    case 't': at += 4; return json_of_boolean(true);
    case 'f': at += 5; return json_of_boolean(false);
    case 'n': at += 4; return json_null();
    default: return read_number();
  }
}

static char *room(size_t bytes) {
  if (reply.length + bytes > reply.size) {
    reply.size = 2 * (reply.length + bytes);
    reply.bytes = (char *)realloc(reply.bytes, reply.size);
    if (!reply.bytes) barbican_out_of_memory();
  }
  return reply.bytes + reply.length;
}

static void put(const char *text) {
  size_t length = strlen(text);
  memcpy(room(length), text, length);
  reply.length += length;
}

static void put_text(const char *text, size_t length) {
  char *to = room(6 * length + 2);
  *to++ = '"';
  for (size_t i = 0; i < length; i++) {
    unsigned char byte = (unsigned char)text[i];
    if (byte == '"' || byte == '\\') *to++ = '\\';
    if (byte < 0x20) to += sprintf(to, "\\u%04x", byte);
    else *to++ = (char)byte;
  }
  *to++ = '"';
  reply.length = (size_t)(to - reply.bytes);
}

static void put_number(double number) {
  char *to = room(32);
  if (!(number - number == 0)) put("null");
  else if (fabs(number) < EXACT_INTEGERS && number == floor(number) && (number != 0 || !signbit(number)))
    reply.length += (size_t)sprintf(to, "%lld", (long long)number);
  else reply.length += (size_t)sprintf(to, "%.17g", number);
}

static void put_value(const Json *value, int level) {
  if (level > MOST_LEVELS) json_fail("RangeError: the output is nested more than %d levels deep, or holds itself", MOST_LEVELS);
  switch (value->kind) {
    case JSON_NULL: put("null"); return;
    case JSON_BOOLEAN: put(value->as.boolean ? "true" : "false"); return;
    case JSON_NUMBER: put_number(value->as.number); return;
    case JSON_TEXT: put_text(value->as.text, value->length); return;
  }
  bool is_list = value->kind == JSON_LIST;
  put(is_list ? "[" : "{");
  for (uint32_t i = 0; i < value->length; i++) {
    if (i > 0) put(is_list || i % 2 == 0 ? "," : ":");
    put_value(value->as.items[i], level + 1);
  }
  put(is_list ? "]" : "}");
}

/* ---- Frames */

static void leave(void) {
  fflush(NULL);
  _exit(0);
}

static void read_bytes(char *to, size_t length) {
  while (length > 0) {
    ssize_t got = read(REQUESTS, to, length);
    if (got <= 0) leave();
    to += got;
    length -= (size_t)got;
  }
}

static void receive(void) {
  unsigned char head[4];
  read_bytes((char *)head, sizeof head);
  request.length = (size_t)head[0] | (size_t)head[1] << 8 | (size_t)head[2] << 16 | (size_t)head[3] << 24;
  if (request.size < request.length + 1) {
    request.size = 2 * (request.length + 1);
    free(request.bytes);
    request.bytes = (char *)malloc(request.size);
    if (!request.bytes) barbican_out_of_memory();
  }
  read_bytes(request.bytes, request.length);
  request.bytes[request.length] = 0;
  at = request.bytes;
}

static void begin_reply(void) {
  reply.length = 0;
  put("    {\"nonce\":\"");
  put(nonce);
}

static void send_reply(void) {
  size_t length = reply.length - 4, sent = 0;
  for (int i = 0; i < 4; i++) reply.bytes[i] = (char)(length >> (8 * i));
  while (sent < reply.length) {
    ssize_t put_out = write(REPLIES, reply.bytes + sent, reply.length - sent);
    if (put_out <= 0) leave();
    sent += (size_t)put_out;
  }
}

void json_fail(const char *format, ...) {
  char message[MESSAGE_BYTES];
  va_list args;
  va_start(args, format);
  vsnprintf(message, sizeof message, format, args);
  va_end(args);
  for (char *byte = message; *byte; byte++)
    if ((unsigned char)*byte >= 0x80) *byte = '?';
  begin_reply();
  put("\",\"id\":\"");
  put(id);
  put("\",\"error\":{\"message\":");
  put_text(message, strlen(message));
  put("}}");
  send_reply();
  leave();
  _exit(0);
}

static void read_nonce(void) {
  size_t length = 0;
  for (ssize_t got = 1; got > 0 && length < sizeof nonce - 1; length += (size_t)got) {
    got = read(0, nonce + length, sizeof nonce - 1 - length);
    if (got < 0) _exit(1);
  }
  nonce[strcspn(nonce, "\n")] = 0;
}

void barbican_serve(const Json *(*answer)(const Json *input), bool is_policy) {
  bool starts = is_policy;
  read_nonce();
  setvbuf(stdout, NULL, _IOLBF, 0);
  begin_reply();
  put("\",\"ready\":true}");
  send_reply();
  for (;;) {
    receive();
    const Json *asked = read_value();
    id = json_text(json_member(asked, "id"));
    const Json *inputs = json_member(asked, "inputs");
    Json *outputs = json_list();
    for (size_t i = 0; i < json_length(inputs); i++) json_push(outputs, answer(json_item(inputs, i)));
    begin_reply();
    put("\",\"id\":\"");
    put(id);
    put("\",\"outputs\":");
    put_value(outputs, 0);
    put("}");
    send_reply();
    id = "";
    if (starts) keep_memory();
    else give_memory_back();
    starts = false;
  }
}
