import {
  execute,
  publishKeyring,
  publishPersona,
  readPublisherKeyrings,
  registerPublisher,
  resolveApiActor,
} from "@fleet-persona/hub-core";
import type { Actor, Deps } from "@fleet-persona/hub-core";
import { peekKeyring } from "@fleet-persona/persona";
import { z } from "zod";
import { RequestRefusal } from "./api-error.ts";
import { takeApiToken } from "./api-rate.ts";
import { bearerToken } from "./bearer-token.ts";
import { readText } from "./read-body.ts";

const bundleLimits = { bytes: 46 * 1024 * 1024, patienceMs: 120_000 };
const keyringLimits = { bytes: 1024 * 1024 };
const noStore = { "cache-control": "no-store" };

const bundleSchema = z.strictObject({ files: z.record(z.string(), z.string()) });
const keyringSchema = z.strictObject({ envelope: z.string() });

/** `POST { "files": { name: base64 } }`: publishes a signed bundle, which must verify against the publisher's keyring. */
export async function postPersonas(core: Deps, request: Request): Promise<Response> {
  const actor = await open(core, request);
  const { files } = parsed(await readText(request, bundleLimits), bundleSchema, '{ "files": { "persona.json": … } }');
  const published = await execute(core, actor, publishPersona, { files });
  return Response.json(published, { status: 201, headers: noStore });
}

/** `GET`: every keyring of a publisher, oldest first, as agents get them. */
export async function getKeyrings(core: Deps, request: Request, publisher: string): Promise<Response> {
  await open(core, request);
  const chain = await readPublisherKeyrings(core, publisher);
  const headers = { ...noStore, "content-type": "application/json" };
  return new Response(Uint8Array.from(chain), { headers });
}

/** `POST { "envelope": base64 }`: the next keyring; the first one of a new publisher registers it as the token's tenant's. */
export async function postKeyrings(core: Deps, request: Request, publisher: string): Promise<Response> {
  const actor = await open(core, request);
  const { envelope } = parsed(await readText(request, keyringLimits), keyringSchema, '{ "envelope": … }');
  await registerFirst(core, actor, { publisher, envelope });
  const view = await execute(core, actor, publishKeyring, { publisher, envelope });
  return Response.json(view, { status: 201, headers: noStore });
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

async function open(core: Deps, request: Request): Promise<Actor> {
  const actor = await resolveApiActor(core, bearerToken(request), "personas:publish");
  await takeApiToken(core, actor);
  return actor;
}

function parsed<S extends z.ZodType>(text: string, schema: S, shape: string): z.output<S> {
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    throw new RequestRefusal("body-malformed", 400, `The body must be JSON: ${shape}.`);
  }
}
