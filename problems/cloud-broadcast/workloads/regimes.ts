import { defineWorkloads, int, oneOf, real, slow, type Workloads } from 'barbican';
import { drawBroadcasts, type Workload } from './draw.ts';

/** The space of workloads, and the places in it that have a name. What each parameter means: `DrawParams`. */
export const workloads: Workloads<Workload> = defineWorkloads({
  params: {
    list: oneOf('drawn', 'published'),
    scope: oneOf('one cloud', 'all clouds'),
    source: oneOf('any', 'dear'),
    reach: oneOf('anywhere', 'neighbours'),
    destinations: int(1, 16),
    regions: oneOf(24, 71),
    partitions: oneOf(1, 10),
    volumeGb: oneOf(1, 300),
    deadline: oneOf('a day', 'tight'),
    slack: real(3.5, 5),
  },
  typical: {
    list: 'drawn',
    scope: 'all clouds',
    source: 'any',
    reach: 'anywhere',
    destinations: int(4, 8),
    regions: 71,
    partitions: 10,
    volumeGb: 300,
    deadline: 'a day',
  },
  regimes: {
    'inside one cloud': { scope: 'one cloud' },
    'across clouds': { scope: 'all clouds' },
    'many destinations': { destinations: int(12, 16) },
    deadline: { deadline: 'tight', destinations: int(6, 9) },
    'deadline for many': { deadline: 'tight', destinations: int(10, 14) },
    published: slow({ list: 'published' }),
    'dear source': slow({ source: 'dear' }),
    'few regions': slow({ regions: 24 }),
    neighbours: slow({ reach: 'neighbours' }),
    'one destination': slow({ destinations: 1 }),
    'two destinations, little data': slow({ destinations: 2, volumeGb: 1, partitions: 1 }),
  },
  where: {
    'a cloud has regions enough': ({ scope, regions }) => scope === 'all clouds' || regions === 71,
  },
  perRegime: { search: 3, selection: 16, holdout: 48 },
  generate: ({ params, rng }) => drawBroadcasts(params, rng),
});
