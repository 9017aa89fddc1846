/** What runs Barbican: searches, looks at runs, checks problems. */
export { checkProblemAt, checkReportText } from './check-problem-at.ts';
export { doctorReport, type DoctorItem, type DoctorOptions } from './doctor-report.ts';
export { agentSpecFrom, type AgentLimits, type AgentSpec } from '../models/agents/agent-spec.ts';
export { modelSpecFrom, type ModelSpec } from '../models/model-spec.ts';
export { type ProposerChoice } from './open-proposers.ts';
export { readRun, type ReadRun } from './read-run.ts';
export { replayRun, type ReplayRunOptions } from './replay-run.ts';
export { resumeRun, type ResumeRunOptions } from './resume-run.ts';
export { startRun, type StartedRun, type StartRunOptions } from './start-run.ts';
export {
  type BroughtFile,
  programFromFiles,
  programOfTrial,
  steerRun,
  type SteerOutcome,
  type TrialEnd,
  trialEnd,
  trialNamed,
} from './steer-run.ts';
