import { trustAnchorsSchema } from "@fleet-persona/persona";
import { z } from "zod";

/** Why an enrolment was refused, with the HTTP status it travels with. A foreign tenant's token is `token-unknown`. */
export const ENROL_ERRORS = {
  "invalid-request": { status: 400 },
  "token-unknown": { status: 404 },
  "token-used": { status: 409 },
  "token-expired": { status: 410 },
  "clock-skew": { status: 422 },
  "hub-unavailable": { status: 503 },
} as const satisfies Record<string, { status: number }>;

/** Why an enrolment was refused. */
export type EnrolErrorCode = keyof typeof ENROL_ERRORS;

/** The body of `POST /enrol`. `publicKey` is the host's raw Ed25519 key (32 bytes, base64), `time` ms since 1970. */
export const enrolRequestSchema = z.strictObject({
  token: z.string().min(16).max(256),
  publicKey: z.base64().length(44),
  hostName: z.string().min(1).max(253),
  agentVersion: z.string().min(1).max(64),
  time: z.int().nonnegative(),
});
/** The body of `POST /enrol`. */
export type EnrolRequest = z.infer<typeof enrolRequestSchema>;

/** A header that says the host knows `trust` in the answer: agents from before it refuse what they do not know. */
export const TRUST_HEADER = "fleet-trust";

/**
 * The answer to a good enrolment. `publisherPins` are key fingerprints the tenant already approved, by publisher; `trust` is what
 * the host pins from then on unless its own file says so already.
 */
export const enrolResponseSchema = z.strictObject({
  tenantId: z.guid(),
  hostId: z.guid(),
  fleetId: z.guid(),
  gatewayUrl: z.url(),
  publisherPins: z.record(z.string(), z.array(z.string())).optional(),
  trust: trustAnchorsSchema.optional(),
});
/** The answer to a good enrolment. */
export type EnrolResponse = z.infer<typeof enrolResponseSchema>;

/** The answer to any refused HTTP request of the gateway. Bundle requests use `not-found` and `unauthenticated`. */
export const httpErrorSchema = z.strictObject({
  error: z.strictObject({
    code: z.enum([
      ...(Object.keys(ENROL_ERRORS) as [EnrolErrorCode, ...EnrolErrorCode[]]),
      "not-found",
      "unauthenticated",
      "seats-exhausted",
    ]),
    message: z.string(),
  }),
});
/** The answer to any refused HTTP request of the gateway. */
export type HttpErrorBody = z.infer<typeof httpErrorSchema>;
