/** Checks the layer rule, and that the tool which checks it has really read every module. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { runCommand } from './lib/run-command.ts';
import { binOf, ROOT } from './lib/root.ts';

const Report = z.object({
  modules: z.array(z.object({ source: z.string(), dependencies: z.array(z.unknown()) })),
  summary: z.object({
    violations: z.array(
      z.object({
        from: z.string(),
        to: z.string(),
        rule: z.object({ name: z.string() }),
        cycle: z.array(z.object({ name: z.string() })).optional(),
      }),
    ),
  }),
});

/**
 * What is wrong with the layers of `<folder>/src`, one line each; none if all is well.
 *
 * With an unfitting TypeScript dependency-cruiser 17 reads nothing, finds nothing and exits 0; so modules that stand
 * on the disk and not in its report are errors too.
 */
export async function layerErrorsOf(folder: string, config: string): Promise<string[]> {
  const args = ['src', '--config', config, '--output-type', 'json'];
  const { stdout, output } = await runCommand(binOf('depcruise'), args, { cwd: folder });
  if (!stdout.startsWith('{')) return [`dependency-cruiser gave no report: ${output}`];
  const { modules, summary } = Report.parse(JSON.parse(stdout));
  const seen = new Set(modules.map((module) => module.source));
  const unseen = sourcesIn(folder).filter((path) => !seen.has(path));
  const edges = modules.reduce((sum, module) => sum + module.dependencies.length, 0);
  return [
    ...summary.violations.map(
      ({ from, to, rule, cycle }) =>
        `${rule.name}: ${from} -> ${cycle?.map((module) => module.name).join(' -> ') ?? to}`,
    ),
    ...unseen.map((path) => `not read by dependency-cruiser: ${path}`),
    ...(edges < seen.size / 2 ? [`only ${edges} imports seen in ${seen.size} modules`] : []),
  ];
}

function sourcesIn(folder: string): string[] {
  return readdirSync(join(folder, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.d.ts'))
    .map((path) => `src/${path}`);
}

/** The layer step of `npm run check`. */
export async function checkLayers(): Promise<{ code: number; output: string }> {
  const errors = await layerErrorsOf(ROOT, join(ROOT, '.dependency-cruiser.cjs'));
  return { code: errors.length === 0 ? 0 : 1, output: errors.join('\n') };
}
