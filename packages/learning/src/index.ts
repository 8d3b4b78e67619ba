export { LearningError, type LearningErrorCode } from "./errors.ts";
export { tensor, type OnnxModelSession, type OnnxRuntime, type Tensor } from "./runtime.ts";
export { encodeModel } from "./onnx/encode.ts";
export { evaluateOnnx } from "./onnx/evaluate.ts";
export { type OnnxModel } from "./onnx/read-graph.ts";
export { readOnnx } from "./onnx/read-model.ts";
export { type OnnxGraph, type Operator, type Shape } from "./onnx/model.ts";
export { Graph, type Symbolic } from "./graph/graph.ts";
export { clip, exp, log, logSoftmax, relu, sigmoid, softmax, softplus, sqrt, tanh } from "./graph/activation.ts";
export { add, div, mul, neg, scale, shift, square, sub } from "./graph/arithmetic.ts";
export { dense, matmul } from "./graph/gemm.ts";
export { gradients, stopGradient } from "./graph/gradients.ts";
export { concat, reshape, slice, split } from "./graph/layout.ts";
export { reduceSum } from "./graph/reduce.ts";
export { ADAM_DEFAULTS, type AdamSettings } from "./training/adam.ts";
export { crossEntropy, gaussianNegativeLogLikelihood, squaredError, weightedTotal } from "./training/losses.ts";
export { initialWeights, parameterCount, type Layout, type Parameters } from "./training/parameters.ts";
export { below, gaussian, nextUint32, randomFromSeed, shuffled, uniform, type Random } from "./training/random.ts";
export {
  initialTrainingState,
  loadTrainer,
  trainingModel,
  type StepReport,
  type Trainer,
  type TrainingState,
} from "./training/training-step.ts";
export { exportPolicy, rolloutModel } from "./policy/export-policy.ts";
export { policyForward, policyLayout, type PolicySpec } from "./policy/network.ts";
export {
  cloneBehaviour,
  type Clone,
  type CloneEvidence,
  type CloneProgress,
  type CloneRequest,
} from "./cloning/clone-behaviour.ts";
export { distributionOf, splitByTime, type DataSplit, type Demonstration } from "./cloning/dataset.ts";
export { type Evaluation, type HeadReport } from "./cloning/evaluate.ts";
export { fitForeignPolicy, type Fitted, type ForeignHints } from "./foreign/fit-foreign-policy.ts";
export {
  NUMBER_SCALES,
  OBSERVATION_PARTS,
  type ForeignPolicy,
  type Normalisation,
  type NumberScale,
  type ObservationPart,
} from "./foreign/foreign-policy.ts";
export { wrapForeignPolicy } from "./foreign/wrap-foreign-policy.ts";
export { type ActionHead, type Environment, type StepResult } from "./environment/environment.ts";
export { type FleetTask, type RewardWeights } from "./fleet/fleet-task.ts";
export { acrobot } from "./environment/acrobot.ts";
export { cartPole } from "./environment/cart-pole.ts";
export { type Checkpoint, decodeCheckpoint, encodeCheckpoint } from "./checkpoint/checkpoint.ts";
export { type Lane, type LaneAnswer, type LaneRequest, serveLane, vectoriseAcross } from "./environment/lanes.ts";
export { type Episode } from "./environment/slot.ts";
export { vectorise, type VectorEnvironment, type VectorRequest } from "./environment/vectorise.ts";
export { type ActorCritic } from "./network/actor-critic.ts";
export { mlpNetwork } from "./network/mlp-network.ts";
export { policyNetwork } from "./network/policy-network.ts";
export { mlpQNetwork, policyQNetwork, type QNetwork, type QShape } from "./network/q-network.ts";
export { PPO_DEFAULTS, type PpoSettings } from "./ppo/settings.ts";
export { trainPpo } from "./ppo/train-ppo.ts";
export { DQN_DEFAULTS, type DqnSettings } from "./dqn/settings.ts";
export { exportQPolicy, type QExport } from "./dqn/export-q-policy.ts";
export { trainDqn } from "./dqn/train-dqn.ts";
export { type TrainProgress, type TrainRequest, type TrainResult } from "./training/train-request.ts";
export { decidedWeights } from "./fleet/decided-weights.ts";
export { EngineLoop, type EngineTask } from "./fleet/engine-loop.ts";
export { fleetEnvironment } from "./fleet/fleet-environment.ts";
export { imitate, type ImitationProgress, type ImitationRequest, type ImitationSettings } from "./fleet/imitate.ts";
export { measureInputs, type DeclaredInput } from "./fleet/measure-inputs.ts";
export {
  randomisedScenarios,
  windowOf,
  withServiceFactor,
  type NamedTrace,
  type ScenarioSpread,
} from "./fleet/random-scenarios.ts";
export { clumsy, recordRun, type RecordRequest } from "./fleet/record-run.ts";
export { taskOf, type TaskDescription } from "./fleet/task-description.ts";
export { TRAFFIC_EVENTS, type RateRange, type TrafficEvent } from "./fleet/traffic-shapes.ts";
export { type RunSecond } from "./fleet/fleet-run.ts";
export { bestStaticConfiguration } from "./baselines/best-static.ts";
export { type FleetMoment, type FleetPilot, type FleetPolicy, type PolicyContext } from "./baselines/fleet-policy.ts";
export { foresightPolicy, type ForesightSettings } from "./baselines/foresight-policy.ts";
export { oraclePolicy, type OracleSettings } from "./baselines/oracle-policy.ts";
export { personaPolicy, type PersonaUnderTest } from "./baselines/persona-policy.ts";
export { BASELINES } from "./baselines/registry.ts";
export { randomPolicy } from "./baselines/random-policy.ts";
export { staticPolicy } from "./baselines/static-default.ts";
export { bootstrapped, type Interval } from "./evaluation/bootstrap.ts";
export { comparePolicy, type Comparison } from "./evaluation/compare.ts";
export {
  evaluatePolicies,
  type EvaluationRequest,
  type NamedScenario,
  type TraceEvaluation,
  type TraceRun,
} from "./evaluation/evaluate-policies.ts";
export { evidenceOf, type Evidence, type EvidenceParts, type TrainingRecord } from "./evaluation/evidence.ts";
export { meanFigures, seriesOf, type PolicyFigures, type RunSeries } from "./evaluation/figures.ts";
export { runPolicy } from "./evaluation/run-policy.ts";
export {
  ancestorOf,
  genomeJob,
  genomeJudge,
  genomeLayout,
  judgeHere,
  judgementOf,
  withWeights,
  type GenomeJob,
  type GenomeResult,
  type GenomeTask,
} from "./evolution/evaluate-genome.ts";
export {
  evolve,
  type Candidate,
  type EvolutionRequest,
  type EvolutionSettings,
  type Evolved,
  type GenerationReport,
  type Judgement,
} from "./evolution/evolve.ts";
export { genomeFromJson, genomeToJson, type GenomeJson } from "./evolution/genome-codec.ts";
export { ALL_GENES, INITIAL_STRENGTH, type GeneKinds, type Genome } from "./evolution/genome.ts";
export { play } from "./training/play.ts";
export { hostKey, narrowedTo, splitHosts } from "./offline/dataset/narrowed.ts";
export { distributionsOf, divergencesOf, type Distributions } from "./offline/policy-distributions.ts";
export { datasetOf, stepRewards, type OfflineDataset, type Provenance } from "./offline/dataset/dataset.ts";
export { decodeDataset, encodeDataset } from "./offline/dataset/dataset-bytes.ts";
export { exploreRun, type ExplorationRun } from "./offline/dataset/explore-run.ts";
export {
  episodesOf,
  type FrameMeasure,
  type HostJournal,
  type JournalDecision,
  type JournalFrame,
} from "./offline/dataset/journal.ts";
export {
  type DatasetSpec,
  type LoggedEpisode,
  type LoggedPersona,
  type LoggedSample,
  type LoggedSituation,
  type LoggedStep,
} from "./offline/dataset/logged-episode.ts";
export {
  evaluateOffPolicy,
  OFF_POLICY_DEFAULTS,
  type OffPolicyEstimate,
  type OffPolicySettings,
  type Support,
} from "./offline/estimation/evaluate-off-policy.ts";
export { type OfflineProgress, type OfflineRequest, type OfflineResult } from "./offline/refinement/offline-run.ts";
export {
  POLICY_REFINEMENT_DEFAULTS,
  refinePolicy,
  type PolicyRefinementSettings,
  type RefinedPolicy,
} from "./offline/refinement/refine-policy.ts";
export {
  refineValues,
  VALUE_REFINEMENT_DEFAULTS,
  type RefinedValues,
  type ValueRefinementSettings,
} from "./offline/refinement/refine-values.ts";
export {
  childVersion,
  type CandidateFiles,
  type ChildVersion,
  type ManifestDraft,
  type ParentVersion,
  type Refinement,
} from "./offline/refinement/child-version.ts";
export {
  refinePersona,
  type Refined,
  type RefineRefusal,
  type RefineRequest,
  type RefineSettings,
} from "./offline/refinement/refine-persona.ts";
export { weightsOfPolicy, type ParentWeights } from "./offline/refinement/parent-weights.ts";
export { type SimulatorSettings } from "./offline/refinement/continue-in-simulator.ts";
export { type Belief } from "./offline/variation/gaussian-process.ts";
export {
  VARIABLE_SETTINGS,
  type Adaptation,
  type VariableSetting,
  type VariationBounds,
} from "./offline/variation/variation-genes.ts";
export {
  abandon,
  bestVariation,
  improvementLeft,
  isExhausted,
  propose,
  tell,
  variationSearch,
  variationStateFrom,
  type MeasuredVariation,
  type Variation,
  type VariationRequest,
  type VariationState,
} from "./offline/variation/variation-search.ts";
