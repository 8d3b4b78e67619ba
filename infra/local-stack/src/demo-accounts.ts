import {
  authStore,
  createTenant,
  execute,
  listMyTenants,
  registerPublisher,
  publishPersona,
  resolveActor,
} from "@fleet-persona/hub-core";
import type { Actor, Deps, PublishedPersona } from "@fleet-persona/hub-core";
import { keyPairFromSeed } from "@fleet-persona/persona";
import { sealSurgeReady } from "@fleet-persona/reference-personas";

/** The people of the local stack: both can sign in with a link from the outbox page. */
export const accounts = {
  admin: { email: "sre@demo.example", tenant: { name: "Demo shop", slug: "demo-shop" } },
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

/** Seals the reference Persona with this machine's demo publisher key and lists it, as any author would. */
export async function publishReferencePersona(deps: Deps, publisherSeedHex: string): Promise<PublishedPersona> {
  const author = await ensureActor(deps, accounts.author);
  const keyPair = keyPairFromSeed(Uint8Array.from(Buffer.from(publisherSeedHex, "hex")));
  const publicKey = Buffer.from(keyPair.publicKey).toString("base64");
  await execute(deps, author, registerPublisher, { slug: "fleet-persona", displayName: "Fleet Persona", publicKey });
  const bundle = await sealSurgeReady([keyPair]);
  const files = Object.fromEntries([...bundle].map(([name, bytes]) => [name, Buffer.from(bytes).toString("base64")]));
  return execute(deps, author, publishPersona, { files });
}
