import { pick, pickWeighted } from '../../../lib/rng.ts';
import { childOf } from '../../../lib/syntax/syntax-node.ts';
import { fits, isIndex } from '../kinds/kind.ts';
import { isSentinel, namesAt } from '../names.ts';
import { isTwin, type Site, sitesOf } from '../sites.ts';
import { type Source, textOf } from '../source.ts';
import { likeness } from '../terms.ts';
import type { Operator } from './operator.ts';

/** E2: another variable, or another member of the same object, of the same kind. */
export const varSwap: Operator = {
  name: 'varSwap',
  simplifies: false,
  edit({ place }, rng) {
    const sites = sitesOf(place).filter(
      ({ node }) => node.type === 'identifier' || node.type === 'member_expression',
    );
    const able = sites.flatMap((site) => {
      const others = othersFor(place.source, site);
      return others.length > 0 ? [{ site, others }] : [];
    });
    if (able.length === 0) return undefined;
    const { site, others } = pick(rng, able);
    const text =
      others[
        pickWeighted(
          rng,
          others.map(({ weight }) => weight),
        )
      ]?.text;
    if (text === undefined) return undefined;
    const node = childOf(site.node, 'property') ?? site.node;
    return [{ from: node.from, to: node.to, text }];
  },
};

interface Other {
  readonly text: string;
  readonly weight: number;
}

function othersFor(source: Source, { node, kind }: Site): readonly Other[] {
  const own = textOf(source, childOf(node, 'property') ?? node);
  const object = childOf(node, 'object');
  if (object) {
    const of = source.kinds.of(object);
    const members = of.tag === 'object' ? [...of.members()] : [];
    return members
      .filter(([name, member]) => name !== own && fits(member, kind))
      .map(([name]) => ({ text: name, weight: 1 }));
  }
  return [...namesAt(source, node)].flatMap(([text, variable]) => {
    const other = source.kinds.ofVariable(variable);
    if (text === own || !fits(other, kind) || isTwin(source, node, text)) return [];
    if (isIndex(other) && isSentinel(variable)) return [];
    return [{ text, weight: likeness(other, kind) }];
  });
}
