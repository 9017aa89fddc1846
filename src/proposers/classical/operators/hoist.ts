import { pick } from '../../../lib/rng.ts';
import { nodesWhere } from '../../../lib/syntax/syntax-node.ts';
import { fits } from '../kinds/kind.ts';
import { sitesOf } from '../sites.ts';
import { grownFrom, type Operator, replaced } from './operator.ts';

/** E5: an expression gives way to a part of itself of the same kind. */
export const hoist: Operator = {
  name: 'hoist',
  simplifies: true,
  edit({ place }, rng) {
    const { source } = place;
    const sites = sitesOf(place);
    const siteNodes = new Set(sites.map(({ node }) => node));
    const able = sites.flatMap((site) => {
      const parts = nodesWhere(site.node, (node) => node !== site.node && siteNodes.has(node));
      const like = parts.filter(
        (part) =>
          fits(source.kinds.of(part), site.kind) &&
          source.scopes.scopeAt(part) === source.scopes.scopeAt(site.node),
      );
      return like.length > 0 ? [{ site, like }] : [];
    });
    if (able.length === 0) return undefined;
    const { site, like } = pick(rng, able);
    return replaced(site.node, grownFrom(source, pick(rng, like)));
  },
};
