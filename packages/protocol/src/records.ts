import { utf8 } from "@scure/base";
import { z } from "zod";
import { explorationSchema, recordedExperimentSchema } from "./experiment.ts";
import { parseStorableJson } from "./storable-json.ts";

const name = z.string().min(1).max(128);
const value = z.union([z.number(), z.string().max(128), z.boolean()]);

/** The engine's Decision as it travels: the fields readers rely on are checked, newer ones pass. */
const decisionSchema = z.looseObject({
  at: z.int().nonnegative(),
  mode: z.enum(["off", "shadow", "canary", "active"]),
  decider: z.enum(["policy", "fallback", "trigger"]),
  handover: z.looseObject({ kind: z.string() }).nullable(),
  outcome: z.enum(["adjust", "hold"]),
  because: z.string().max(128),
  deviationScore: z.number(),
  magnitude: z.number(),
  confidence: z.looseObject({ total: z.number() }),
  verdicts: z
    .array(
      z.looseObject({
        attribute: name,
        current: value,
        recommended: value,
        final: value,
        clippedBy: z.array(z.string().max(64)),
        heldBy: z.string().max(64).nullable(),
      }),
    )
    .max(256),
  signals: z.record(name, z.number().nullable()),
  exploration: explorationSchema.optional(),
});

/** What became of a decision on the host. `undone` and `failed` say why in a sentence. */
export const applyOutcomeSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("none") }),
  z.strictObject({ kind: z.literal("applied"), steps: z.array(z.string().max(300)).max(256), tookMs: z.number() }),
  z.strictObject({ kind: z.literal("undone"), because: z.string().max(500) }),
  z.strictObject({ kind: z.literal("failed"), because: z.string().max(500) }),
]);

/** The payload of a decision frame. `tookMs`: from collected signals to journalled decision. */
export const decisionRecordSchema = z.strictObject({
  persona: z.strictObject({ id: name, version: z.int().positive(), digest: z.string().length(64) }).nullable(),
  assignmentId: z.guid().nullable(),
  decision: decisionSchema,
  explanation: z.string().max(2000),
  apply: applyOutcomeSchema,
  tookMs: z.number().nonnegative(),
  /** Since version 4; an older hub gets the record without it. */
  experiment: recordedExperimentSchema.optional(),
});

/** The names this build gives its events. */
export const EVENT_NAMES = [
  "agent-started",
  "agent-stopped",
  "target-lost",
  "target-recovered",
  "signal-lost",
  "signal-recovered",
  "fallback-entered",
  "fallback-left",
  "persona-offered",
  "persona-installed",
  "persona-refused",
  "mode-changed",
  "paused",
  "resumed",
  "apply-failed",
  "rolled-back",
  "frames-dropped",
  "frames-refused",
  "kill-switch-engaged",
  "kill-switch-released",
  "freeze-began",
  "freeze-ended",
  "drift-detected",
  "contention-detected",
  "steering-resumed",
  "guardrail-tripped",
  "leader-gained",
  "leader-lost",
  "source-failed",
  "source-recovered",
  "install-blocked",
  "lease-warning",
  "lease-ended",
  "lease-lapsed",
  "lease-renewed",
  "persona-revoked",
  "safe-configuration-reached",
  "experiment-began",
  "experiment-arm-changed",
  "experiment-ended",
] as const;

/** A name this build gives its events. */
export type EventName = (typeof EVENT_NAMES)[number];

/** The payload of an event frame: a name, how bad it is, a sentence, and plain facts. */
export const eventRecordSchema = z.strictObject({
  // A newer agent may know events that this hub does not: it keeps them, and shows their sentence.
  name: z
    .string()
    .regex(/^[a-z]+(?:-[a-z]+)*$/)
    .max(64),
  severity: z.enum(["info", "warning", "error"]),
  message: z.string().max(1000),
  detail: z.record(name, z.union([z.string().max(1000), z.number(), z.boolean(), z.null()])),
});

/** The payload of a decision frame. */
export type DecisionRecord = z.infer<typeof decisionRecordSchema>;
/** What became of a decision on the host. */
export type ApplyOutcome = z.infer<typeof applyOutcomeSchema>;
/** The payload of an event frame. */
export type EventRecord = z.infer<typeof eventRecordSchema>;

/** A record that was read, or why not. */
export type DecodedRecord<Record> =
  | { readonly kind: "record"; readonly record: Record }
  | { readonly kind: "malformed"; readonly code: "payload-invalid"; readonly message: string };

/** Writes the payload of a decision or event frame: JSON, UTF-8. */
export function encodeRecord(record: DecisionRecord | EventRecord): Uint8Array {
  return utf8.decode(JSON.stringify(record));
}

/** Reads the payload of a decision frame. Never throws. */
export function decodeDecisionRecord(payload: Uint8Array): DecodedRecord<DecisionRecord> {
  return decode(payload, decisionRecordSchema);
}

/** Reads the payload of an event frame. Never throws. */
export function decodeEventRecord(payload: Uint8Array): DecodedRecord<EventRecord> {
  return decode(payload, eventRecordSchema);
}

function decode<Record>(payload: Uint8Array, schema: z.ZodType<Record>): DecodedRecord<Record> {
  const result = schema.safeParse(parseStorableJson(textOf(payload)));
  if (result.success) return { kind: "record", record: result.data };
  const [issue] = result.error.issues;
  return {
    kind: "malformed",
    code: "payload-invalid",
    message: `${issue?.path.join(".") ?? ""}: ${issue?.message ?? "invalid"}`,
  };
}

function textOf(payload: Uint8Array): string {
  try {
    return utf8.encode(payload);
  } catch {
    return "";
  }
}
