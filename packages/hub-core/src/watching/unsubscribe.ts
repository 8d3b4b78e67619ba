import { tables, withTenant } from "@fleet-persona/db";
import { eq, inArray, and } from "drizzle-orm";
import type { Deps } from "../deps.ts";
import { notFound } from "../hub-error.ts";
import { tenantIdSchema, userIdSchema } from "../ids.ts";
import { kindOf, storeEventKinds } from "./event-kinds.ts";
import type { StoreEventKind } from "./event-kinds.ts";
import type { HubSecrets } from "./hub-secrets.ts";
import { keepChoice, readChoices } from "./notice-choices.ts";
import type { Person } from "./notice-choices.ts";
import { requireWatching } from "./watching-deps.ts";

const purpose = "unsubscribe";

/** What an unsubscribe link ends: mail of one kind, or all mail of notices, to one person in one tenant. */
export type Unsubscription = { readonly kind: StoreEventKind | "all"; readonly tenant: string };

/** The token of a link that ends mail without signing in. It does not expire: old mail must lead out, too. */
export function unsubscribeToken(
  secrets: HubSecrets,
  { tenantId, userId }: Person,
  kind: Unsubscription["kind"],
): string {
  return secrets.sign(purpose, `${tenantId} ${userId} ${kind}`);
}

/** What a token would end; `not-found` when nobody here made it. Changes nothing: mail readers open links by themselves. */
export async function readUnsubscription(deps: Deps, token: string): Promise<Unsubscription> {
  const { person, kind } = claimOf(deps, token);
  return withTenant(deps.db, person.tenantId, async (tx) => {
    const { tenants } = tables;
    const [row] = await tx.select({ name: tenants.name }).from(tenants).where(eq(tenants.id, person.tenantId));
    if (row === undefined) throw notFound("link");
    return { kind, tenant: row.name };
  });
}

/** Ends the mail that the token names. What waits to be sent is not sent. Doing it again changes nothing. */
export async function unsubscribe(deps: Deps, token: string): Promise<void> {
  const { person, kind } = claimOf(deps, token);
  const kinds = kind === "all" ? storeEventKinds : [kind];
  await withTenant(deps.db, person.tenantId, async (tx) => {
    const choices = await readChoices(tx, person);
    for (const choice of choices)
      if (kinds.includes(choice.kind)) await keepChoice(tx, person, { ...choice, mail: false });
    const { notices } = tables;
    const waiting = and(inArray(notices.mail, ["now", "digest"]), inArray(notices.kind, [...kinds]));
    const mine = and(eq(notices.tenantId, person.tenantId), eq(notices.userId, person.userId));
    await tx.update(notices).set({ mail: "none" }).where(and(mine, waiting));
  });
}

function claimOf(deps: Deps, token: string): { readonly person: Person; readonly kind: Unsubscription["kind"] } {
  const [tenant, user, about] = (requireWatching(deps).secrets.verify(purpose, token) ?? "").split(" ");
  const tenantId = tenantIdSchema.safeParse(tenant);
  const userId = userIdSchema.safeParse(user);
  const kind = about === "all" ? "all" : kindOf(about ?? "");
  if (!tenantId.success || !userId.success || kind === null) throw notFound("link");
  return { person: { tenantId: tenantId.data, userId: userId.data }, kind };
}
