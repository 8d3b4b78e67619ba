import { triggerSchema } from "@fleet-persona/persona";
import { z } from "zod";

const name = z.string().min(1).max(128);
const instant = z.int().nonnegative();
const value = z.union([z.number(), z.string().max(128), z.boolean()]);
const duration = z.number().nonnegative();

/** One duration for growing and one for shrinking, ms. */
export const pacesSchema = z.strictObject({ grow: duration, shrink: duration });

/** A pause of everything, of one direction or of one attribute; it ends by itself at `until` (ms since 1970). */
export const pauseSchema = z.strictObject({
  scope: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("all") }),
    z.strictObject({ kind: z.literal("direction"), direction: z.enum(["grow", "shrink"]) }),
    z.strictObject({ kind: z.literal("attribute"), attribute: name }),
  ]),
  until: instant.nullable(),
});

const timeOfDay = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/, "must be HH:MM");

/** A time in which nothing is changed: once, or every week on ISO days (1 = Monday) in a time zone; past midnight when `until` <= `from`. */
export const freezeWindowSchema = z.strictObject({
  name: z.string().min(1).max(80),
  window: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("once"), from: instant, until: instant }),
    z.strictObject({
      kind: z.literal("weekly"),
      days: z.array(z.int().min(1).max(7)).min(1).max(7),
      from: timeOfDay,
      until: timeOfDay,
      timeZone: z.string().min(1).max(64),
    }),
  ]),
});

/**
 * When a change is taken back: error rate above the window before by `errorRateIncrease` (absolute), or p95 above
 * `1 + latencyIncrease` times what it was, judged over `windowMs` before and after.
 */
export const guardrailSchema = z.strictObject({
  errorRateIncrease: z.number().min(0).max(1),
  latencyIncrease: z.number().nonnegative(),
  windowMs: z.number().min(1000).max(3_600_000),
});

/** How many hosts of a fleet may change in one window, and which place among them this host has (0-based). */
export const rolloutSchema = z.strictObject({
  place: z.int().nonnegative(),
  hosts: z.int().positive(),
  perWindow: z.int().positive(),
  windowMs: z.number().min(1000).max(86_400_000),
  /** Share of a window over which the hosts of one window spread their starts. */
  jitter: z.number().min(0).max(0.9),
});

/** The most one decision may move one attribute, in its unit (numbers) or in ranks (ordered choices). */
const stepLimitSchema = z.strictObject({ grow: z.number().nonnegative(), shrink: z.number().nonnegative() }).partial();

/** What people say about a fleet beside its Persona. Since version 2. */
export const controlSchema = z.strictObject({
  killSwitch: z.strictObject({ since: instant, by: z.string().max(200), reason: z.string().max(500) }).nullable(),
  pauses: z.array(pauseSchema).max(64),
  freezeWindows: z.array(freezeWindowSchema).max(64),
  /** The tenant's own triggers; they come before the author's. */
  triggers: z.array(triggerSchema).max(64),
  /** The safe configuration a tenant declared; what it does not name is the host's own snapshot. */
  declared: z.record(name, value),
  stepLimits: z.record(name, stepLimitSchema),
  rollout: rolloutSchema.nullable(),
  /** When a person said to steer an attribute again after it was changed by another hand; `*` means all. */
  resumedAt: z.record(name, instant),
});

/** `control` of a state. */
export type Control = z.infer<typeof controlSchema>;
/** One pause. */
export type Pause = z.infer<typeof pauseSchema>;
/** One freeze window. */
export type FreezeWindow = z.infer<typeof freezeWindowSchema>;
/** The outcome guardrail's limits. */
export type Guardrail = z.infer<typeof guardrailSchema>;
/** One host's share in a fleet's rollout. */
export type Rollout = z.infer<typeof rolloutSchema>;
