import {
  HubError,
  authStore,
  createTenant,
  execute,
  listMyTenants,
  publishKeyring,
  publishPersona,
  registerPublisher,
  resolveActor,
} from "@fleet-persona/hub-core";
import type { Actor, Deps, PublishedPersona } from "@fleet-persona/hub-core";
import { keyFingerprint, keyPairFromSeed, sealKeyring } from "@fleet-persona/persona";
import type { KeyPair } from "@fleet-persona/persona";
import { REFERENCE_PERSONAS, sealReferencePersona, type ReferencePersona } from "@fleet-persona/reference-personas";
import { StackError } from "./stack-error.ts";

/** The people of the local stack: each can sign in with a link from the outbox page. */
export const accounts = {
  admin: { email: "sre@demo.example", tenant: { name: "Demo shop", slug: "demo-shop" } },
  moderator: {
    email: "moderator@fleet-persona.example",
    tenant: { name: "Moderation", slug: "demo-moderation" },
  },
  author: { email: "author@fleet-persona.example", tenant: { name: "Fleet Persona", slug: "fleet-persona" } },
} as const;

/** The account's actor; user and tenant are made on the first start and found on later ones. */
export async function ensureActor(deps: Deps, account: (typeof accounts)[keyof typeof accounts]): Promise<Actor> {
  const auth = authStore(deps);
  const user =
    (await auth.getUserByEmail(account.email)) ??
    (await auth.createUser({ email: account.email, emailVerified: deps.now(), name: null }));
  const tenants = await execute(deps, { userId: user.id as Actor["userId"] }, listMyTenants, {});
  const tenant =
    tenants.find((candidate) => candidate.slug === account.tenant.slug) ??
    (await execute(deps, { userId: user.id as Actor["userId"] }, createTenant, account.tenant));
  return resolveActor(deps, { userId: user.id, tenantId: tenant.tenantId });
}

/** The demo publisher's first keyring: one key, the same bytes at every start. */
function demoKeyring({ publicKey, secretKey }: KeyPair): string {
  const key = {
    keyid: keyFingerprint(publicKey),
    public_key: Buffer.from(publicKey).toString("base64"),
    created: "2026-11-22",
  };
  const first = { publisher: accounts.author.tenant.slug, version: 1, threshold: 1, keys: [key], revoked: [] };
  const keyring = { schema: "fleet-persona-keyring/1", ...first, previous: null } as const;
  return Buffer.from(sealKeyring(keyring, [{ publicKey, secretKey }])).toString("base64");
}

/** Seals the reference Personas with this machine's demo publisher key and lists them, as any author would; the first one leads. */
export async function publishReferencePersonas(
  deps: Deps,
  publisherSeedHex: string,
): Promise<readonly [PublishedPersona, ...PublishedPersona[]]> {
  const author = await ensureActor(deps, accounts.author);
  const keyPair = keyPairFromSeed(Uint8Array.from(Buffer.from(publisherSeedHex, "hex")));
  const publicKey = Buffer.from(keyPair.publicKey).toString("base64");
  await execute(deps, author, registerPublisher, { slug: "fleet-persona", displayName: "Fleet Persona", publicKey });
  await execute(deps, author, publishKeyring, { publisher: "fleet-persona", envelope: demoKeyring(keyPair) });
  const publish = async (name: ReferencePersona): Promise<PublishedPersona> => {
    const bundle = await sealReferencePersona(name, [keyPair]);
    const files = Object.fromEntries([...bundle].map(([file, bytes]) => [file, Buffer.from(bytes).toString("base64")]));
    return execute(deps, author, publishPersona, { files }).catch((error: unknown) => {
      if (!(error instanceof HubError && error.detail === "version-not-newer")) throw error;
      throw new StackError(
        "bad-option",
        `The state folder holds an earlier ${name} of the same version: start once with --reset, or name another folder with --state.`,
      );
    });
  };
  const [first, ...others] = REFERENCE_PERSONAS;
  const published: [PublishedPersona, ...PublishedPersona[]] = [await publish(first)];
  for (const name of others) published.push(await publish(name));
  return published;
}
