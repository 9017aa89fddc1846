import { pick, type Rng } from '../../../lib/rng.ts';
import type { SyntaxNode } from '../../../lib/syntax/syntax-node.ts';
import { fits, isIndex, isKnown, keyOf } from '../kinds/kind.ts';
import { rebound } from '../rebind.ts';
import { isLoose, isTwin, overlap, type Site, sitesOf } from '../sites.ts';
import type { Source } from '../source.ts';
import { usesOf } from '../statements.ts';
import { type Operator, replaced } from './operator.ts';

/** Characters of the largest expression that is copied, and of the largest that gives way. */
const LARGEST = 200;

/** E6: an expression of the same file takes the place of another of its kind. */
export const copy: Operator = {
  name: 'copy',
  simplifies: false,
  edit({ place }, rng) {
    const { source } = place;
    const sites = sitesOf(place).filter(isModest);
    if (sites.length === 0) return undefined;
    const site = pick(rng, sites);
    const pieces = piecesOf(source).filter(
      (piece) => fits(source.kinds.of(piece), site.kind) && !overlap(piece, site.node),
    );
    return copied(source, pieces, { source, site, rng });
  },
};

/** E6 between programs: an expression of a donor, with its names bound to like ones here. */
export const crossExpression: Operator = {
  name: 'crossExpression',
  simplifies: false,
  edit({ place, donors }, rng) {
    const { source } = place;
    const sites = sitesOf(place).filter((site) => isModest(site) && !isIndex(site.kind));
    if (sites.length === 0 || donors.length === 0) return undefined;
    const site = pick(rng, sites);
    const donor = pick(rng, donors);
    const key = keyOf(site.kind, 'uses');
    const pieces = piecesOf(donor).filter((piece) => keyOf(donor.kinds.of(piece), 'uses') === key);
    return copied(donor, pieces, { source, site, rng });
  },
};

function isModest({ node }: Site): boolean {
  return node.to - node.from <= LARGEST;
}

/** What can be copied: expressions that are more than a name or a number. */
function piecesOf(source: Source): readonly SyntaxNode[] {
  return source.nodes.filter(
    (node) =>
      PIECES.has(node.type) &&
      node.to - node.from <= LARGEST &&
      node.field !== 'function' &&
      usesOf(source, node).changed.size === 0 &&
      isKnown(source.kinds.of(node)),
  );
}

const PIECES: ReadonlySet<string> = new Set([
  'binary_expression',
  'ternary_expression',
  'call_expression',
  'subscript_expression',
  'member_expression',
]);

function copied(
  from: Source,
  pieces: readonly SyntaxNode[],
  { source, site, rng }: { readonly source: Source; readonly site: Site; readonly rng: Rng },
): ReturnType<Operator['edit']> {
  const old = source.text.slice(site.node.from, site.node.to);
  for (let tries = 0; tries < 4 && pieces.length > 0; tries++) {
    const piece = pick(rng, pieces);
    const text = rebound(from, piece, { source, at: site.node }, rng)?.text;
    if (text === undefined || text === old || isTwin(source, site.node, text)) continue;
    return replaced(site.node, { text, isLoose: isLoose(piece.type) });
  }
  return undefined;
}
