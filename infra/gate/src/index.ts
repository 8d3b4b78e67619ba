export { GateError, type GateErrorCode } from "./gate-error.ts";
export { GATE_RULES, GATE_RULES_VERSION } from "./gate-rules.ts";
export { runGate, type GateOptions, type GateOutcome, type GateProgress } from "./run-gate.ts";
export { SANDBOX_LIMITS, type SandboxLimits } from "./sandbox/sandbox-limits.ts";
export { openSandboxedSession, type SandboxedSession } from "./sandbox/sandboxed-session.ts";
export { type ModelCheck } from "./static-check.ts";
