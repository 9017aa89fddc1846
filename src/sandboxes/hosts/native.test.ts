import { describe, expect, it } from 'vitest';
import { nativeHosts, systemCompiler } from './native.ts';

const language = {
  name: 'Brainwave',
  compilers: ['no-such-compiler'],
  remedy: 'install one: apt-get install brainwave',
  describe: systemCompiler,
  part: { name: 'part', files: [], args: [] },
  support: [],
  plan: () => ({ files: {}, args: [] }),
  missingEntry: () => /never/u,
};

describe('nativeHosts()', () => {
  it('nativeHosts() says what to install when there is no compiler', async () => {
    await expect(nativeHosts(language)).rejects.toMatchObject({
      code: 'BARBICAN_INFRA',
      message: expect.stringMatching(
        /^Cannot build programs in Brainwave.*no no-such-compiler on the path.*apt-get install brainwave$/u,
      ),
    });
  });

  it('nativeHosts() says why when those that there are cannot be used', async () => {
    const refusing = {
      ...language,
      compilers: ['sh'],
      describe: () => Promise.resolve('it is old'),
    };
    await expect(nativeHosts(refusing)).rejects.toThrow(/it is old/u);
  });
});
