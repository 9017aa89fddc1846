import { describe, expect, it } from 'vitest';
import { counterParts } from './instruction-counter.ts';

const isHere = process.platform === 'linux' && process.arch === 'x64';

describe.skipIf(!isHere)('counterParts()', () => {
  it('counterParts() says what is missing and how to get it when there is no valgrind', () => {
    const without = (missing: string) => () => counterParts((path) => !path.includes(missing));
    expect(without('valgrind')).toThrow(
      expect.objectContaining({
        code: 'BARBICAN_INFRA',
        message: expect.stringMatching(
          /has no \/usr\/include\/valgrind, no libraries of valgrind, no valgrind: .*apt-get install valgrind/,
        ),
      }),
    );
    expect(without('/usr/bin/')).toThrow(/has no gcc: .*apt-get install valgrind gcc libc6-dev/);
  });

  it('counterParts() finds what Debian installs', () => {
    expect(counterParts(() => true)).toMatchObject({ compiler: '/usr/bin/gcc' });
  });
});
