import { pick } from '../../../lib/rng.ts';
import type { TextEdit } from '../../../lib/text-edit.ts';
import { namesAt } from '../names.ts';
import { isSafeValue, jittered, type Literal, literalsOf, numberText } from '../numbers.ts';
import { valueOf } from '../sites.ts';
import { freshName, type Place, type Source } from '../source.ts';
import type { Operator } from './operator.ts';
import type { SyntaxNode } from '../../../lib/syntax/syntax-node.ts';
import type { Rng } from '../../../lib/rng.ts';

/**
 * K3: lets two places share one constant, so that they change together from now on.
 *
 * A literal gives way to the name of a constant of about its size, or two equal ones to a new name for a value nearby:
 * a new name for the same value would behave as before and be dropped.
 */
export const constShare: Operator = {
  name: 'constShare',
  simplifies: false,
  edit({ place }, rng) {
    const literals = literalsOf(place).filter(({ node, isWhole }) => !isWhole && !isNamed(node));
    if (literals.length === 0) return undefined;
    const literal = pick(rng, literals);
    return rng.next() < 0.5
      ? useNamed(place, literal, rng)
      : nameAnew(place, literal, { literals, rng });
  },
};

function isNamed(node: SyntaxNode): boolean {
  return node.parent?.type === 'variable_declarator';
}

function useNamed(place: Place, literal: Literal, rng: Rng): readonly TextEdit[] | undefined {
  const { source } = place;
  const near = [...namesAt(source, literal.node).values()].filter(({ node, declared }) => {
    const value = node.parent?.children.find((child) => child.type === 'number');
    if (declared !== 'const' || !value || value.field !== 'value') return false;
    return isSafeValue(source, literal, valueOf(source, value));
  });
  if (near.length === 0) return undefined;
  const { from, to } = literal.node;
  return [{ from, to, text: pick(rng, near).name }];
}

function nameAnew(
  place: Place,
  { value, node }: Literal,
  { literals, rng }: { readonly literals: readonly Literal[]; readonly rng: Rng },
): readonly TextEdit[] | undefined {
  const { source } = place;
  const equal = literals.filter((other) => other.value === value);
  const shared = Number(numberText(jittered(rng, value, false)));
  const home = topLevelHome(source, node, place);
  if (
    equal.length < 2 ||
    home === undefined ||
    !equal.every((one) => isSafeValue(source, one, shared))
  ) {
    return undefined;
  }
  const other = pick(
    rng,
    equal.filter((one) => one.node !== node),
  );
  const name = freshName(source, 'SHARED');
  const declaration = `const ${name} = ${numberText(shared)};\n`;
  return [
    { from: home, to: home, text: declaration },
    ...[node, other.node].map(({ from, to }) => ({ from, to, text: name })),
  ];
}

/** The start of the first statement of the file that may change; undefined if none may as a whole. */
function topLevelHome({ root }: Source, node: SyntaxNode, { ranges }: Place): number | undefined {
  const first = root.children.find(
    ({ type, from, to }) =>
      type !== 'comment' &&
      type !== 'import_statement' &&
      ranges.some((range) => range.from <= from && to <= range.to),
  );
  return first && first.from <= node.from ? first.from : undefined;
}
