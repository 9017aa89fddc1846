/** New expressions from the values at hand: typed, and guarded against dividing by 0 and roots of negatives. */
import type { SyntaxNode } from '../../lib/syntax/syntax-node.ts';
import { pick, pickWeighted, type Rng } from '../../lib/rng.ts';
import { BOOLEAN, elementOf, isIndex, type Kind, mustBeWhole, numberOf } from './kinds/kind.ts';
import { rootOf } from './kinds/sort.ts';
import { drawConstant, drawShare, numberText } from './numbers.ts';
import { freshName, type Source } from './source.ts';
import { isQuantity, isVector, pickTerm, type Term, termsAt } from './terms.ts';

/** Grows expressions for one place. */
export interface Grower {
  readonly terms: readonly Term[];
  /** A new expression of this kind; undefined if there is nothing to make it from. */
  grow(wanted: Kind, depth: number): Grown | undefined;
}

/** A new expression; loose if it needs brackets among operators. */
interface Grown {
  readonly text: string;
  readonly isLoose: boolean;
}

/** A grower for where `node` stands. */
export function growerAt(source: Source, node: SyntaxNode, rng: Rng): Grower {
  const terms = termsAt(source, node);
  const soil: Soil = { source, terms, rng };
  return {
    terms,
    grow: (wanted, depth) => {
      if (wanted.tag === 'boolean') return growTest(soil, depth);
      if (wanted.tag !== 'number') return tight(pickTerm(rng, terms, wanted)?.text);
      if (isIndex(wanted)) return growIndex(soil, wanted);
      return mustBeWhole(wanted)
        ? tight(pickTerm(rng, terms, wanted)?.text)
        : growQuantity(soil, wanted, depth);
    },
  };
}

interface Soil {
  readonly source: Source;
  readonly terms: readonly Term[];
  readonly rng: Rng;
}

function tight(text: string | undefined): Grown | undefined {
  return text === undefined ? undefined : { text, isLoose: false };
}

function growIndex({ terms, rng }: Soil, wanted: Kind): Grown | undefined {
  const term = pickTerm(
    rng,
    terms.filter(({ text }) => !text.endsWith('.length')),
    wanted,
  );
  if (!term || rng.next() < 0.8) return tight(term?.text);
  return { text: `Math.max(0, ${term.text} - ${rng.int(1, 4)})`, isLoose: false };
}

/** A number to calculate with. */
function growQuantity(soil: Soil, wanted: Kind, depth: number): Grown {
  const { rng, terms } = soil;
  if (depth <= 0 || rng.next() < 0.25) {
    const term = rng.next() < 0.8 ? pickTerm(rng, terms, wanted) : undefined;
    if (term) return { text: term.text, isLoose: false };
    if (depth <= 0 || rng.next() < 0.5) return constant(drawConstant(rng));
  }
  const forms = rng.next() < 0.15 ? VECTOR_FORMS : FORMS;
  return pick(rng, forms)(soil, wanted, depth - 1) ?? growQuantity(soil, wanted, depth - 1);
}

/** A number as an expression. */
function constant(value: number): Grown {
  return { text: numberText(value), isLoose: value < 0 };
}

function operand(grown: Grown): string {
  return grown.isLoose ? `(${grown.text})` : grown.text;
}

type GrowForm = (soil: Soil, wanted: Kind, depth: number) => Grown | undefined;

const joined =
  (operator: string): GrowForm =>
  (soil, wanted, depth) => {
    const left = operand(growQuantity(soil, wanted, depth));
    const right = operand(growQuantity(soil, wanted, depth));
    return { text: `${left} ${operator} ${right}`, isLoose: true };
  };

const ratio: GrowForm = (soil, wanted, depth) => {
  const top = growQuantity(soil, wanted, depth);
  const term = pickTerm(soil.rng, soil.terms, wanted);
  const bottom = term ? `(${term.text} || 1)` : numberText(1 + drawShare(soil.rng));
  return { text: `${operand(top)} / ${bottom}`, isLoose: true };
};

const scaled: GrowForm = (soil, wanted, depth) => {
  const factor = numberText(drawConstant(soil.rng) || 0.5);
  return { text: `${factor} * ${operand(growQuantity(soil, wanted, depth))}`, isLoose: true };
};

const chosen: GrowForm = (soil, wanted, depth) => {
  const [a, b] = [growQuantity(soil, wanted, depth), growQuantity(soil, wanted, depth)];
  return { text: `Math.${pick(soil.rng, ['max', 'min'])}(${a.text}, ${b.text})`, isLoose: false };
};

const either: GrowForm = (soil, wanted, depth) => {
  const test = growTest(soil, depth);
  if (!test) return undefined;
  const [a, b] = [growQuantity(soil, wanted, depth), growQuantity(soil, wanted, depth)];
  return { text: `${test.text} ? ${operand(a)} : ${operand(b)}`, isLoose: true };
};

