import { createHash } from "node:crypto";
import {
  execute,
  isPublished,
  listOwnListings,
  publishKeyring,
  publishPersona,
  readPublisherKeyrings,
  registerPublisher,
} from "@fleet-persona/hub-core";
import type { Actor, Deps } from "@fleet-persona/hub-core";
import { peekKeyring } from "@fleet-persona/persona";
import { z } from "zod";
import { operation, tokenOperation } from "../operation.ts";
import type { AnyOperation } from "../operation.ts";
import { nothing } from "../schemas/parts.ts";
import { publisherParams } from "./persona-path.ts";
import { keyringSchema, ownPersonasSchema, publishedSchema } from "../schemas/personas.ts";

// 32 MiB of files: base64 makes a third more of them.
const bundleLimits = { bytes: 46 * 1024 * 1024, patienceMs: 120_000 };
const access = { kind: "token", scope: "personas:publish" } as const;
const tag = "Publishing";

const bundleErrors = [
  "signature-mismatch",
  "key-unknown",
  "threshold-not-met",
  "envelope-invalid",
  "manifest-not-canonical",
  "manifest-unknown-field",
  "manifest-invalid",
  "file-missing",
  "file-unlisted",
  "file-size-mismatch",
  "file-digest-mismatch",
  "file-unreadable",
  "version-not-newer",
  "already-listed",
  "card-too-large",
  "evidence-too-large",
];

export const publishOperations: readonly AnyOperation[] = [
  tokenOperation({
    id: "listOwnPersonas",
    method: "GET",
    path: "/api/v1/personas",
    tag,
    summary: "What the token's tenant sells",
    access: { kind: "token", scope: "personas:write" },
    params: nothing,
    query: nothing,
    body: null,
    answer: { status: 200, description: "Every version with what it is today.", schema: ownPersonasSchema },
    errors: [],
    examples: [{ name: "List", status: 200 }],
    run: async (actor, { core }) => ({ body: { personas: await execute(core, actor, listOwnListings, {}) } }),
  }),
  tokenOperation({
    id: "publishPersona",
    method: "POST",
    path: "/api/v1/personas",
    tag,
    summary: "Publish a signed bundle",
    description:
      "The bundle was signed on the author's machine and must verify against the publisher's keyring; no key is ever sent. Publishing is idempotent: a bundle is named by the SHA-256 of its `persona.json`, and the same bundle again is answered with 200 and changes nothing. Then poll `…/versions/{version}/gate`.",
    access,
    params: nothing,
    query: nothing,
    body: {
      kind: "json",
      limits: bundleLimits,
      required: true,
      schema: z.strictObject({
        files: z
          .record(z.string().max(64), z.string())
          .meta({ description: "the bundle's five files by name, base64" }),
        draft: z.boolean().default(false).meta({ description: "keep a new Persona to yourself until it is listed" }),
      }),
    },
    answer: {
      status: 201,
      description: "The version, listed; the gate has it to judge.",
      schema: publishedSchema,
      also: { 200: "It was published before; nothing changed." },
    },
    errors: ["forbidden", ...bundleErrors],
    examples: [
      {
        name: "The same bundle again",
        body: {
          files: {
            "persona.json": "…",
            "policy.onnx": "…",
            "card.md": "…",
            "evidence.json": "…",
            "envelope.json": "…",
          },
        },
        status: 200,
      },
      { name: "A file is missing", body: { files: { "persona.json": "e30=" } }, status: 422 },
    ],
    run: async (actor, { core, body }) => {
      const again = await execute(core, actor, isPublished, { digest: digestOf(body.files) });
      const published = await execute(core, actor, publishPersona, body);
      const headers = { location: `/api/v1/store/personas/${published.personaId}/versions/${published.version}` };
      return { body: published, status: again ? 200 : 201, headers };
    },
  }),
  operation({
    id: "getKeyrings",
    method: "GET",
    path: "/api/v1/keyrings/{publisher}",
    tag,
    summary: "Every keyring of a publisher",
    description: "Oldest first, each signed by the one before: what hosts pin and verify bundles with.",
    access: { kind: "public" },
    params: publisherParams,
    query: nothing,
    body: null,
    answer: { status: 200, description: "The chain, as agents get it.", schema: z.looseObject({}) },
    errors: ["not-found"],
    examples: [{ name: "Of a publisher that has none", params: { publisher: "nobody" }, status: 404 }],
    run: async (_actor, { core, params: { publisher } }) => {
      const chain = await readPublisherKeyrings(core, publisher);
      return new Response(Uint8Array.from(chain), { headers: { "content-type": "application/json" } });
    },
  }),
  tokenOperation({
    id: "publishKeyring",
    method: "POST",
    path: "/api/v1/keyrings/{publisher}",
    tag,
    summary: "Publish the next keyring",
    description: "The first one of a new publisher registers it as the token's tenant's.",
    access,
    params: publisherParams,
    query: nothing,
    body: {
      kind: "json",
      limits: { bytes: 1024 * 1024 },
      required: true,
      schema: z.strictObject({ envelope: z.string().meta({ description: "the signed keyring, base64" }) }),
    },
    answer: { status: 201, description: "The keyring that stands.", schema: keyringSchema },
    errors: ["conflict", "keyring-invalid", "keyring-broken-chain", "keyring-other-publisher", "keyring-revoked-key"],
    examples: [{ name: "No keyring at all", params: { publisher: "acme" }, body: { envelope: "e30=" }, status: 422 }],
    run: async (actor, { core, params: { publisher }, body: { envelope } }) => {
      await registerFirst(core, actor, { publisher, envelope });
      return { body: await execute(core, actor, publishKeyring, { publisher, envelope }) };
    },
  }),
];

// Whatever it is: only a bundle that verifies was ever published under its digest.
function digestOf(files: Readonly<Record<string, string>>): string {
  return createHash("sha256")
    .update(Buffer.from(files["persona.json"] ?? "", "base64"))
    .digest("hex");
}

// Whose address it is stays with registerPublisher: a name that is taken is a conflict.
async function registerFirst(
  core: Deps,
  actor: Actor,
  { publisher, envelope }: { readonly publisher: string; readonly envelope: string },
): Promise<void> {
  const keyring = peekKeyring(Uint8Array.from(Buffer.from(envelope, "base64")))?.keyring;
  const publicKey = keyring?.keys[0]?.public_key;
  if (publicKey === undefined || keyring?.version !== 1 || keyring.publisher !== publisher) return;
  await execute(core, actor, registerPublisher, { slug: publisher, displayName: publisher, publicKey });
}
