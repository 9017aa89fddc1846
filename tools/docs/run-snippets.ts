/** Imports each module named on the command line and writes what it threw to the file named first. */
import { writeFileSync } from 'node:fs';
import { argv } from 'node:process';

const [resultPath, ...modules] = argv.slice(2);
const errorByPath: Record<string, string> = {};
for (const path of modules) {
  try {
    await import(path);
  } catch (error) {
    errorByPath[path] = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  }
}
if (resultPath !== undefined) writeFileSync(resultPath, JSON.stringify(errorByPath));
