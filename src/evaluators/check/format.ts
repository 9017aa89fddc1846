import type { Metrics } from '../../domain/metric.ts';
import { dataLines, sharedRemarks } from './data-lines.ts';
import { bytes, numberText, percent, table } from './text.ts';
import type { CheckReport, RegimeReport } from './report.ts';

/** The report as lines for a person, without colours. Pure. */
export function formatCheckReport(report: CheckReport): string[] {
  const sections = [
    headLines(report),
    scoreLines(report),
    regimeLines(report),
    dataLines(report),
    floorLines(report),
    boundLines(report),
    noiseLines(report),
    speedLines(report),
    remarkLines(report),
  ];
  return sections
    .filter((lines) => lines.length > 0)
    .flatMap((lines, i) => (i === 0 ? lines : ['', ...lines]));
}

function headLines({ problem, tier }: CheckReport): string[] {
  const objectives = problem.objectives.metrics.map((name) => {
    const metric = problem.metrics.find((one) => one.name === name);
    return `${metric?.direction ?? ''} ${name} (${metric?.unit ?? ''})`;
  });
  return [
    `${problem.name}: ${problem.summary}`,
    `  objectives: ${objectives.join(', then ')}`,
    `  invariants: ${problem.invariants.length === 0 ? 'none' : problem.invariants.join(', ')}`,
    `  sandbox: ${tier}; problem ${problem.problemHash.slice(0, 12)}`,
  ];
}

function scoreLines({ problem, programs, bounds }: CheckReport): string[] {
  const regimes = problem.regimes.map(({ name, slow }) => ({
    name,
    title: slow ? `${name} (slow)` : name,
  }));
  return problem.metrics.flatMap(({ name, unit, direction }) => {
    const row = (
      title: string,
      metrics: (regime: string) => Metrics | undefined,
      overall: Metrics,
    ): string[] => [
      title,
      numberText(overall[name]),
      ...regimes.map((regime) => numberText(metrics(regime.name)?.[name])),
    ];
    const rows = programs.map((program) =>
      row(program.name, (regime) => program.byRegime[regime], program.overall),
    );
    const head = ['', 'overall', ...regimes.map(({ title }) => title)];
    const bound = bounds.find(({ metric }) => metric === name);
    const best = bound && [
      'bound',
      numberText(bound.overall),
      ...regimes.map((regime) => numberText(bound.byRegime[regime.name])),
    ];
    return [
      `${name} (${unit}, ${direction})`,
      ...table([head, ...rows, ...(best === undefined ? [] : [best])]),
    ];
  });
}

function regimeLines({ regimes }: CheckReport): string[] {
  const head = [
    'regime',
    'search',
    'selection',
    'holdout',
    'visible effect',
    'size',
    'generate',
    'overlaps',
  ];
  const rows = regimes.map((regime) => [
    regime.name,
    String(regime.workloads.search),
    String(regime.workloads.selection),
    String(regime.workloads.holdout),
    regime.visibleEffect === null ? '?' : percent(regime.visibleEffect),
    bytes(regime.workloadCharacters),
    `${numberText(regime.generateMs)} ms`,
    overlapText(regime),
  ]);
  return [
    'Workloads per regime; the smallest gain that the holdout shows',
    ...table([head, ...rows]),
  ];
}

function overlapText({ overlaps }: RegimeReport): string {
  const parts = Object.entries(overlaps).map(([name, share]) => `${percent(share)} in ${name}`);
  return parts.length === 0 ? 'none' : parts.join(', ');
}

function floorLines({ floors, problem }: CheckReport): string[] {
  const rows = floors.map((floor) => [
    floor.metric,
    floor.regime,
    numberText(floor.limit),
    floor.baseline,
    floor.seedMeets ? 'yes' : 'no',
  ]);
  const other = problem.constraints
    .filter((constraint) => constraint.kind !== 'floor')
    .map((constraint) => {
      const { scope } = constraint;
      const where = typeof scope === 'string' ? scope : `in ${scope.regime}`;
      return `  ${constraint.metric} ${constraint.kind === 'atMost' ? '≤' : '≥'} ${constraint.limit} (${where})`;
    });
  if (rows.length === 0 && other.length === 0) return ['No floors and no constraints'];
  const head = ['metric', 'regime', 'floor', 'set by', 'seed meets it'];
  return ['Floors and constraints', ...(rows.length === 0 ? [] : table([head, ...rows])), ...other];
}