const power: GrowForm = (soil, wanted, depth) => {
  const exponent = pick(soil.rng, ['0.5', '2', '0.8', '1.2', '1.5', '3']);
  const base = growQuantity(soil, wanted, depth);
  return { text: `Math.abs(${base.text}) ** ${exponent}`, isLoose: true };
};

/** One number from an array: its mean, its largest, its smallest. */
const summary: GrowForm = ({ source, terms, rng }) => {
  const vectors = terms.filter(({ kind }) => isVector(kind));
  const vector = vectors[pickWeighted(rng, [...vectors.map(({ weight }) => weight), 0])];
  if (!vector) return undefined;
  const { text } = vector;
  if (rng.next() < 0.5) {
    return { text: `Math.${pick(rng, ['max', 'min'])}(...${text})`, isLoose: false };
  }
  const [sum, one] = [freshName(source, 'sum'), freshName(source, 'one')];
  return {
    text: `${text}.reduce((${sum}, ${one}) => ${sum} + ${one}, 0) / ${text}.length`,
    isLoose: true,
  };
};

/** A weighted mean over the elements of an array of arrays at one index: averages over time, for one. */
const column: GrowForm = ({ source, terms, rng }) => {
  const tables = terms.filter(({ kind }) => kind.tag === 'array' && isVector(kind.of));
  const [table] = tables.length > 0 ? [pick(rng, tables)] : [];
  const row = table ? elementOf(table.kind) : undefined;
  if (!table || row?.tag !== 'array') return undefined;
  const index = pickTerm(rng, terms, numberOf(rootOf(row.index)));
  if (!index) return undefined;
  const [sum, one] = [freshName(source, 'sum'), freshName(source, 'one')];
  const share = numberText(drawShare(rng));
  const cell = `${one}[${index.text}]`;
  const text = `${table.text}.reduce((${sum}, ${one}) => (1 - ${share}) * ${sum} + ${share} * ${cell}, 0)`;
  return { text, isLoose: false };
};

const FORMS: readonly GrowForm[] = [
  joined('+'),
  joined('-'),
  joined('*'),
  ratio,
  scaled,
  chosen,
  either,
  power,
];
const VECTOR_FORMS: readonly GrowForm[] = [summary, column];

/** A test: two numbers compared, those of one sort most often, or whether something is in a list. */
function growTest(soil: Soil, depth: number): Grown | undefined {
  const { rng, terms } = soil;
  if (rng.next() < 0.15) {
    const membership = growMembership(soil);
    if (membership) return membership;
  }
  const flag = rng.next() < 0.15 ? pickTerm(rng, terms, BOOLEAN) : undefined;
  if (flag) return tight(flag.text);
  const quantities = terms.filter(({ kind }) => isQuantity(kind));
  if (quantities.length === 0) return undefined;
  const left =
    quantities[
      pickWeighted(
        rng,
        quantities.map(({ weight }) => weight),
      )
    ];
  if (!left) return undefined;
  const right = boundFor(soil, left, depth);
  if (right.text === left.text) return undefined;
  return { text: `${left.text} ${pick(rng, ['<', '>'])} ${right.text}`, isLoose: true };
}

/** What a quantity is compared with: one of its sort, perhaps scaled; else a constant or something grown. */
function boundFor(soil: Soil, { kind, text }: Term, depth: number): Grown {
  const { rng, terms } = soil;
  const sort = kind.tag === 'number' ? rootOf(kind.sort) : undefined;
  const likes = terms.filter(
    (term) => term.kind.tag === 'number' && rootOf(term.kind.sort) === sort && term.text !== text,
  );
  if (likes.length > 0 && rng.next() < 0.7) {
    const like = pick(rng, likes).text;
    const factor = rng.next() < 0.5 ? '' : `${numberText(2 * Math.exp(0.7 * rng.normal()))} * `;
    return { text: `${factor}${like}`, isLoose: true };
  }
  if (rng.next() < 0.5) return constant(drawConstant(rng));
  const grown = growQuantity(soil, kind, Math.min(depth, 1));
  return { text: operand(grown), isLoose: true };
}

function growMembership({ terms, rng }: Soil): Grown | undefined {
  const lists = terms.filter(
    ({ kind }) => (kind.tag === 'array' || kind.tag === 'set') && isIndex(kind.of),
  );
  if (lists.length === 0) return undefined;
  const list = pick(rng, lists);
  const member = pickTerm(rng, terms, elementOf(list.kind));
  if (!member) return undefined;
  const method = list.kind.tag === 'set' ? 'has' : 'includes';
  const negation = rng.next() < 0.5 ? '!' : '';
  return { text: `${negation}${list.text}.${method}(${member.text})`, isLoose: negation !== '' };
}
