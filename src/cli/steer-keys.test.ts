import { describe, expect, it } from 'vitest';
import type { SteerOutcome } from '../compose/index.ts';
import { applyEvent, type RunState, runStateOf } from '../domain/run-state.ts';
import type { SteerCommand } from '../domain/steering.ts';
import { shortRun, storedEvents } from '../testing/run-events.ts';
import { questionLines, type SteerKeys, steerKeys } from './steer-keys.ts';

function keysOn(outcome: SteerOutcome = { kind: 'taken' }): {
  keys: SteerKeys;
  state: RunState;
  given: SteerCommand[];
  type: (text: string) => void;
} {
  const state = runStateOf(storedEvents(shortRun()));
  const given: SteerCommand[] = [];
  const keys = steerKeys(state, (command) => {
    given.push(command);
    return Promise.resolve(outcome);
  });
  return { keys, state, given, type: (text) => Array.from(text).forEach(keys.press) };
}

const asked = { questionId: 'quarantine:t3', text: 'Is the rule right?', choices: ['yes', 'no'] };
function ask(state: RunState): void {
  const stored = { seq: 99, v: 1, atMs: 0 };
  applyEvent(state, { ...stored, type: 'question.asked', question: asked });
}

describe('steerKeys()', () => {
  it('gives what a key stands for, and says what became of it', async () => {
    const { keys, state, given, type } = keysOn();
    type('pb');
    state.steering.paused = true;
    state.steering.markById.set('t2', { kind: 'ban', lineage: false });
    type('pir');
    expect(given).toEqual([
      { kind: 'pause' },
      { kind: 'ban', trialId: 't2', lineage: false },
      { kind: 'continue' },
      { kind: 'pin', trialId: 't2', lineage: false },
      { kind: 'release', trialId: 't2' },
    ]);
    await Promise.resolve();
    expect(keys.lines()).toEqual(['release t2: taken']);
  });

  it('says why an order was refused', async () => {
    const { keys, type } = keysOn({ kind: 'refused', why: 'It is paused already' });
    type('p');
    await Promise.resolve();
    expect(keys.lines()).toEqual(['It is paused already']);
  });

  it('reads a line for words, shows it, and gives nothing when it is left', () => {
    const { keys, given, type } = keysOn();
    type('hLonk\u007Fg jobs');
    expect(keys.lines()).toEqual(['hint: Long jobs_']);
    type(' first\r');
    type('hnothing\u001B');
    type('h  \r');
    expect(given).toEqual([{ kind: 'hint', text: 'Long jobs first' }]);
  });

  it('stops only when it is said twice', () => {
    const { given, type } = keysOn();
    type('sn\rs\r');
    expect(given).toEqual([]);
    type('sy\r');
    expect(given).toEqual([{ kind: 'stop' }]);
  });

  it('answers what the run asks', () => {
    const { keys, state, given, type } = keysOn();
    type('a');
    expect(keys.lines()).toEqual(['The run asks nothing']);
    ask(state);
    expect(questionLines(state)[0]).toContain('Is the rule right? (yes or no)');
    type('ano\r');
    expect(given).toEqual([{ kind: 'answer', questionId: 'quarantine:t3', answer: 'no' }]);
  });

  it('says which keys there are for any other', () => {
    const { keys, given, type } = keysOn();
    type('?');
    expect(keys.lines()[0]).toMatch(/^p pause, continue · h hint · .* · s stop$/u);
    expect(given).toEqual([]);
  });
});
