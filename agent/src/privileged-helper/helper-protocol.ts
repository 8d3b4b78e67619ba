import { z } from "zod";

/** A request with its line end may be this long; the helper reads no further. */
export const MAX_REQUEST_BYTES = 4_096;

const id = z.int().nonnegative();

/** One line of JSON: write one of the allowed files, or run one of the allowed commands by its name. */
export const helperRequestSchema = z.discriminatedUnion("verb", [
  z.strictObject({ id, verb: z.literal("write"), file: z.string().max(1_024), text: z.string().max(64) }),
  z.strictObject({ id, verb: z.literal("run"), command: z.string().max(64) }),
]);
export type HelperRequest = z.infer<typeof helperRequestSchema>;

/** `busy`: ask again; `failed`: it was allowed and did not work; all others: asking again is no use. */
const code = z.enum(["bad-request", "too-large", "not-allowed", "busy", "failed", "timed-out"]);

/** One line of JSON for each request. `id` is null where the request's own could not be read. */
export const helperReplySchema = z.discriminatedUnion("ok", [
  z.strictObject({ id, ok: z.literal(true), output: z.string() }),
  z.strictObject({ id: id.nullable(), ok: z.literal(false), code, message: z.string() }),
]);
export type HelperReply = z.infer<typeof helperReplySchema>;
