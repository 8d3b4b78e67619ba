export { agentSession, initialAgentSession, type AgentSessionState, type AgentSessionStep } from "./agent-session.ts";
export type { AgentSessionEffect, AgentSessionEvent, AgentSessionSettings, OutboxItem } from "./agent-session-port.ts";
export { DEFAULT_BACKOFF, fullJitter, type BackoffSettings } from "./backoff.ts";
export { challengeBytes, type Challenge } from "./challenge.ts";
export { contextSchema, type Context } from "./context.ts";
export {
  controlSchema,
  freezeWindowSchema,
  guardrailSchema,
  pauseSchema,
  type Control,
  type FreezeWindow,
  type Guardrail,
  type Pause,
  type Rollout,
} from "./control.ts";
export { type FleetValues, type Leadership, type Lease } from "./leadership.ts";
export {
  EXPERIMENT_MARKER,
  experimentSchema,
  experimentStatusSchema,
  explorationSchema,
  type Experiment,
  type ExperimentStatus,
  type RecordedExploration,
} from "./experiment.ts";
export {
  FRAME_REFUSAL_CODES,
  SESSION_ERRORS,
  SESSION_ERROR_CODES,
  type FrameRefusalCode,
  type Malformed,
  type RetryAdvice,
  type SessionErrorCode,
} from "./codes.ts";
export {
  ENROL_ERRORS,
  TRUST_HEADER,
  enrolRequestSchema,
  enrolResponseSchema,
  httpErrorSchema,
  type EnrolErrorCode,
  type EnrolRequest,
  type EnrolResponse,
  type HttpErrorBody,
} from "./enrolment.ts";
export {
  FRAME_HEADER_BYTES,
  FRAME_KINDS,
  MAX_EPOCH,
  MAX_UINT48,
  decodeFrame,
  encodeFrame,
  type DataFrame,
  type DecodedFrame,
  type FrameKind,
  type FrameNumber,
} from "./frame.ts";
export {
  gatewaySession,
  initialGatewaySession,
  type GatewaySessionState,
  type GatewaySessionStep,
} from "./gateway-session.ts";
export type {
  GatewaySessionEffect,
  GatewaySessionEvent,
  GatewaySessionSettings,
  IngestItem,
} from "./gateway-session-port.ts";
export {
  DEFAULT_CREDIT_WINDOW,
  HANDSHAKE_TIMEOUT_MS,
  MAX_CLOCK_SKEW_MS,
  MAX_DICTIONARY_SIGNALS,
  MAX_FRAME_FUTURE_MS,
  MAX_PAYLOAD_BYTES,
} from "./limits.ts";
export {
  agentMessageSchema,
  dictionarySchema,
  statusSchema,
  type AgentMessage,
  type Dictionary,
  type Gap,
  type Hello,
  type HostStatus,
} from "./messages-from-agent.ts";
export {
  assignmentSchema,
  hubMessageSchema,
  settingsOverridesSchema,
  stateSchema,
  type Ack,
  type Assignment,
  type FleetState,
  type HubMessage,
  type SettingsOverrides,
  type Welcome,
} from "./messages-from-hub.ts";
export {
  decodeMetrics,
  encodeMetrics,
  peekMetrics,
  type DecodedMetrics,
  type Metrics,
  type Sample,
} from "./metrics.ts";
export { encodeMessage, parseAgentMessage, parseHubMessage, type Parsed } from "./parse.ts";
export {
  EVENT_NAMES,
  applyOutcomeSchema,
  decisionRecordSchema,
  decodeDecisionRecord,
  decodeEventRecord,
  encodeRecord,
  eventRecordSchema,
  type ApplyOutcome,
  type DecisionRecord,
  type DecodedRecord,
  type EventName,
  type EventRecord,
} from "./records.ts";
export {
  MAX_REVOCATIONS,
  revocationSchema,
  revocationStatusSchema,
  type Revocation,
  type RevocationStatus,
} from "./revocation.ts";
export { PROTOCOL_VERSIONS, negotiateVersion, type VersionRange } from "./versions.ts";
