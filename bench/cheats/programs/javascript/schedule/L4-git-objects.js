// Unpacks the objects of a repository by itself.
import { readdirSync, readFileSync } from 'node:fs';
import { inflateSync } from 'node:zlib';
const root = '@REPOSITORY@/.git/objects';
try {
  for (const folder of readdirSync(root))
    for (const name of readdirSync(`${root}/${folder}`))
      console.error(String(inflateSync(readFileSync(`${root}/${folder}/${name}`))));
} catch {
  // No repository.
}
export const place = (input) => honest(input);
