/**
 * How fast the peers and Barbican go round with a program, an evaluator and a model that cost nothing; `README.md` beside
 * this file says what a column means.
 *
 *   npx jiti bench/peers/speed.ts [--peers a,b] [--trials 1000] [--rounds 1] [--at-once 2] [--limit-seconds 600]
 *                                 [--every-trial] [--no-kill] [--json] [--venvs <folder>]
 *
 * One after the other. Exit code 1 if a target is missed; a target of which nothing was measured is not.
 */
import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { PEERS, type Peer, VENVS, versionOf, whyAbsent } from './peers.ts';
import { killAt, race } from './race.ts';
import { type Row, targetsOf } from './targets.ts';

const KILL_AT = 150;
const DEFAULT = 'openevolve,shinka-evolve,gepa,gepa-helper,skydiscover,barbican-namespace';

const HEAD =
  '| | version | trials | first score, s | trials/s over 300 | at 100 | at 1,000 | CPU ms/trial | disk B/trial | memory, MiB | lost |\n' +
  '|---|---|---|---|---|---|---|---|---|---|---|';

const { values } = parseArgs({
  options: {
    peers: { type: 'string', default: DEFAULT },
    trials: { type: 'string', default: '1000' },
    rounds: { type: 'string', default: '1' },
    'at-once': { type: 'string', default: '2' },
    'limit-seconds': { type: 'string', default: '600' },
    'every-trial': { type: 'boolean', default: false },
    'no-kill': { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    venvs: { type: 'string', default: VENVS },
  },
});
const options = {
  trials: Number(values.trials),
  atOnce: Number(values['at-once']),
  limitSeconds: Number(values['limit-seconds']),
  everyTrial: values['every-trial'],
  venvs: values.venvs,
};

const rows: Row[] = [];
const peers = values.peers.split(',').map(peerNamed);
for (let round = 0; round < Number(values.rounds); round++)
  for (const peer of peers) await measure(peer);
report();

async function measure(peer: Peer): Promise<void> {
  const absent = whyAbsent(peer, values.venvs);
  if (absent !== undefined) return console.error(`${peer.name}: skipped: ${absent}`);
  const pace = await race(peer, options);
  const row = { name: peer.name, version: versionOf(peer, values.venvs), ...pace };
  const killed = values['no-kill'] ? undefined : await killAt(peer, KILL_AT, options);
  if (killed) console.error(`${peer.name}: ${killed.kept} kept of ${killed.scored} when killed`);
  rows.push(killed ? { ...row, lost: Math.max(0, killed.scored - killed.kept) } : row);
  console.error(rowText(rows.at(-1) ?? row));
}

function report(): void {
  const where = `${process.platform}, ${cpus().length} cores, load at the end ${loadavg()
    .map((one) => one.toFixed(1))
    .join(' ')}`;
  const targets = targetsOf(rows);
  if (values.json) {
    console.log(
      JSON.stringify(
        { date: new Date().toISOString(), where, options, rows, targets },
        undefined,
        2,
      ),
    );
  } else {
    console.log(
      `${where}; ${options.trials} trials, ${options.atOnce} at a time${options.everyTrial ? ', written down after each' : ''}\n`,
    );
    console.log(HEAD);
    for (const row of rows) console.log(rowText(row));
    console.log();
    for (const { said, met } of targets) console.log(`${met ? 'met   ' : 'MISSED'} ${said}`);
  }
  process.exitCode = targets.every(({ met }) => met) ? 0 : 1;
}

function rowText(row: Row): string {
  const numbers = [
    ...[row.firstSeconds, row.over300, row.at100, row.at1000, row.cpuMs].map((n) => shown(n, 1)),
    ...[row.diskBytes, row.peakMiB, row.lost ?? Number.NaN].map((n) => shown(n, 0)),
  ];
  return `| ${[row.name, row.version, String(row.asked), ...numbers].join(' | ')} |`;
}

function shown(value: number, digits: number): string {
  return Number.isNaN(value) ? '–' : value.toFixed(digits);
}

function peerNamed(name: string): Peer {
  const peer = PEERS.find((one) => one.name === name);
  if (peer) return peer;
  throw new RangeError(
    `Cannot find peer "${name}": known are ${PEERS.map((one) => one.name).join(', ')}`,
  );
}
