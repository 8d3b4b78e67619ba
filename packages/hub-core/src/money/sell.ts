import { tables, withTenant } from "@fleet-persona/db";
import type { PayoutState, PayoutTerms } from "@fleet-persona/payments";
import { eq } from "drizzle-orm";
import { z } from "zod";
import type { Actor } from "../actor.ts";
import type { Deps } from "../deps.ts";
import { HubError } from "../hub-error.ts";
import { defineCommand, defineQuery } from "../use-case/define.ts";
import { execute } from "../use-case/execute.ts";
import { asking, requirePayments } from "./payments-deps.ts";
import { lookAgain } from "./take-payment-event.ts";

/** The terms of selling that are agreed to today; `/terms/selling` says them. */
export const sellingTermsVersion = 1;

const countrySchema = z.string().regex(/^[A-Z]{2}$/, "two capital letters, ISO 3166");
const sellInput = z.strictObject({ country: countrySchema, acceptedTerms: z.literal(sellingTermsVersion) });

/**
 * Makes a tenant a seller: its account at the processor, once however often it is asked for, and the page there where it says who it is
 * and where its money goes. Asked again it leads back to that page.
 */
export async function startSelling(
  deps: Deps,
  actor: Actor,
  input: z.input<typeof sellInput>,
): Promise<{ readonly onboardingUrl: string }> {
  const { gateway } = requirePayments(deps);
  const parsed = sellInput.parse(input);
  const { name, email, accountId } = await execute(deps, actor, whoSells, {});
  if (accountId !== null) return openOnboarding(deps, actor);
  const key = `seller_${actor.tenantId}_${parsed.country}`;
  const seller = await asking(
    gateway.createSeller({ key, tenantId: actor.tenantId, name, email, country: parsed.country }),
  );
  await execute(deps, actor, agreeToSell, { ...parsed, accountId: seller.accountId });
  return openOnboarding(deps, actor);
}

/** The processor's page where a seller goes on with what is missing. */
export async function openOnboarding(deps: Deps, actor: Actor): Promise<{ readonly onboardingUrl: string }> {
  const { gateway, hubUrl } = requirePayments(deps);
  const accountId = await ownAccount(deps, actor);
  const [returnUrl, refreshUrl] = [`${hubUrl}/author/money?back=1`, `${hubUrl}/author/money?again=1`];
  return { onboardingUrl: await asking(gateway.openOnboarding({ accountId, returnUrl, refreshUrl })) };
}

/** Has a worker read the seller's account again, for who comes back from the processor's page. */
export async function lookAtSeller(deps: Deps, actor: Actor): Promise<void> {
  const id = await ownAccount(deps, actor);
  const moment = Math.floor(deps.now().getTime() / 5_000);
  await withTenant(deps.db, actor.tenantId, (tx) =>
    lookAgain(tx, { kind: "seller", id }, `seller-${moment}`, deps.now()),
  );
}

/** When a seller's money goes on to its bank, and how much at least. */
export async function setPayoutTerms(deps: Deps, actor: Actor, terms: PayoutTerms): Promise<void> {
  const { gateway } = requirePayments(deps);
  const accountId = await ownAccount(deps, actor);
  await execute(deps, actor, notePayoutTerms, { interval: terms.interval, minimumMinor: { ...terms.minimumMinor } });
  const key = `payouts_${accountId}_${deps.now().getTime()}`;
  await asking(gateway.setPayoutTerms({ key, accountId, terms }));
  await withTenant(deps.db, actor.tenantId, (tx) => lookAgain(tx, { kind: "seller", id: accountId }, key, deps.now()));
}

/** What went from the seller's account to its bank, newest first; read at the processor. */
export async function listPayouts(deps: Deps, actor: Actor): Promise<readonly PayoutState[]> {
  const { gateway } = requirePayments(deps);
  const { accountId } = await execute(deps, actor, whoSells, {});
  return accountId === null ? [] : asking(gateway.listPayouts(accountId));
}

async function ownAccount(deps: Deps, actor: Actor): Promise<string> {
  const { accountId } = await execute(deps, actor, whoSells, {});
  if (accountId === null)
    throw new HubError("refused", "Your tenant does not sell yet: begin with its account.", "no-account");
  return accountId;
}

const whoSells = defineQuery({
  name: "whoSells",
  scope: "admin",
  input: z.strictObject({}),
  run: async ({ tx, actor }) => {
    const { sellerAccounts, tenants, users } = tables;
    const [tenant] = await tx.select({ name: tenants.name }).from(tenants).where(eq(tenants.id, actor.tenantId));
    const [user] = await tx.select({ email: users.email }).from(users).where(eq(users.id, actor.userId));
    const [account] = await tx.select().from(sellerAccounts).where(eq(sellerAccounts.tenantId, actor.tenantId));
    return { name: tenant?.name ?? "", email: user?.email ?? "", accountId: account?.accountId ?? null };
  },
});

/** Keeps a seller's account and who agreed to the terms of selling, and when. */
const agreeToSell = defineCommand({
  name: "agreeToSell",
  scope: "admin",
  input: z.strictObject({ country: countrySchema, acceptedTerms: z.int(), accountId: z.string().min(1) }),
  run: async ({ tx, actor, now }, { country, acceptedTerms, accountId }) => {
    const { tenantId, userId } = actor;
    const agreed = { termsAcceptedBy: userId, termsAcceptedAt: now, termsVersion: acceptedTerms };
    await tx
      .insert(tables.sellerAccounts)
      .values({ tenantId, accountId, country, ...agreed })
      .onConflictDoNothing();
    return { accountId };
  },
  entityId: ({ accountId }) => accountId,
});

const notePayoutTerms = defineCommand({
  name: "setPayoutTerms",
  scope: "admin",
  input: z.strictObject({
    interval: z.enum(["daily", "weekly", "monthly", "manual"]),
    minimumMinor: z.record(z.string().length(3), z.int().min(0)),
  }),
  run: ({ actor }) => Promise.resolve({ tenantId: actor.tenantId }),
  entityId: ({ tenantId }) => tenantId,
});
