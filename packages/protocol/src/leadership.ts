import { z } from "zod";
import { MAX_EPOCH, MAX_UINT48 } from "./frame.ts";

const epoch = z.int().nonnegative().max(MAX_EPOCH);
const instant = z.int().nonnegative();
const values = z.record(z.string().min(1).max(128), z.union([z.number(), z.string().max(128), z.boolean()]));

/** An agent asks to lead its fleet, or to go on leading it. `askedAt` is its own clock's and comes back in `lease`. */
export const leadSchema = z.strictObject({ type: z.literal("lead"), askedAt: instant });

/**
 * Who leads, and for how long counted from the question: the holder may act until `askedAt + ttlMs + graceMs`, and the
 * hub hands the lease to nobody else before it has run out. A higher `epoch` fences every lower one.
 */
export const leaseSchema = z.strictObject({
  type: z.literal("lease"),
  fleetId: z.guid(),
  epoch,
  holder: z.guid().nullable(),
  ttlMs: z.number().positive(),
  graceMs: z.number().nonnegative(),
  askedAt: instant,
});

/** The leader's fleet-scope values, for every other host of the fleet. Refused when the epoch is not the lease's. */
export const fleetValuesSchema = z.strictObject({
  type: z.literal("fleet-values"),
  epoch,
  seq: z.int().positive().max(MAX_UINT48),
  at: instant,
  values,
});

/** What the leader decided last, inside `state`. */
export const leadershipSchema = z.strictObject({
  epoch,
  holder: z.guid().nullable(),
  seq: z.int().nonnegative().max(MAX_UINT48),
  values,
});

/** `lease`. */
export type Lease = z.infer<typeof leaseSchema>;
/** `fleet-values`. */
export type FleetValues = z.infer<typeof fleetValuesSchema>;
/** `leadership` of a state. */
export type Leadership = z.infer<typeof leadershipSchema>;
