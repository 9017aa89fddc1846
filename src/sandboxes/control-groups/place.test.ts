import { describe, expect, it } from 'vitest';
import { groupPlaceIn } from './place.ts';

const V1 = [
  '31 23 0:28 / /sys/fs/cgroup rw,relatime - tmpfs tmpfs rw,mode=755',
  '35 31 0:32 / /sys/fs/cgroup/memory rw,relatime - cgroup cgroup rw,memory',
  '39 31 0:36 / /sys/fs/cgroup/pids rw,relatime shared:9 - cgroup cgroup rw,pids',
  '41 31 0:38 / /sys/fs/cgroup/unified rw,relatime - cgroup2 cgroup2 rw',
].join('\n');
const V2 = '30 23 0:26 / /sys/fs/cgroup rw,nosuid shared:4 - cgroup2 cgroup2 rw,nsdelegate';
const OWN_V1 = '8:pids:/\n4:memory:/a/b\n0::/\n';
const OWN_V2 = '0::/user.slice/user-1000.slice/run-1.scope\n';

describe('groupPlaceIn()', () => {
  const [yes, no] = [() => true, () => false];

  it('finds the folders of version 1 when both are mounted', () => {
    expect(groupPlaceIn(V1, OWN_V1, yes)).toEqual({
      version: 1,
      memory: '/sys/fs/cgroup/memory/a/b',
      pids: '/sys/fs/cgroup/pids',
    });
  });

  it('finds the one folder of version 2', () => {
    const folder = '/sys/fs/cgroup/user.slice/user-1000.slice/run-1.scope';
    expect(groupPlaceIn(V2, OWN_V2, yes)).toEqual({ version: 2, memory: folder, pids: folder });
  });

  it('finds the own folder when a container shows a part', () => {
    const part = '30 23 0:26 /docker/1 /sys/fs/cgroup rw - cgroup2 cgroup rw';
    expect(groupPlaceIn(part, '0::/docker/1/x\n', yes)).toMatchObject({
      memory: '/sys/fs/cgroup/x',
    });
    expect(groupPlaceIn(part, '0::/elsewhere\n', yes)).toMatchObject({ memory: '/sys/fs/cgroup' });
  });

  it('says what to do when no groups can be made', () => {
    expect(groupPlaceIn(V2, OWN_V2, no)).toMatchObject({
      why: expect.stringContaining('not delegated'),
      remedy: expect.stringContaining('systemd-run --user --scope -p Delegate=yes'),
    });
    expect(groupPlaceIn(V1, OWN_V1, no)).toMatchObject({
      why: expect.stringContaining('belong to root'),
    });
    expect(groupPlaceIn('', '', yes)).toMatchObject({ why: 'no control groups are mounted' });
  });
});
