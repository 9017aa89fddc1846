/*
 * What a program in C reads its input with and makes its output from. It is there without installation.
 *
 *   #include "barbican.h"
 *
 *   Json *total(const Json *input) {
 *     double sum = 0;
 *     for (size_t i = 0; i < json_length(input); i++) sum += json_number(json_item(input, i));
 *     return json_of_number(sum);
 *   }
 *
 * A policy returns its step with what it remembers, which is the program's own memory:
 *
 *   static Json *step(void *state, const Json *observation) { ... }
 *   Policy start(const Json *config) { return (Policy){step, calloc(1, sizeof(State))}; }
 *
 * Values and texts live until the call returns; those of a policy's config, and what `start` makes, as long as the
 * program. What is asked of a value that does not have it ends the call with an error that names it.
 */
#ifndef BARBICAN_H
#define BARBICAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum { JSON_NULL, JSON_BOOLEAN, JSON_NUMBER, JSON_TEXT, JSON_LIST, JSON_OBJECT } JsonKind;
typedef struct Json Json;

/* Reading. */
JsonKind json_kind(const Json *value);
bool json_boolean(const Json *value);
double json_number(const Json *value);
/* A number without a fraction. */
int64_t json_integer(const Json *value);
/* UTF-8, ended by a zero byte; its length in bytes is json_length. */
const char *json_text(const Json *value);
/* Items of a list, members of an object, bytes of a text. */
size_t json_length(const Json *value);
/* The item of a list, or the value of an object's member, by number from 0. */
const Json *json_item(const Json *value, size_t index);
/* All items of a list of numbers, in one piece. */
double *json_numbers(const Json *list);
int64_t *json_integers(const Json *list);
/* The member of that name; it must be there. */
const Json *json_member(const Json *object, const char *name);
/* The member of that name, or NULL. */
const Json *json_find(const Json *object, const char *name);
/* The name of an object's member, by number from 0. */
const char *json_name(const Json *object, size_t index);

/* Making. Numbers that are not finite become null. */
Json *json_null(void);
Json *json_of_boolean(bool value);
Json *json_of_number(double value);
Json *json_of_text(const char *text);
Json *json_of_bytes(const char *text, size_t length);
Json *json_of_numbers(const double *numbers, size_t length);
Json *json_of_integers(const int64_t *numbers, size_t length);
Json *json_list(void);
Json *json_object(void);
/* Appends to a list. */
void json_push(Json *list, const Json *value);
/* Sets a member of an object, in place of one of the same name. */
void json_set(Json *object, const char *name, const Json *value);

/* Ends the call with an error, written as by printf. */
#if defined(__GNUC__)
__attribute__((noreturn, format(printf, 1, 2)))
#endif
void json_fail(const char *format, ...);

/* What the entry of a policy returns. */
typedef struct {
  Json *(*step)(void *state, const Json *observation);
  void *state;
} Policy;

#if defined(BARBICAN_ENTRY) && !defined(__cplusplus)
#ifdef BARBICAN_POLICY
Policy BARBICAN_ENTRY(const Json *config);
#else
Json *BARBICAN_ENTRY(const Json *input);
#endif
#endif

#ifdef __cplusplus
}
#endif
#endif
