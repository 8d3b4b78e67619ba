import { z } from "zod";

const instant = z.int().nonnegative();

/**
 * A Persona version that was revoked, by its digest: nobody installs it any more. The host that runs it goes to its safe
 * configuration from `startsAt` on, its wave's; until then the fallback decides. Both in ms since 1970. Since version 3.
 */
export const revocationSchema = z.strictObject({
  digest: z.string().regex(/^[0-9a-f]{64}$/),
  since: instant,
  startsAt: instant,
  reason: z.string().max(500),
});

/** One entry of a state's `revocations`. */
export type Revocation = z.infer<typeof revocationSchema>;

/** The most that one state carries. */
export const MAX_REVOCATIONS = 64;

/**
 * How far a host is that runs a revoked Persona: `waiting` for its wave, on the way (`going`), there (`safe`), or kept from going
 * on (`held`) by what `message` says.
 */
export const revocationStatusSchema = z.strictObject({
  digest: z.string().regex(/^[0-9a-f]{64}$/),
  state: z.enum(["waiting", "going", "safe", "held"]),
  startsAt: instant,
  message: z.string().max(500).nullable(),
});

/** `revocation` of a status. */
export type RevocationStatus = z.infer<typeof revocationStatusSchema>;
