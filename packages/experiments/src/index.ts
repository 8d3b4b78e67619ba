export { blockArm, blockOf, isMeasured } from "./assignment/block-arm.ts";
export type { Block, BlockArm } from "./assignment/block-arm.ts";
export { armOfHost, sharesAt } from "./assignment/host-arm.ts";
export { stableHash, stableShare } from "./assignment/stable-hash.ts";
export { measureFrames } from "./observation/measure-frames.ts";
export type { FrameColumns } from "./observation/measure-frames.ts";
export { concurrentObservations } from "./observation/concurrent-observations.ts";
export { logExposures, multiplyExposed, prePeriod } from "./observation/exposure.ts";
export type { Exposure } from "./observation/exposure.ts";
export { RELATIVE_ERROR, bucketOf, bucketValue, histogramQuantile } from "./observation/histogram.ts";
export { NOTHING_SEEN, addByMetric, addTotals, figureOf } from "./observation/metric-totals.ts";
export { RAMP, armSchema, designSchema, experimentPlanSchema, treatmentSchema } from "./plan/experiment-plan.ts";
export type { Arm, Design, ExperimentPlan, Treatment } from "./plan/experiment-plan.ts";
export { guardrailSchema, measureSchema, metricSchema } from "./plan/metric.ts";
export type { Guardrail, Measure, Metric } from "./plan/metric.ts";
export type { MetricTotals, UnitObservation } from "./observation/unit-observation.ts";
export { LEAST_UNITS } from "./verdict/arm-data.ts";
export { planPower } from "./power/plan-power.ts";
export type { Baseline, PowerAnswer, PowerQuestion } from "./power/plan-power.ts";
export { normalsOf, seededUniform } from "./power/seeded-chance.ts";
export { describeJudgement } from "./verdict/describe-judgement.ts";
export { exportJudgement } from "./verdict/export-judgement.ts";
export { judgeExperiment } from "./verdict/judge-experiment.ts";
export type { Look } from "./verdict/look.ts";
export { VERDICTS } from "./verdict/verdict.ts";
export type {
  ArmFigure,
  ArmVerdict,
  Comparison,
  Effect,
  GuardrailState,
  HealthFault,
  Interval,
  Judgement,
  VerdictKind,
} from "./verdict/verdict.ts";
export {
  EXPERIMENT_STATUSES,
  experimentStatusSchema,
  hasEnded,
  hostUnitSchema,
  isOpen,
  runSchema,
} from "./runner/run.ts";
export type { ExperimentStatus, HostUnit, Run, RunBlock, Stage } from "./runner/run.ts";
export { advance } from "./runner/advance.ts";
export { carriedBy, markerOf } from "./runner/carried.ts";
export type { Carried } from "./runner/carried.ts";
export { draftRun, pauseRun, promoteRun, resumeRun, startRun, stopRun } from "./runner/commands.ts";
export { armsInIt, controlOf } from "./runner/experiment.ts";
export type { Advanced, Experiment, Facts, RunEffect } from "./runner/experiment.ts";
export { judgedPlan } from "./runner/judged-plan.ts";
export { partMs, stageMs } from "./runner/measured-time.ts";
export { nextLookAt } from "./runner/next-look.ts";
export { rampOf, sharesOf, stepsThatCount } from "./runner/ramp.ts";
export { advanceCampaign, refusedRound } from "./campaign/advance-campaign.ts";
export { campaignProgressSchema, freshProgress } from "./campaign/campaign.ts";
export type {
  CampaignEffect,
  CampaignFacts,
  CampaignProgress,
  CampaignStep,
  CandidateVersion,
  OwnExperiment,
  SettingSearch,
  Tried,
  Variation,
} from "./campaign/campaign.ts";
export { campaignCharterSchema, planOf } from "./campaign/charter.ts";
export type { CampaignCharter } from "./campaign/charter.ts";
export { VARIABLE_SETTINGS, overridesOf, sayValues } from "./campaign/variable-setting.ts";
export type { SettingBound, SettingValues, VariableSetting } from "./campaign/variable-setting.ts";