function boundLines({ bounds }: CheckReport): string[] {
  if (bounds.length === 0) return ['Bounds: none, so how far there is to go is not known'];
  const programs = Object.keys(bounds[0]?.gaps ?? {});
  const head = ['metric', 'exact', 'relaxed', 'none', ...programs.map((name) => `gap of ${name}`)];
  const rows = bounds.map((bound) => [
    bound.metric,
    String(bound.exact),
    String(bound.relaxed),
    String(bound.none),
    ...programs.map((name) => percent(bound.gaps[name])),
  ]);
  return [
    'Bounds: on how many workloads, and the mean distance to them',
    ...table([head, ...rows]),
  ];
}

function noiseLines({ noise, problem }: CheckReport): string[] {
  const rows = noise.map(({ metric, relative, pairsForOnePercent }) => {
    const description = problem.metrics.find(({ name }) => name === metric);
    const reads = description?.readsWall
      ? 'wall time'
      : description?.readsUsage
        ? 'usage'
        : 'outputs';
    const pairs = relative === 0 ? 'none' : String(pairsForOnePercent);
    return [metric, reads, percent(relative), isCompared(problem, metric) ? pairs : '–'];
  });
  const head = ['metric', 'computed from', 'noise', 'pairs to see 1 %'];
  return [
    'Noise: the seed program against itself, workload by workload',
    ...table([head, ...rows]),
  ];
}

/** Whether programs are told apart by the metric: it is an objective, or has a floor. A limit alone is far off or near. */
function isCompared({ objectives, constraints }: CheckReport['problem'], name: string): boolean {
  const floored = constraints.some(({ kind, metric }) => kind === 'floor' && metric === name);
  return floored || objectives.metrics.includes(name);
}

function speedLines({ speed, problem }: CheckReport): string[] {
  const { callsPerWorkload, instancesPerWorkload, evaluateMs, concurrency, trialsPerMinute } =
    speed;
  const calls =
    problem.kind === 'policy'
      ? `${counted(callsPerWorkload, 'observation')} and ${counted(instancesPerWorkload, 'instance')} per workload`
      : `${counted(callsPerWorkload, problem.kind === 'command' ? 'step' : 'call')} per workload`;
  return [
    `Speed: ${calls}, ${numberText(evaluateMs)} ms an evaluation, about ${Math.round(trialsPerMinute)} trials a minute with ${concurrency} at a time`,
  ];
}

function counted(count: number, what: string): string {
  return `${numberText(count)} ${what}${count === 1 ? '' : 's'}`;
}

function remarkLines({
  problem,
  data,
  clock,
  relations,
  outsideOnly,
  noise,
}: CheckReport): string[] {
  return [
    ...sharedRemarks(data),
    ...clock
      .filter(({ drowned }) => drowned)
      .map(
        ({ metric, callUs, noopUs }) =>
          `! ${metric} reads wall time: a call takes ${numberText(callUs)} µs beside ${numberText(noopUs)} µs for an empty one, so it cannot be ranked; measure usage.cpuMs per call`,
      ),
    ...noise
      .filter(({ metric, relative }) => relative > 0.05 && isCompared(problem, metric))
      .map(
        ({ metric, relative }) =>
          `! ${metric} differs by ${percent(relative)} between two runs of the same program`,
      ),
    ...outsideOnly.map(
      (metric) =>
        `! ${metric} has values in regimes that its \`only\` leaves out; they are dropped`,
    ),
    ...(relations.length === 0
      ? []
      : [`Relations that the seed program keeps: ${relations.join(', ')}`]),
  ];
}
