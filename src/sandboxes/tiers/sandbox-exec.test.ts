import { describe, expect, it } from 'vitest';
import { nodeHost } from '../hosts/node.ts';
import { sandboxExecProfile, sandboxExecTier } from './sandbox-exec.ts';

const host = { ...nodeHost(), interpreterPath: '/opt/node/bin/node', mounts: [] };

describe('sandboxExecTier()', () => {
  it('denies what its profile does not list', () => {
    const lines = sandboxExecProfile(host, '/tmp/"odd" host.cjs').split('\n');
    expect(lines.slice(0, 2)).toEqual(['(version 1)', '(deny default)']);
    expect(lines).toContain('(deny network*)');
    const allowed = lines.filter((line) => line.startsWith('(allow file-write'));
    expect(allowed).toEqual(['(allow file-write-data (literal "/dev/null"))']);
    expect(lines.join('\n')).toContain(String.raw`(subpath "/tmp/\"odd\" host.cjs")`);
  });

  it('says loudly that nobody has run it', () => {
    const { notice, lacks, command } = sandboxExecTier();
    expect(notice).toContain('UNTESTED');
    expect(lacks.daemons).toBeDefined();
    const limits = { callMs: 1, workloadMs: 1, memoryMiB: 64, outputBytes: 1 };
    const { argv, env } = command(host, { hostFile: '/tmp/host.cjs', limits, marker: 'm' });
    expect(argv[0]).toBe('/usr/bin/sandbox-exec');
    expect(env).toEqual({ BARBICAN_SESSION: 'm' });
  });
});
