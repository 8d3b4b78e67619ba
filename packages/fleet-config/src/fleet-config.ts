import { attributeNameSchema, attributeValueSchema, personaIdSchema, triggerSchema } from "@fleet-persona/persona";
import { z } from "zod";
import { isTimeZone } from "./time-zone.ts";

const text = (limit: number) => z.string().trim().min(1).max(limit);
const share = z.number().min(0).max(1);
const seconds = z.number().min(0).max(604_800);
const pace = z.strictObject({ grow: seconds, shrink: seconds });

/** What one attribute may be: a range for numbers, a list for choices. */
export const boundSchema = z.union([
  z
    .strictObject({ min: z.number(), max: z.number() })
    .refine(({ min, max }) => min <= max, { message: "min is above max" }),
  z.strictObject({
    allowed: z
      .array(z.union([z.string().max(64), z.boolean()]))
      .min(1)
      .max(64),
  }),
]);

/** One attribute of a fleet. `value` is the safe value its owner declares; without one the host's own snapshot is safe. */
const attributeSchema = z.strictObject({
  scope: z.enum(["host", "fleet"]),
  value: attributeValueSchema.exactOptional(),
  bounds: boundSchema.exactOptional(),
  /** The most one decision may move it, in its unit or in ranks. */
  step: z
    .strictObject({ grow: z.number().min(0).exactOptional(), shrink: z.number().min(0).exactOptional() })
    .exactOptional(),
  owner: text(120).exactOptional(),
});

const timeOfDay = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/, "must be HH:MM");

const instant = z.iso.datetime({ offset: true }).refine((at) => Date.parse(at) >= 0, "must be a date from 1970 on");

const timeZone = z.string().min(1).max(64).refine(isTimeZone, "must be a time zone such as Europe/Berlin");

/** A freeze: from one instant to another (ISO 8601 with an offset), or every week between two times of day. */
export const freezeSchema = z.union([
  z
    .strictObject({ name: text(80), from: instant, until: instant })
    .refine(({ from, until }) => Date.parse(from) < Date.parse(until), { message: "ends before it starts" }),
  z.strictObject({
    name: text(80),
    weekly: z.strictObject({
      days: z
        .array(z.enum(["mon", "tue", "wed", "thu", "fri", "sat", "sun"]))
        .min(1)
        .max(7),
      from: timeOfDay,
      until: timeOfDay,
      time_zone: timeZone,
    }),
  }),
]);

/** A Persona version in charge of the fleet. `active` needs an admin's approval first. */
const assignedPersonaSchema = z.strictObject({
  persona: personaIdSchema,
  version: z.number().int().min(1),
  mode: z.enum(["shadow", "active"]),
});

/** What a tenant changes in the settings a Persona brings; absent means the Persona's own. */
const settingsSchema = z
  .strictObject({
    adjustment_factor: z.number().min(0).max(10),
    risk_tolerance: share,
    deadband: share,
    confidence_floor: share,
    cooldown_s: pace,
    stabilisation_s: pace,
    fallback: z.enum(["reactive", "hold", "safe"]),
    /** How long an attribute that somebody changed by hand is left alone. */
    yield_s: seconds,
    /** Null switches the outcome guardrail off. */
    guardrail: z
      .strictObject({
        error_rate_increase: share,
        latency_increase: z.number().min(0).max(100),
        window_s: z.number().min(1).max(3600),
      })
      .nullable(),
    /** At most so many hosts (or that share of them, one at least) change in one window. */
    blast_radius: z.union([
      z.strictObject({ hosts: z.number().int().min(1), window_s: z.number().min(1).max(86_400) }),
      z.strictObject({ share: z.number().gt(0).max(1), window_s: z.number().min(1).max(86_400) }),
    ]),
  })
  .partial();

/** The declarative state of a fleet, as `fleet.yaml` holds it. Unknown fields are refused everywhere. */
export const fleetConfigSchema = z.strictObject({
  schema: z.literal("fleet-persona/fleet/1"),
  /** The fleet's slug. */
  fleet: z.string().min(2).max(40),
  attributes: z
    .record(attributeNameSchema, attributeSchema)
    .refine((attributes) => Object.keys(attributes).length <= 64, { message: "at most 64 attributes" }),
  triggers: z.array(triggerSchema).max(64).superRefine(refuseSameNames),
  freeze_windows: z.array(freezeSchema).max(64).superRefine(refuseSameNames),
  /** None or one: an attribute has one decider. */
  personas: z.array(assignedPersonaSchema).max(1),
  settings: settingsSchema,
});

/** The declarative state of a fleet. */
export type FleetConfig = z.infer<typeof fleetConfigSchema>;
/** The declared part of one attribute. */
export type FleetAttribute = FleetConfig["attributes"][string];
/** One freeze window as it is written. */
export type Freeze = z.infer<typeof freezeSchema>;

// A trigger and a freeze are known by their names: to people, in a diff and in what a decision says.
function refuseSameNames(items: readonly { readonly name: string }[], context: z.RefinementCtx): void {
  for (const [index, { name }] of items.entries()) {
    if (items.findIndex((item) => item.name === name) < index)
      context.addIssue({ code: "custom", path: [index, "name"], message: `the name ${name} is used twice` });
  }
}
