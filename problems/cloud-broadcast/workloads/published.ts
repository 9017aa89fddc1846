/** Broadcasts that were published, so that figures can be compared. */
import { readFileSync } from 'node:fs';
import { regionNamed } from '../network/grid.ts';

/** From where to where, as indices of the grid. */
export interface Route {
  readonly name: string;
  readonly source: number;
  readonly destinations: readonly number[];
}

/** Those of `data/broadcasts.csv`; `data/README.md` says where they are from. */
export const PUBLISHED: readonly Route[] = readFileSync(
  new URL('../data/broadcasts.csv', import.meta.url),
  'utf8',
)
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => {
    const [name, source, destinations] = line.split(',');
    return {
      name,
      source: regionNamed(source),
      destinations: destinations.split(' ').map(regionNamed),
    };
  });
