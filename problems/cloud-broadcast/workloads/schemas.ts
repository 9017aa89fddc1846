/** The shapes of what goes to a program and comes back, for whoever is not in the same process. */
import { z } from 'zod';

const Region = z.int().nonnegative();
const Numbers = z.array(z.number()).readonly();
/** What a program is asked: `Question` of `broadcast.ts`. */
export const questionSchema = z.object({
  source: Region,
  destinations: z.array(Region).readonly(),
  volumeGb: z.number(),
  partitions: z.int(),
  deadlineSeconds: z.number(),
  prices: z.array(Numbers).readonly(),
  gbps: z.array(Numbers).readonly(),
  sendGbps: Numbers,
  receiveGbps: Numbers,
});

/** What it answers: `Plan` of `broadcast.ts`, of any regions; the invariants say which. */
export const planSchema = z
  .array(z.array(z.int().min(-1)).max(128).readonly())
  .max(64)
  .readonly();
