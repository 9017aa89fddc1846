import { describe, expect, it } from 'vitest';
import { InfraError } from '../domain/errors.ts';
import type { WaitingSession } from './session.ts';
import { WarmStarts } from './warm-starts.ts';

interface Host extends WaitingSession {
  readonly number: number;
  alive: boolean;
}

/** Starts numbered hosts without processes. */
function starter(): { readonly hosts: Host[]; start(): Promise<Host> } {
  const hosts: Host[] = [];
  return {
    hosts,
    start: () => {
      const host: Host = {
        number: hosts.length,
        alive: true,
        isAlive: () => host.alive,
        begin: () => {
          throw new Error('No program is given to these');
        },
        kill: () => {
          host.alive = false;
        },
      };
      hosts.push(host);
      return Promise.resolve(host);
    },
  };
}

describe('WarmStarts', () => {
  it('take() gives a host that waits, each once, when some wait', async () => {
    const { hosts, start } = starter();
    using warm = new WarmStarts(2, 4);
    const taken = [];
    for (let i = 0; i < 4; i++) taken.push(await warm.take('a', start));
    expect(taken).toEqual(hosts.slice(0, 4));
    // Two wait for whoever comes next.
    expect(hosts).toHaveLength(6);
  });

  it('take() starts another when the one that waited is dead', async () => {
    const { hosts, start } = starter();
    using warm = new WarmStarts(1, 4);
    await warm.take('a', start);
    hosts[1]?.kill();
    expect(await warm.take('a', start)).toBe(hosts[2]);
  });

  it('take() keeps hosts apart when their keys differ', async () => {
    const [a, b] = [starter(), starter()];
    using warm = new WarmStarts(1, 4);
    await warm.take('a', a.start);
    expect(await warm.take('b', b.start)).toBe(b.hosts[0]);
    expect(await warm.take('a', a.start)).toBe(a.hosts[1]);
  });

  it('take() kills those that were not used for the longest when too many wait', async () => {
    const [a, b, c] = [starter(), starter(), starter()];
    using warm = new WarmStarts(2, 4);
    await warm.take('a', a.start);
    await warm.take('b', b.start);
    await warm.take('c', c.start);
    await Promise.resolve();
    expect(a.hosts.map(({ alive }) => alive)).toEqual([true, false, false]);
    expect([...b.hosts, ...c.hosts].every(({ alive }) => alive)).toBe(true);
  });

  it('take() says why a host cannot be started when it is needed, and not before', async () => {
    const { start } = starter();
    using warm = new WarmStarts(1, 4);
    const fail = (): Promise<Host> => Promise.reject(new InfraError('no more processes'));
    await warm.take('a', start);
    await warm.take('a', fail);
    await expect(warm.take('a', fail)).rejects.toThrow('no more processes');
  });

  it('dispose() kills what waits and nothing that was handed out when it is called', async () => {
    const { hosts, start } = starter();
    const warm = new WarmStarts(2, 4);
    await warm.take('a', start);
    warm[Symbol.dispose]();
    await Promise.resolve();
    expect(hosts.map(({ alive }) => alive)).toEqual([true, false, false]);
  });
});
