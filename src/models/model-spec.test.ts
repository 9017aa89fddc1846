import { describe, expect, it } from 'vitest';
import { modelSpecFrom, textFromModelSpec } from './model-spec.ts';

describe('modelSpecFrom()', () => {
  it('modelSpecFrom() reads a name with slashes, and options', () => {
    const text =
      'openrouter/meta-llama/llama-3.3,price=0.1/0.4,rpm=60,calls=4,temperature=0.2/1,effort=low';
    const spec = modelSpecFrom(text);
    expect(spec).toMatchObject({
      provider: 'openrouter',
      name: 'meta-llama/llama-3.3',
      rpm: 60,
      calls: 4,
    });
    expect(modelSpecFrom(textFromModelSpec(spec))).toEqual(spec);
  });

  it.each([
    ['gpt-5', 'write provider/name'],
    ['openai/', 'write provider/name'],
    ['opnai/gpt-5', 'provider "opnai" is unknown'],
    ['openai/gpt-5,tempreature=1', 'tempreature'],
    ['openai/gpt-5,rpm=fast', 'rpm'],
    ['openai/gpt-5,rpm=1,rpm=2', 'once'],
    ['openai/gpt-5,price=cheap', 'price'],
    ['openai/gpt-5,url=ftp://x', 'url'],
    ['openai/gpt-5,url=https://me:secret@host/v1', 'keys come from the environment only'],
    ['openai/gpt-5,url=https://host/v1?key=secret', 'keys come from the environment only'],
  ])('modelSpecFrom() says what is wrong with %s', (text, words) => {
    expect(() => modelSpecFrom(text)).toThrow(words);
  });
});
