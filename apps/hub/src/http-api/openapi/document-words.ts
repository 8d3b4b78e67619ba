import type { JsonSchema } from "./schema-parts.ts";
import { publicPerMinute } from "../visitors.ts";

/** The sections of the document, in their order. */
export const tags = [
  {
    name: "Store",
    description: "Reading the store. No token is needed; answers may be kept for a moment and have an `ETag`.",
  },
  {
    name: "Publishing",
    description: "Signed bundles, their way through the gate, and what a publisher says of its versions.",
  },
  { name: "Refinements", description: "The next version of a Persona, from what experiments recorded." },
  { name: "Fleets", description: "Fleets and their declared state." },
  { name: "Experiments", description: "Variations compared on a fleet." },
  { name: "Rollouts", description: "Simulations on the hub's workers." },
  { name: "Figures", description: "What a fleet's hosts cannot see, pushed by sources." },
  { name: "This document", description: "What you are reading, for programs." },
];

/** What holds for every operation. */
export const about = `The hub's API for programs.

**Tokens.** A token is made under *Settings, API tokens*, carries scopes, acts for the person who made it and never does more than that person may. It is sent as \`Authorization: Bearer fpk_…\`; cookies open nothing here. What is in the store can be read without one.

**Refusals.** Every refusal is \`{ "error": { "code", "message" } }\` with the members of RFC 9457 beside it (\`type\`, \`title\`, \`status\`, \`detail\`); who accepts \`application/problem+json\` gets that media type. Codes are stable, messages are for people.

**Rates.** A token may make 120 requests a minute, of rollouts 600 beside that; without a token one address (64 bits of IPv6) may make ${publicPerMinute}. \`RateLimit-Policy\` and \`RateLimit\` say what is left; 429 comes with \`Retry-After\`.

**Pages.** Lists that are long take \`limit\` and \`offset\`; the next page is in the \`Link\` header.

**Again.** Publishing the same bundle, or a batch of rollouts under the same \`Idempotency-Key\`, changes nothing and answers as before, so that a job of CI can simply be run again.

**Instants** are milliseconds since 1970.`;

/** What every refusal looks like. */
export const problemSchema: JsonSchema = {
  type: "object",
  description: "A refusal: the members of RFC 9457, and beside them the code and the sentence.",
  properties: {
    type: { type: "string", format: "uri-reference" },
    title: { type: "string" },
    status: { type: "integer" },
    detail: { type: "string" },
    error: {
      type: "object",
      properties: {
        code: { type: "string" },
        message: { type: "string" },
        problems: { type: "array", items: { type: "object" } },
      },
      required: ["code", "message"],
    },
  },
  required: ["type", "title", "status", "detail", "error"],
};
