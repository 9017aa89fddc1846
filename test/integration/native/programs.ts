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

/** A program that does wrong, how it fails, and what must be said of it. */
export interface WrongProgram {
  readonly title: string;
  readonly language: NativeLanguage;
  readonly text: string;
  readonly kind: string;
  readonly says: RegExp;
  /** It needs walls to be prevented. */
  readonly needsWalls?: true;
}

const includes =
  '#include "barbican.h"\n#include <stdlib.h>\n#include <unistd.h>\n#include <signal.h>\n';
/** A function in C with this body, after these lines. */
const c = (body: string, before = ''): string =>
  `${includes}${before}\nJson *sort(const Json *input) { ${body} }\n`;
const sorted = 'return json_of_number((double)json_length(input));';

/** What programs do wrong when they are built. */
export const WRONG_BUILDS: readonly WrongProgram[] = [
  {
    title: 'do not compile in C',
    language: 'c',
    text: 'Json *sort(const Json *input) {\n  int x = input\n  return 0;\n}\n',
    kind: 'compile',
    says: /^program\.c:2:\d+: error: /,
  },
  {
    title: 'do not compile in C++',
    language: 'cpp',
    text: 'int sort(const barbican::Value &) { return text; }\n',
    kind: 'compile',
    says: /^program\.cpp:1:\d+: error: 'text' was not declared/,
  },
  {
    title: 'do not compile in Rust',
    language: 'rust',
    text: 'pub fn sort(_: &barbican::Value) -> f64 { "text" }\n',
    kind: 'compile',
    says: /^program\.rs:1:\d+: error\[E0308\]: mismatched types/,
  },
  {
    title: 'lack the entry in C',
    language: 'c',
    text: 'int x;',
    kind: 'missing-entry',
    says: /no function "sort"/,
  },
  {
    title: 'lack the entry in C++',
    language: 'cpp',
    text: 'int x;',
    kind: 'missing-entry',
    says: /no function "sort"/,
  },
  {
    title: 'keep the entry to themselves in Rust',
    language: 'rust',
    text: 'fn sort() {}',
    kind: 'missing-entry',
    says: /no function "sort"/,
  },
  {
    title: 'have another sort of entry',
    language: 'c',
    text: 'int sort(int x) { return x; }',
    kind: 'compile',
    says: /conflicting types for 'sort'/,
  },
  {
    title: 'include what is not there',
    language: 'c',
    text: '#include <no/such.h>\nint x;\n',
    kind: 'compile',
    says: /^program\.c:1:\d+: fatal error: no\/such\.h: No such file/,
  },
  {
    title: 'import what is not there',
    language: 'rust',
    text: 'use serde::Serialize;\npub fn sort(_: &barbican::Value) {}\n',
    kind: 'compile',
    says: /^program\.rs:1:\d+: error\[E0432\]: unresolved import/,
  },
  {
    title: 'build the files of this machine in',
    language: 'c',
    text: '__asm__(".incbin \\"/etc/passwd\\"");\nint x;\n',
    kind: 'compile',
    says: /file not found: \/etc\/passwd/,
    needsWalls: true,
  },
  {
    title: 'become too large',
    language: 'c',
    text: c(sorted, 'char large[200000000] = {1};'),
    kind: 'compile',
    says: /./,
  },
];

