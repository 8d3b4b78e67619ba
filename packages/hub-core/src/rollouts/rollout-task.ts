import { taskOf, TRAFFIC_EVENTS } from "@fleet-persona/learning";
import type { TaskDescription } from "@fleet-persona/learning";
import { attributeSchema, inputSignalSchema, manifestSchema, triggerSchema } from "@fleet-persona/persona";
import { z } from "zod";
import { HubError } from "../hub-error.ts";
import { isStorableJson } from "../text.ts";

/** What the items of a batch are judged by: the Persona of each genome, under the engine, over the scenarios of its seeds. */
export type RolloutTask = {
  readonly kind: "judge-genomes";
  readonly task: TaskDescription;
  /** Widths of the network's layers. */
  readonly hidden: readonly number[];
};

const seconds = z
  .number()
  .positive()
  .max(31 * 86_400);
const share = z.number().min(0).max(1);
const range = z.strictObject({ min: z.number().min(0).max(1e6), max: z.number().min(0).max(1e6) });
const point = z.strictObject({ t: z.number(), rate: z.number().min(0).max(1e6) });

// What decides how much a simulation takes is checked here; the rest of a fleet is judged by the simulator, in the worker.
const fleetSchema = z.looseObject({
  servers: z
    .array(z.looseObject({ name: z.string().max(200), size: z.number().positive() }))
    .min(1)
    .max(200),
  classes: z
    .array(z.looseObject({ name: z.string().max(200), share }))
    .min(1)
    .max(64),
  catalogue: z.looseObject({ items: z.int().min(1).max(1_000_000) }),
  attributes: z.array(attributeSchema).min(1).max(64),
  retries: z.int().min(0).max(10),
});

const spreadSchema = z.strictObject({
  fleet: fleetSchema,
  seconds,
  warmupS: z.number().min(0),
  calm: range,
  peak: range,
  events: z.array(z.enum(TRAFFIC_EVENTS)).max(16).exactOptional(),
  mostEvents: z.int().min(0).max(100).exactOptional(),
  traces: z
    .array(z.strictObject({ name: z.string().max(200), points: z.array(point).min(2) }))
    .max(64)
    .exactOptional(),
  traceShare: share.exactOptional(),
  scale: range.exactOptional(),
  service: range.exactOptional(),
  servers: z.strictObject({ min: z.int().min(2), max: z.int().max(200), sizeSpread: share }).exactOptional(),
  faultShare: share.exactOptional(),
});

const weight = z.number().min(0);
const rolloutTaskSchema = z.strictObject({
  kind: z.literal("judge-genomes"),
  hidden: z.array(z.int().min(1).max(1_024)).max(8),
  task: z.strictObject({
    attributes: z.array(attributeSchema).min(1).max(64),
    inputs: z.array(inputSignalSchema).min(1).max(256),
    triggers: z.array(triggerSchema).max(64),
    adaptation: manifestSchema.shape.adaptation,
    reward: z.strictObject({
      breach: weight,
      cost: weight,
      errors: weight,
      latency: weight,
      churn: weight,
      revenue: weight,
    }),
    decisionIntervalS: z.number().min(0.1).max(3_600),
    spread: spreadSchema,
  }),
});

/** Parses what was sent as a task; `refused` (`task-refused`) says where it is wrong. */
export function parseRolloutTask(value: unknown): RolloutTask {
  if (!isStorableJson(value)) throw refused("It holds text or depths that cannot be kept.");
  const parsed = rolloutTaskSchema.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw refused(`${issue?.path.join(".") ?? ""}: ${issue?.message ?? "invalid"}`);
  }
  // The fleet's other fields are the simulator's to judge.
  const task = parsed.data as unknown as RolloutTask;
  try {
    taskOf(task.task);
  } catch (error) {
    throw refused(error instanceof Error ? error.message : String(error));
  }
  return task;
}

/** The most that one scenario of a task can come to: requests, and steps (decisions, or seconds where those are more). */
export function scenarioSize({ task }: RolloutTask): { readonly requests: number; readonly steps: number } {
  const { spread, decisionIntervalS } = task;
  const { fleet, seconds: length, calm, peak, scale, servers, traces = [] } = spread;
  const recorded = Math.max(
    0,
    ...traces.map(({ points }) => points.reduce((most, { rate }) => Math.max(most, rate), 0)),
  );
  // Ordinary traffic swings by less than half, and what an event adds ends at the peak.
  const generated = 1.5 * calm.max + peak.max;
  const growth = ((scale?.max ?? 1) * (servers?.max ?? fleet.servers.length)) / fleet.servers.length;
  return {
    requests: Math.ceil(length * growth * Math.max(recorded, generated)),
    steps: Math.ceil(length / Math.min(1, decisionIntervalS)),
  };
}

function refused(message: string): HubError {
  return new HubError("refused", `The task is wrong. ${message}`, "task-refused");
}
