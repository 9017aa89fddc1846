/** Programs that sort numbers or add them up, and programs that do wrong, in C, C++ and Rust. */
import type { Program } from '../../../src/domain/program.ts';
import type { NativeLanguage } from './compilers.ts';

/** A program of one file. */
export function program(language: NativeLanguage, text: string): Program {
  const main = `program.${{ c: 'c', cpp: 'cpp', rust: 'rs' }[language]}`;
  return { language, main, files: { [main]: text } };
}

/** Programs that are right. */
export const SORTS: Readonly<Record<NativeLanguage, string>> = {
  c: `#include "barbican.h"
#include <stdlib.h>

static int compared(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

Json *sort(const Json *input) {
  double *numbers = json_numbers(input);
  qsort(numbers, json_length(input), sizeof *numbers, compared);
  return json_of_numbers(numbers, json_length(input));
}
`,
  cpp: `#include "barbican.hpp"
#include <algorithm>

std::vector<double> sort(const barbican::Value &input) {
  std::vector<double> numbers = input.numbers();
  std::sort(numbers.begin(), numbers.end());
  return numbers;
}
`,
  rust: `use barbican::Value;

pub fn sort(input: &Value) -> Vec<f64> {
    let mut numbers = input.numbers();
    numbers.sort_by(f64::total_cmp);
    numbers
}
`,
};

/** Policies that are right as long as nothing of one instance is there for another. */
export const ADDS: Readonly<Record<NativeLanguage, string>> = {
  c: `#include "barbican.h"
#include <stdlib.h>

typedef struct { const Json *config; double sum; } State;
static int started;

static Json *step(void *state, const Json *observation) {
  State *mine = state;
  mine->sum += json_number(json_member(mine->config, "times")) * json_number(json_member(observation, "value"));
  Json *action = json_object();
  json_set(action, "sum", json_of_number(0));
  json_set(action, "sum", json_of_number(mine->sum + (started > 1)));
  return action;
}

Policy start(const Json *config) {
  State *state = calloc(1, sizeof *state);
  state->config = config;
  started++;
  return (Policy){step, state};
}
`,
  cpp: `#include "barbican.hpp"
using barbican::Value;

static int started = 0;

auto start(const Value &config) {
  started++;
  return [times = config["times"].number(), sum = 0.0](const Value &observation) mutable {
    sum += times * observation["value"].number();
    return Value::object({{"sum", sum + (started > 1)}});
  };
}
`,
  rust: `use barbican::Value;
use std::sync::atomic::{AtomicU32, Ordering};

static STARTED: AtomicU32 = AtomicU32::new(0);

pub fn start(config: &Value) -> impl FnMut(&Value) -> Value {
    let times = config["times"].number();
    let more = if STARTED.fetch_add(1, Ordering::SeqCst) > 0 { 1.0 } else { 0.0 };
    let mut sum = 0.0;
    move |observation| {
        sum += times * observation["value"].number();
        Value::object([("sum", (sum + more).into())])
    }
}
`,
};
