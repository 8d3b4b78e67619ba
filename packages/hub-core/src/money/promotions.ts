import type { PromotionState } from "@fleet-persona/payments";
import { z } from "zod";
import type { Actor } from "../actor.ts";
import { readOwnRow } from "../author/own-listing-row.ts";
import type { Deps } from "../deps.ts";
import { notFound } from "../hub-error.ts";
import { personaAddressSchema } from "../lifecycle/version-state.ts";
import { defineCommand, defineQuery } from "../use-case/define.ts";
import { execute } from "../use-case/execute.ts";
import { asking, requirePayments } from "./payments-deps.ts";

/** A code that takes something off the first payment of one listing. */
export const promotionSchema = z.strictObject({
  personaId: personaAddressSchema,
  code: z
    .string()
    .trim()
    .transform((text) => text.toUpperCase())
    .pipe(z.string().regex(/^[A-Z0-9]{4,20}$/, "4 to 20 letters and digits")),
  percentOff: z.int().min(1).max(100),
  mostRedemptions: z.int().min(1).max(1_000_000).nullable(),
  /** Ms since 1970; null: until it is ended. */
  expiresAt: z.int().nullable(),
});

/** Makes a code; the same one for the same listing once. `refused` with `code-taken` where it is in use anywhere on this hub. */
export async function createPromotion(
  deps: Deps,
  actor: Actor,
  input: z.input<typeof promotionSchema>,
): Promise<PromotionState> {
  const { gateway } = requirePayments(deps);
  const { listingId, title, promotion } = await execute(deps, actor, notePromotion, input);
  const { code, percentOff, mostRedemptions, expiresAt } = promotion;
  const key = `promotion_${listingId}_${code}_${percentOff}_${mostRedemptions ?? "any"}_${expiresAt ?? "open"}`;
  const offer = { code, percentOff, mostRedemptions, expiresAt };
  return asking(gateway.createPromotion({ key, sellerTenantId: actor.tenantId, listingId, title, ...offer }));
}

/** A listing's codes, with how often each was used; read at the processor. */
export async function listPromotions(
  deps: Deps,
  actor: Actor,
  { personaId }: { readonly personaId: string },
): Promise<readonly PromotionState[]> {
  const { gateway } = requirePayments(deps);
  const { listingId } = await execute(deps, actor, promotedListing, { personaId });
  return asking(gateway.listPromotions(listingId));
}

/** Ends a code of one's own; what was bought with it stays as it is. */
export async function endPromotion(
  deps: Deps,
  actor: Actor,
  { personaId, promotionId }: { readonly personaId: string; readonly promotionId: string },
): Promise<PromotionState> {
  const { gateway } = requirePayments(deps);
  const known = await listPromotions(deps, actor, { personaId });
  if (!known.some((promotion) => promotion.promotionId === promotionId)) throw notFound("code");
  await execute(deps, actor, noteEnd, { personaId, promotionId });
  return asking(gateway.endPromotion({ key: `end_${promotionId}`, promotionId }));
}

const promotedListing = defineQuery({
  name: "promotedListing",
  scope: "admin",
  input: z.strictObject({ personaId: personaAddressSchema }),
  run: async ({ tx, actor }, { personaId }) => ({ listingId: (await readOwnRow(tx, actor.tenantId, personaId)).id }),
});

// In the audit log before the processor is asked.
const notePromotion = defineCommand({
  name: "createPromotion",
  scope: "admin",
  input: promotionSchema,
  run: async ({ tx, actor }, promotion) => {
    const { id: listingId, title } = await readOwnRow(tx, actor.tenantId, promotion.personaId);
    return { listingId, title, promotion };
  },
  entityId: (_output, { personaId }) => personaId,
});

const noteEnd = defineCommand({
  name: "endPromotion",
  scope: "admin",
  input: z.strictObject({ personaId: personaAddressSchema, promotionId: z.string().min(1).max(255) }),
  run: async ({ tx, actor }, { personaId }) => {
    await readOwnRow(tx, actor.tenantId, personaId);
    return { personaId };
  },
  entityId: ({ personaId }) => personaId,
});
