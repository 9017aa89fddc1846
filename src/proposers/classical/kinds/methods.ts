/** What the methods of built-in objects give, and what they give to the functions that they call. */
import {
  arrayOf,
  BOOLEAN,
  elementOf,
  type Kind,
  NOTHING,
  numberOf,
  STRING,
  UNKNOWN,
} from './kind.ts';
import { indexSort, newSort, type Sort } from './sort.ts';

/** A call of a method, as far as its kind depends on it. */
export interface MethodCall {
  readonly receiver: Kind;
  /** The kind of an argument; unknown if there is none. */
  argument(i: number): Kind;
  /** What the function that is the first argument returns. */
  returned(): Kind;
}

/** The kind that `receiver.method(…)` gives. */
export function methodKind(method: string, call: MethodCall): Kind {
  const table = TABLES[call.receiver.tag];
  return table?.[method]?.(call) ?? ANY[method]?.(call) ?? UNKNOWN;
}

/** What `receiver.method(f)` gives to `f`. */
export function givenKinds(method: string, call: Omit<MethodCall, 'returned'>): readonly Kind[] {
  const { receiver } = call;
  const element = elementOf(receiver);
  if (COMPARING.has(method)) return [element, element];
  if (REDUCING.has(method)) {
    const start = call.argument(1);
    return [start.tag === 'unknown' ? element : start, element, numberOf(indexOf(receiver))];
  }
  if (receiver.tag === 'map') return [receiver.of, receiver.key, receiver];
  return [element, numberOf(indexOf(receiver)), receiver];
}

/** What indexes a kind; a sort of its own if nothing does. */
function indexOf(kind: Kind): Sort {
  return kind.tag === 'array' ? kind.index : indexSort();
}

/** The kind of `Math.name(…)`: a whole number is a count. */
export function mathKind(name: string, first: Kind): Kind {
  if (name === 'max' || name === 'min' || name === 'abs') {
    return first.tag === 'number' ? first : numberOf();
  }
  return numberOf(newSort(WHOLE_MATH.has(name) ? 'count' : undefined));
}

const WHOLE_MATH: ReadonlySet<string> = new Set(['floor', 'ceil', 'round', 'trunc']);
const COMPARING: ReadonlySet<string> = new Set(['sort', 'toSorted']);
const REDUCING: ReadonlySet<string> = new Set(['reduce', 'reduceRight']);

type Gives = (call: MethodCall) => Kind;

const itself: Gives = ({ receiver }) => receiver;
const element: Gives = ({ receiver }) => elementOf(receiver);
const indexOfIt: Gives = ({ receiver }) => numberOf(indexOf(receiver));
const isIt: Gives = () => BOOLEAN;
const text: Gives = () => STRING;
const nothing: Gives = () => NOTHING;
const count: Gives = () => numberOf(newSort('count'));
const anew: Gives = ({ receiver }) => arrayOf(elementOf(receiver));
const each = (of: Kind): Kind => ({ tag: 'iterable', of });

const ARRAY: Readonly<Record<string, Gives>> = {
  map: ({ receiver, returned }) => arrayOf(returned(), indexOf(receiver)),
  flatMap: ({ returned }) => {
    const inner = returned();
    return arrayOf(inner.tag === 'array' ? inner.of : inner);
  },
  flat: ({ receiver }) => arrayOf(elementOf(elementOf(receiver))),
  reduce: ({ receiver, argument, returned }) => {
    const start = argument(1);
    if (start.tag !== 'unknown') return start;
    const inner = returned();
    return inner.tag === 'unknown' ? elementOf(receiver) : inner;
  },
  fill: itself,
  keys: ({ receiver }) => each(numberOf(indexOf(receiver))),
  values: ({ receiver }) => each(elementOf(receiver)),
  entries: ({ receiver }) =>
    each({ tag: 'tuple', items: [numberOf(indexOf(receiver)), elementOf(receiver)] }),
  join: text,
  push: count,
  unshift: count,
  forEach: nothing,
  ...Object.fromEntries(
    ['filter', 'slice', 'sort', 'toSorted', 'reverse', 'toReversed', 'concat', 'splice'].map(
      (name) => [name, anew],
    ),
  ),
  ...Object.fromEntries(['find', 'findLast', 'at', 'pop', 'shift'].map((name) => [name, element])),
  ...Object.fromEntries(
    ['indexOf', 'lastIndexOf', 'findIndex', 'findLastIndex'].map((name) => [name, indexOfIt]),
  ),
  ...Object.fromEntries(['includes', 'some', 'every'].map((name) => [name, isIt])),
};

const COLLECTION: Readonly<Record<string, Gives>> = {
  has: isIt,
  delete: isIt,
  add: itself,
  set: itself,
  clear: nothing,
  forEach: nothing,
};

const TABLES: Readonly<Record<string, Readonly<Record<string, Gives>>>> = {
  array: ARRAY,
  map: {
    ...COLLECTION,
    get: ({ receiver }) => (receiver.tag === 'map' ? receiver.of : UNKNOWN),
    keys: ({ receiver }) => each(receiver.tag === 'map' ? receiver.key : UNKNOWN),
    values: ({ receiver }) => each(receiver.tag === 'map' ? receiver.of : UNKNOWN),
    entries: ({ receiver }) => each(elementOf(receiver)),
  },
  set: { ...COLLECTION, values: ({ receiver }) => each(elementOf(receiver)) },
  string: {
    split: () => arrayOf(STRING),
    slice: text,
    includes: isIt,
    startsWith: isIt,
    endsWith: isIt,
    indexOf: count,
    charCodeAt: count,
    trim: text,
  },
};

const ANY: Readonly<Record<string, Gives>> = {
  toFixed: text,
  toString: text,
  hasOwn: isIt,
};
