import { byFile, defineWorkloads, files, logInt, oneOf, slow } from 'barbican';

const corpus = files('corpus/*.txt', {
  // A copy, as bytes of a file cannot be frozen.
  parse: (bytes) => Buffer.from(bytes).toString('base64'),
  split: byFile({ search: '[a-m]*', selection: '[n-p]*', holdout: '[q-z]*' }),
  licence: 'Apache-2.0 AND MIT',
  public: true,
});

export const workloads = defineWorkloads({
  data: { corpus },
  params: { what: oneOf('text', 'noise', 'zeros'), bytes: logInt(1, 8_000) },
  typical: { what: 'text' },
  perRegime: { search: 4, selection: 9, holdout: 24 },
  regimes: {
    text: { bytes: logInt(2_000, 8_000) },
    short: slow({ bytes: logInt(1, 300) }),
    noise: slow({ what: 'noise', bytes: logInt(1_000, 4_000) }),
    zeros: slow({ what: 'zeros', bytes: logInt(1_000, 4_000) }),
  },
  generate: ({ params: { what, bytes }, data, rng }) => {
    const whole = Buffer.from(data.corpus.pick(rng), 'base64');
    const from = rng.int(0, Math.max(0, whole.length - bytes));
    const parts = {
      text: () => whole.subarray(from, from + bytes),
      noise: () => Buffer.from(Array.from({ length: bytes }, () => rng.int(0, 255))),
      zeros: () => Buffer.alloc(bytes),
    };
    return { bytes: parts[what]().toString('base64') };
  },
});
