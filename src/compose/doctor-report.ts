import { tmpdir } from 'node:os';
import { WALL_CLAIM_NAMES, type Lacks } from '../domain/wall.ts';
import type { Tier } from '../domain/evaluation.ts';
import { noPythonText, pythonsWith } from '../lib/node/pythons.ts';
import { packageVersion } from '../lib/node/version.ts';
import { groupPlace } from '../sandboxes/control-groups/place.ts';
import { ESCAPE_LANGUAGES } from '../sandboxes/escapes/attempts.ts';
import { runEscapes } from '../sandboxes/escapes/run-escapes.ts';
import type { TierProbe } from '../sandboxes/probe-tier.ts';
import { openMachineSandbox, tiersHere } from '../sandboxes/sandbox.ts';
import { compilerItems, counterItem } from './compiler-items.ts';
import { proposerItems } from './proposer-items.ts';

/** One thing that this machine can or cannot do. */
export interface DoctorItem {
  readonly name: string;
  readonly works: boolean;
  /** How it works, or why it does not. */
  readonly detail: string;
  /** How to get it; empty if it works. */
  readonly remedy: string;
  /** Of a sandbox: what it does not promise here. Of probes: what got through. */
  readonly notes?: readonly string[];
  /** Whether a program got out of a sandbox. */
  readonly breached?: true;
}

/** How much {@link doctorReport} tries. */
export interface DoctorOptions {
  /** Every escape in every tier, also those that take seconds; else those from inside, in the tier that runs use. */
  readonly allProbes: boolean;
  /** Where keys of models and the path are looked for. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Looks at this machine: versions, the temporary folder, what each sandbox tier can do, and whether it holds. */
export async function doctorReport({
  allProbes,
  env,
}: DoctorOptions): Promise<readonly DoctorItem[]> {
  const tiers = await tiersHere();
  const { found, refused } = await pythonsWith([]);
  const working = tiers.filter(({ driver }) => driver !== undefined).map(({ tier }) => tier);
  const tried = allProbes ? working : working.slice(0, 1);
  const items: DoctorItem[] = [
    { name: 'barbican', works: true, detail: packageVersion(), remedy: '' },
    { name: 'node', works: true, detail: `${process.version} (${process.execPath})`, remedy: '' },
    {
      name: 'python',
      works: found.length > 0,
      detail:
        found.map(({ version, executable }) => `${version} (${executable})`).join(', ') ||
        noPythonText([], refused),
      remedy: found.length > 0 ? '' : 'only problems and programs in Python need one',
    },
    ...(await compilerItems()),
    counterItem(),
    {
      name: 'system',
      works: process.platform === 'linux',
      detail: `${process.platform} ${process.arch}`,
      remedy: process.platform === 'linux' ? '' : 'Linux is the home; other systems are untested',
    },
    ...proposerItems(env),
    { name: 'temporary folder', works: true, detail: tmpdir(), remedy: '' },
    controlGroups(),
  ];
  for (const tier of tiers) items.push(await tierItem(tier));
  for (const tier of tried) items.push(await probed(tier, allProbes, found.length > 0));
  return items;
}

function controlGroups(): DoctorItem {
  const place = groupPlace();
  if ('why' in place)
    return { name: 'control groups', works: false, detail: place.why, remedy: place.remedy };
  const detail = `version ${place.version}, in ${place.memory}`;
  return { name: 'control groups', works: true, detail, remedy: '' };
}

async function tierItem({ tier, driver, detail, remedy }: TierProbe): Promise<DoctorItem> {
  const works = driver !== undefined;
  const notes = works ? lackNotes(await lacksHere(tier)) : [];
  return { name: `sandbox ${tier}`, works, detail, remedy, notes };
}

/** What it does not promise when it runs programs: beside what the tier lacks, what control groups would add. */
async function lacksHere(tier: Tier): Promise<Lacks> {
  using sandbox = await openMachineSandbox(tier);
  return sandbox.lacks;
}

function lackNotes(lacks: Lacks): string[] {
  return WALL_CLAIM_NAMES.flatMap((claim) =>
    lacks[claim] === undefined ? [] : [`does not promise "${claim}": ${lacks[claim]}`],
  );
}

async function probed(tier: Tier, all: boolean, hasPython: boolean): Promise<DoctorItem> {
  using sandbox = await openMachineSandbox(tier);
  const { lacks } = sandbox;
  const languages = ESCAPE_LANGUAGES.filter((language) => language !== 'python' || hasPython);
  const escapes = await runEscapes(sandbox, { lacks, all, languages });
  const through = escapes.filter(({ held }) => !held);
  const subset = all ? '' : ' (a quick subset; --probes tries all, in every tier)';
  return {
    name: `escapes from ${tier}`,
    works: through.length === 0,
    ...(through.length === 0 ? {} : { breached: true }),
    detail: `${escapes.length - through.length} of ${escapes.length} were stopped${subset}`,
    remedy: through.length === 0 ? '' : 'do not trust this tier here, and report what got through',
    notes: through.map(
      ({ claim, attempt, language, said }) =>
        `got through "${claim}" (${language}): ${attempt}: ${said}`,
    ),
  };
}
