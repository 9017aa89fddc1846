import { z } from 'zod';
import type { RunEventBody } from '../domain/event.ts';
import { modelSpecFrom } from '../models/model-spec.ts';
import { OUTSIDE } from '../proposers/outside.ts';
import type { ProposerChoice } from './open-proposers.ts';

const ModelOptions = z.object({ model: z.string(), atOnce: z.number() });
const AgentOptions = z.object({
  agent: z.object({
    name: z.string(),
    command: z.string(),
    minutes: z.number(),
    usd: z.number().exactOptional(),
    env: z.array(z.string()),
  }),
  atOnce: z.number(),
});
const ClassicalOptions = z.object({ share: z.number() });

/** Who proposed in a run, as its log says: models with what was looked up when it began. */
export function choiceInLog(
  proposers: Extract<RunEventBody, { type: 'run.started' }>['proposers'],
): ProposerChoice {
  const models = proposers.flatMap(({ options }) => ModelOptions.safeParse(options).data ?? []);
  const agents = proposers.flatMap(({ options }) => AgentOptions.safeParse(options).data ?? []);
  const [share] = proposers.flatMap(
    ({ options }) => ClassicalOptions.safeParse(options).data ?? [],
  );
  return {
    models: models.map(({ model }) => modelSpecFrom(model)),
    agents: agents.map(({ agent }) => agent),
    classicalShare: share?.share ?? (models.length + agents.length > 0 ? 0 : 1),
    atOnce: models[0]?.atOnce ?? agents[0]?.atOnce ?? 1,
    ...(proposers.some(({ name }) => name === OUTSIDE) ? { nobody: true } : {}),
  };
}