/** What programs do wrong when they run. */
export const WRONG_RUNS: readonly WrongProgram[] = [
  {
    title: 'end before they begin',
    language: 'c',
    text: c(sorted, '__attribute__((constructor)) void early(void) { _exit(0); }'),
    kind: 'exit',
    says: /./,
  },
  {
    title: 'kill themselves before they begin',
    language: 'c',
    text: c(sorted, '__attribute__((constructor)) void early(void) { raise(SIGTERM); }'),
    kind: 'crash',
    says: /killed by/,
  },
  {
    title: 'reach for nothing',
    language: 'c',
    text: c('return json_of_number(*(volatile int *)(size_t)json_length(input));'),
    kind: 'crash',
    says: /killed by/,
  },
  {
    title: 'exit',
    language: 'c',
    text: c('exit(input ? 3 : 4);'),
    kind: 'exit',
    says: /exit code 3/,
  },
  {
    title: 'read what is not there',
    language: 'c',
    text: c('return json_of_number(json_number(json_member(input, "x")));'),
    kind: 'crash',
    says: /a list where an object is wanted/,
  },
  {
    title: 'throw',
    language: 'cpp',
    text: '#include <stdexcept>\nint sort(const barbican::Value &) { throw std::runtime_error("no idea"); }\n',
    kind: 'crash',
    says: /^std::runtime_error: no idea$/,
  },
  {
    title: 'panic',
    language: 'rust',
    text: 'pub fn sort(_: &barbican::Value) { panic!("no idea") }',
    kind: 'crash',
    says: /^panic: no idea$/,
  },
  {
    title: 'loop',
    language: 'c',
    text: c('for (volatile int i = 0; input; i++); return 0;'),
    kind: 'timeout',
    says: /500 ms/,
  },
  {
    title: 'take memory without end',
    language: 'c',
    text: c(
      'for (;;) for (char *p = malloc(1 << 20), *q = p; q < p + (1 << 20); q += 4096) *q = (char)json_kind(input);',
    ),
    kind: 'memory',
    says: /./,
  },
  {
    title: 'take memory without end in C++',
    language: 'cpp',
    text: 'double sort(const barbican::Value &) { std::vector<std::vector<double>> all; for (;;) all.emplace_back(100000, 1.0); }',
    kind: 'memory',
    says: /./,
  },
  {
    title: 'take memory without end in Rust',
    language: 'rust',
    text: 'pub fn sort(_: &barbican::Value) -> f64 { let mut all = Vec::new(); loop { all.push(vec![1.0; 100000]); } }',
    kind: 'memory',
    says: /./,
  },
  {
    title: 'give a number that is none',
    language: 'c',
    text: c('double nan = 0 / (double)(input == 0); return json_of_numbers(&nan, 1);'),
    kind: 'bad-output',
    says: /./,
  },
  {
    title: 'give an infinity',
    language: 'rust',
    text: 'pub fn sort(_: &barbican::Value) -> Vec<f64> { vec![f64::INFINITY] }',
    kind: 'bad-output',
    says: /./,
  },
  {
    title: 'give nothing',
    language: 'c',
    text: c('return input ? 0 : 0;').replace('? 0 : 0', '? NULL : NULL'),
    kind: 'bad-output',
    says: /./,
  },
  {
    title: 'give no UTF-8',
    language: 'c',
    text: c('return json_of_text(input ? "\\xff" : "");'),
    kind: 'protocol',
    says: /UTF-8|utf-8/,
  },
  {
    title: 'give too much',
    language: 'c',
    text: c(
      'Json *all = json_list(); for (int i = 0; i < 10000; i++) json_push(all, input); return all;',
    ),
    kind: 'output-limit',
    says: /a frame of \d+ bytes/,
  },
  {
    title: 'give what is deep',
    language: 'c',
    text: c(
      'Json *deep = json_list(); for (int i = 0; i < 700; i++) { Json *more = json_list(); json_push(more, deep); deep = more; } json_push(deep, input); return deep;',
    ),
    kind: 'bad-output',
    says: /more than 500 levels/,
  },
  {
    title: 'give what holds itself',
    language: 'c',
    text: c('Json *all = json_list(); json_push(all, all); json_push(all, input); return all;'),
    kind: 'crash',
    says: /holds itself/,
  },
  {
    title: 'send a frame of their own',
    language: 'c',
    text: c(
      `static const char frame[] = "\\x12\\0\\0\\0{\\"nonce\\":\\"forged\\"}"; if (write(4, frame, 22) < 0) exit(9); ${sorted}`,
    ),
    kind: 'protocol',
    says: /not a reply of this session/,
  },
];
