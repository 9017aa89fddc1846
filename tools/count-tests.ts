/** Prints `passed failed` of a report that vitest wrote as JSON, for `.ci/run`. */
import { readFileSync } from 'node:fs';
import { argv } from 'node:process';
import { countsOfReport } from './lib/test-report.ts';

const [path] = argv.slice(2);
if (path === undefined) throw new Error('Name the report');
const { passed, failed } = countsOfReport(JSON.parse(readFileSync(path, 'utf8')));
console.log(`${passed} ${failed}`);
