import { z } from "zod";

const name = z.string().min(1).max(64);
const sentence = z.string().max(300);
const value = z.union([z.number(), z.string().max(64), z.boolean()]);

const attributeSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    name,
    kind: z.literal("range"),
    min: z.number(),
    max: z.number(),
    whole: z.boolean().default(false),
  }),
  z.strictObject({
    name,
    kind: z.literal("choices"),
    allowed: z.array(z.union([z.string().max(64), z.boolean()])).min(1),
  }),
]);

/** One request: a line of JSON on the script's standard input. `docs/script-target.md` says what each means. */
export type ScriptRequest =
  | { readonly verb: "describe" | "read" }
  | { readonly verb: "observe"; readonly now: number }
  | { readonly verb: "plan"; readonly to: Readonly<Record<string, number | string | boolean>> }
  | { readonly verb: "apply"; readonly attribute: string; readonly to: number | string | boolean }
  | { readonly verb: "undo"; readonly undo: unknown };

/** What a script answers to each verb. Unknown fields are refused: a misspelt one would otherwise say nothing for ever. */
export const SCRIPT_REPLIES = {
  describe: z.strictObject({
    name,
    version: z.string().max(64),
    attributes: z.array(attributeSchema).max(64),
    cannot: z.array(sentence).max(64).default([]),
  }),
  observe: z.strictObject({
    signals: z.record(name, z.union([z.number(), z.strictObject({ value: z.number(), at: z.number() })])),
  }),
  read: z.strictObject({ config: z.record(name, value) }),
  plan: z.strictObject({ steps: z.array(z.strictObject({ attribute: name, to: value, summary: sentence })).max(64) }),
  /** `undo` is handed back as it is; without one the script must be able to go back by `apply` with the old value. */
  apply: z.strictObject({ undo: z.json().optional() }),
  undo: z.strictObject({}),
} as const;

export type ScriptVerb = keyof typeof SCRIPT_REPLIES;
export type ScriptReply<Verb extends ScriptVerb> = z.infer<(typeof SCRIPT_REPLIES)[Verb]>;

/** Exit codes that a script ends with to say which error it is; any other but 0 counts as `unreachable`. */
export const SCRIPT_EXIT_CODES = {
  10: "unreachable",
  11: "refused",
  12: "not-steerable",
  13: "read-back-differs",
  14: "invalid-config",
} as const;
