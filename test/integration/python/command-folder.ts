import { folderWithTree } from '../command/command-folder.ts';
import type { ProblemFolder } from '../judge/problem-folder.ts';

/** The same small problem of a command as in `../command/command-folder.ts`, in Python. */
const PROBLEM = `from barbican import Problem, command, int_, maximize, minimize, region, slow

problem = Problem(
    'packing',
    'Pack bytes into fewer, and get them back.',
    program=command(
        './tree',
        edit=['src/pack.h', 'src/more'],
        build='make -s pack unpack',
        steps=dict(pack='./pack', unpack='./unpack'),
        tests=['make -s test'],
    ),
    limits=dict(workload_ms=2_500, memory_mib=64, output_bytes=100_000),
    params=dict(bytes=int_(100, 50_000)),
    per_regime=dict(search=1, selection=1, holdout=1),
    regimes=dict(large=region(bytes=int_(20_000, 50_000)), small=slow(bytes=int_(100, 200))),
    metrics=dict(
        ratio=maximize('ratio', across='ratio'),
        packMs=minimize('ms', across='worst'),
        peakMiB=minimize('MiB', across='worst'),
    ),
    objectives=['ratio'],
    no_floors='a test',
    baselines=dict(runs='./runs'),
)


@problem.generate
def generate(params, rng):
    made, byte = bytearray(), 0
    for _ in range(params['bytes']):
        byte = rng.randint(0, 255) if rng.random() < 0.05 else byte
        made.append(byte)
    return made


@problem.drive
def drive(workload, program):
    packed = program.exec('pack', stdin=workload).stdout
    unpacked = program.exec('unpack', stdin=packed)
    return dict(packed_bytes=len(packed), exit_code=unpacked.exit_code, back=unpacked.stdout)


@problem.measure
def measure(workload, output, usage):
    ratio = dict(top=len(workload), bottom=output['packed_bytes'])
    return dict(ratio=ratio, packMs=usage.pack.cpu_ms, peakMiB=usage.peak_mib)


@problem.invariant('they come back')
def come_back(workload, output):
    return output['exit_code'] == 0 and output['back'] == workload
`;

/** Writes the problem with texts replaced, each of which must occur once, and files. */
export function pythonCommandFolder(
  changes: Readonly<Record<string, string>> = {},
  files: Readonly<Record<string, string>> = {},
): ProblemFolder {
  return folderWithTree({ 'problem.py': PROBLEM }, changes, files);
}
