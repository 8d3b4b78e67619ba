import { z } from "zod";

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

const address = z
  .url({ protocol: /^https?$/ })
  .max(2_048)
  .refine((text) => {
    const url = URL.parse(text);
    return url !== null && url.username === "" && url.password === "" && url.hash === "";
  }, "must not hold a user, a password or a fragment: use auth");
const name = z.string().regex(/^(?:[a-z][a-z0-9_]*\/)?[a-z][a-z0-9_.]{0,63}$/);
/** RFC 6901. */
const pointer = z
  .string()
  .max(512)
  .regex(/^(?:\/(?:[^~/]|~[01])*)+$/, "must be a JSON pointer such as /cache/ttl");

const attributeSchema = z.discriminatedUnion("kind", [
  z
    .strictObject({
      name,
      pointer,
      kind: z.literal("range"),
      min: z.number(),
      max: z.number(),
      whole: z.boolean().default(false),
    })
    .refine(({ min, max }) => min <= max, "min is above max"),
  z.strictObject({
    name,
    pointer,
    kind: z.literal("choices"),
    allowed: z.array(z.union([z.string().max(64), z.boolean()])).min(1),
  }),
]);

const secret = z.union([
  z.strictObject({ file: z.string().startsWith("/") }),
  z.strictObject({ env: z.string().regex(/^[A-Z][A-Z0-9_]{0,63}$/) }),
]);

/**
 * The host's own description of a service that is configured over HTTP: a JSON document that is read and replaced as a
 * whole, and where in it each attribute lies. Neither hub nor Persona can name an address.
 */
export const urlTargetSchema = z
  .strictObject({
    kind: z.literal("url"),
    name: z.string().min(1).max(64).default("url"),
    /** GET gives the document in force, PUT replaces it; `put` where that is another address. */
    config: z.strictObject({ get: address, put: address.optional() }),
    /** GET gives a document with the signals in it. */
    status: address.optional(),
    /** The secret is read anew for each request and never shown; the file must be closed to other users. */
    auth: z
      .discriminatedUnion("kind", [
        z.strictObject({ kind: z.literal("bearer"), secret }),
        z.strictObject({
          kind: z.literal("basic"),
          user: z
            .string()
            .min(1)
            .max(256)
            .regex(/^[^:]+$/),
          secret,
        }),
      ])
      .optional(),
    attributes: z.array(attributeSchema).min(1).max(64),
    signals: z.array(z.strictObject({ name, pointer })).max(64).default([]),
    /** For one request with all its retries; the loop gives a step two seconds. */
    timeout_s: z.number().positive().max(60).default(1.5),
    retries: z.int().nonnegative().max(8).default(2),
    max_response_bytes: z.int().min(256).max(8_388_608).default(262_144),
  })
  .superRefine(({ auth, config, status, signals }, context) => {
    const open = [config.get, config.put ?? config.get, status ?? config.get].find(isOpenAddress);
    if (auth !== undefined && open !== undefined)
      context.addIssue({ code: "custom", path: ["auth"], message: `would send a secret over ${open}: use https` });
    if (signals.length > 0 && status === undefined)
      context.addIssue({ code: "custom", path: ["signals"], message: "need a status address" });
  });

export type UrlTargetConfig = z.infer<typeof urlTargetSchema>;

function isOpenAddress(text: string): boolean {
  const url = URL.parse(text);
  return url?.protocol === "http:" && !LOOPBACK.test(url.hostname);
}
