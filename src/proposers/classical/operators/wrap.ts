import { pick, pickWeighted, type Rng } from '../../../lib/rng.ts';
import { type Grower, growerAt } from '../grow.ts';
import { isIndex, type Kind, mustBeWhole } from '../kinds/kind.ts';
import { rootOf } from '../kinds/sort.ts';
import { drawConstant, drawShare, numberText } from '../numbers.ts';
import { bracketed, type Site, sitesOf } from '../sites.ts';
import { freshName, type Source, textOf } from '../source.ts';
import { isVector, type Term } from '../terms.ts';
import { type Operator, replaced } from './operator.ts';

/** Characters of the largest expression that is wrapped. */
const LARGEST = 160;

/** E4: makes an expression part of a larger one: scaled, shifted, limited, mixed with another, chosen by a test. */
export const wrap: Operator = {
  name: 'wrap',
  simplifies: false,
  edit({ place }, rng) {
    const { source } = place;
    const sites = sitesOf(place).filter(({ node, kind }) => {
      return node.to - node.from <= LARGEST && formsFor(kind).length > 0;
    });
    const weights = sites.map(({ kind }) => (mustBeWhole(kind) ? 0.2 : isVector(kind) ? 2 : 1));
    const site = sites[pickWeighted(rng, [...weights, 0])];
    if (!site) return undefined;
    const grower = growerAt(source, site.node, rng);
    const text = pick(rng, formsFor(site.kind))({ source, site, grower, rng });
    return text === undefined ? undefined : replaced(site.node, text);
  },
};

interface Wrapping {
  readonly source: Source;
  readonly site: Site;
  readonly grower: Grower;
  readonly rng: Rng;
}

type Form = (
  wrapping: Wrapping,
) => { readonly text: string; readonly isLoose: boolean } | undefined;

function formsFor(kind: Kind): readonly Form[] {
  if (kind.tag === 'boolean') return TEST_FORMS;
  if (isVector(kind)) return VECTOR_FORMS;
  if (kind.tag !== 'number') return [];
  return mustBeWhole(kind) ? WHOLE_FORMS : NUMBER_FORMS;
}

const inner = ({ source, site }: Wrapping): string => bracketed(source, site.node);
const whole = ({ source, site }: Wrapping): string => textOf(source, site.node);
const loose = (text: string): { text: string; isLoose: boolean } => ({ text, isLoose: true });
const call = (text: string): { text: string; isLoose: boolean } => ({ text, isLoose: false });
const other = ({ grower, site }: Wrapping, depth: number): string | undefined => {
  const grown = grower.grow(site.kind, depth);
  return grown?.isLoose === true ? `(${grown.text})` : grown?.text;
};

const scale: Form = (w) => loose(`${inner(w)} * ${numberText(drawConstant(w.rng) || 1.5)}`);

const shift: Form = (w) => {
  const more = other(w, w.rng.int(0, 1));
  if (more === undefined) return undefined;
  const sign = pick(w.rng, ['+', '-']);
  const factor = w.rng.next() < 0.6 ? `${numberText(drawShare(w.rng))} * ` : '';
  return loose(`${inner(w)} ${sign} ${factor}${more}`);
};

const mix: Form = (w) => {
  const more = other(w, w.rng.int(0, 1));
  if (more === undefined) return undefined;
  const share = numberText(drawShare(w.rng));
  return loose(`(1 - ${share}) * ${inner(w)} + ${share} * ${more}`);
};

const limit: Form = (w) => {
  const more = other(w, w.rng.int(0, 2));
  return more === undefined
    ? undefined
    : call(`Math.${pick(w.rng, ['max', 'min'])}(${whole(w)}, ${more})`);
};

const timesOrBy: Form = (w) => {
  const more = other(w, 0);
  if (more === undefined) return undefined;
  return loose(
    w.rng.next() < 0.5 ? `${inner(w)} * ${more}` : `${inner(w)} / (1 + Math.abs(${more}))`,
  );
};

const bend: Form = (w) => {
  const text = whole(w);
  return pick(w.rng, [
    loose(`Math.abs(${text}) ** ${pick(w.rng, ['0.5', '0.7', '0.9', '1.1', '1.5', '2'])}`),
    call(`Math.log1p(Math.abs(${text}))`),
    call(`Math.sqrt(Math.abs(${text}))`),
    call(`Math.abs(${text})`),
    loose(`-${inner(w)}`),
  ]);
};

const choose: Form = (w) => {
  const test = w.grower.grow({ tag: 'boolean' }, 1)?.text;
  const more = other(w, 1);
  if (test === undefined || more === undefined || more === whole(w)) return undefined;
  return loose(`${test} ? ${more} : ${inner(w)}`);
};

const NUMBER_FORMS: readonly Form[] = [scale, shift, mix, limit, timesOrBy, bend, choose];

const wholeLimit: Form = (w) => {
  if (isIndex(w.site.kind)) return choose(w);
  const more = other(w, 0);
  return more === undefined ? undefined : call(`Math.max(${whole(w)}, ${more})`);
};

const WHOLE_FORMS: readonly Form[] = [choose, wholeLimit];

const negate: Form = (w) => loose(`!${inner(w)}`);
const join: Form = (w) => {
  const test = w.grower.grow({ tag: 'boolean' }, 1);
  if (!test || test.text === whole(w)) return undefined;
  const more = test.isLoose ? `(${test.text})` : test.text;
  const operator = pick(w.rng, ['&&', '||']);
  return loose(`${inner(w)} ${operator} ${more}`);
};

const TEST_FORMS: readonly Form[] = [join, join, negate];

/** Every element changed alike, perhaps by another array's element of the same index. */
const each: Form = (w) => {
  const [one, at] = [freshName(w.source, 'one'), freshName(w.source, 'at')];
  const partner = pickPartner(w);
  const share = numberText(drawShare(w.rng));
  const cell = partner && w.rng.next() < 0.75 ? `${partner.text}[${at}]` : undefined;
  const bodies =
    cell === undefined
      ? [
          `${one} * ${numberText(drawConstant(w.rng) || 1.5)}`,
          `Math.abs(${one}) ** ${pick(w.rng, ['0.5', '0.8', '0.9', '1.1', '1.2', '2'])}`,
          `${one} + ${numberText(drawConstant(w.rng))}`,
        ]
      : [
          `(1 - ${share}) * ${one} + ${share} * ${cell}`,
          `${one} + ${share} * ${cell}`,
          `${one} + ${share} * (${one} - ${cell})`,
          `Math.max(${one}, ${share} * ${cell})`,
        ];
  const parameters = cell === undefined ? one : `${one}, ${at}`;
  return call(`${inner(w)}.map((${parameters}) => ${pick(w.rng, bodies)})`);
};

/** An array at hand with the same indices. */
function pickPartner({ site, grower, source, rng }: Wrapping): Term | undefined {
  const { kind } = site;
  if (kind.tag !== 'array') return undefined;
  const index = rootOf(kind.index);
  const partners = grower.terms.filter(
    (term) =>
      isVector(term.kind) &&
      term.kind.tag === 'array' &&
      rootOf(term.kind.index) === index &&
      term.text !== textOf(source, site.node),
  );
  return partners.length > 0 ? pick(rng, partners) : undefined;
}

const VECTOR_FORMS: readonly Form[] = [each];
