import { signalNameSchema } from "@fleet-persona/persona";
import { z } from "zod";

const instant = z.int().nonnegative();

/** What a fleet lives through that its hosts cannot see themselves: KPIs, campaigns, declared intents. Since version 2. */
export const contextSchema = z.strictObject({
  type: z.literal("context"),
  fleetId: z.guid(),
  /** `ageMs`: how old the value was when this was sent, so that clocks need not agree. */
  signals: z
    .array(
      z.strictObject({
        name: signalNameSchema,
        unit: z.string().max(32),
        value: z.number(),
        ageMs: z.number().nonnegative(),
      }),
    )
    .max(255),
  /** Becomes `campaign_active` (the highest weight of those that run) and `campaign_starts_in` (s). */
  campaigns: z
    .array(
      z.strictObject({
        name: z.string().min(1).max(80),
        startsAt: instant,
        endsAt: instant,
        weight: z.number().min(0).max(1),
      }),
    )
    .max(256),
  /** Each becomes `intent.<name>`: its weight within its time, else 0. */
  intents: z
    .array(
      z.strictObject({
        name: z.string().regex(/^[a-z][a-z0-9]*(?:_[a-z0-9]+)*$/),
        weight: z.number().min(0).max(1),
        from: instant,
        until: instant.nullable(),
        target: z.string().max(200).nullable(),
      }),
    )
    .max(64),
});

/** `context`. */
export type Context = z.infer<typeof contextSchema>;
