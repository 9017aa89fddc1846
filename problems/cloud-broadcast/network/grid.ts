/** The real grid: what it costs to send data between 71 cloud regions, and how fast two machines do it. */
import { readFileSync } from 'node:fs';

/** Prices and speeds between all pairs of regions. The indices of the rows and columns are those of `names`. */
export interface Grid {
  /** Such as `aws:us-east-1`, in alphabetical order. */
  readonly names: readonly string[];
  /** $/GB that the provider of the row bills for data to the column; 0 on the diagonal. */
  readonly prices: readonly (readonly number[])[];
  /** Gbit/s from one machine in the row to one in the column; 0 on the diagonal. */
  readonly gbps: readonly (readonly number[])[];
}

/** The grid of `data/`, whose readme says where it is from. */
export const GRID: Grid = readGrid(
  readFileSync(new URL('../data/prices.csv', import.meta.url), 'utf8'),
  readFileSync(new URL('../data/gbps.csv', import.meta.url), 'utf8'),
);

/** Index of a region by its name. @throws {RangeError} If there is none. */
export function regionNamed(name: string): number {
  const index = GRID.names.indexOf(name);
  if (index < 0) throw new RangeError(`There is no region ${JSON.stringify(name)}`);
  return index;
}

/** Who runs a region: `aws`, `azure` or `gcp`. */
export function providerOf(region: number): string {
  return GRID.names[region].split(':', 1)[0];
}

function readGrid(pricesText: string, gbpsText: string): Grid {
  const [prices, gbps] = [readTable(pricesText), readTable(gbpsText)];
  if (prices.names.join() !== gbps.names.join()) {
    throw new Error(
      'data/prices.csv and data/gbps.csv must have the same regions in the same order',
    );
  }
  return { names: prices.names, prices: prices.rows, gbps: gbps.rows };
}

/** A square table with names above and on the left; cells of the diagonal are empty. */
function readTable(text: string): { names: string[]; rows: number[][] } {
  const [head, ...lines] = text.trim().split('\n');
  const names = head.split(',').slice(1);
  const rows = lines.map((line, i) => {
    const [name, ...cells] = line.split(',');
    const row = cells.map(Number);
    const whole = name === names[i] && row.length === names.length;
    if (!whole || !row.every((value, j) => (i === j ? value === 0 : value > 0))) {
      throw new Error(
        `The row ${JSON.stringify(name)} of the grid must have a number above 0 in each cell`,
      );
    }
    return row;
  });
  if (rows.length !== names.length) throw new Error('The grid must have as many rows as columns');
  return { names, rows };
}
