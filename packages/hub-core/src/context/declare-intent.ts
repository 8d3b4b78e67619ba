import { tables } from "@fleet-persona/db";
import { and, count, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import { lockFleet } from "../fleets/require-fleet.ts";
import { HubError } from "../hub-error.ts";
import { fleetIdSchema } from "../ids.ts";
import { lineSchema } from "../text.ts";
import { defineCommand } from "../use-case/define.ts";
import { instantSchema } from "./instant.ts";
import type { IntentView } from "./intent.ts";
import { readIntent } from "./read-intents.ts";
import { tellContext } from "./tell-context.ts";

// As many as one context message may carry.
const mostIntents = 64;

/**
 * Declares what a fleet should live for, such as `optimise_for_mobile`, `prepare_for_surge`, `minimise_cost`, `protect_checkout` or
 * `maintenance`, or any other snake_case word that a Persona listens to. `from` null means now, `until` null until it is ended.
 */
export const declareIntent = defineCommand({
  name: "declareIntent",
  scope: "operator",
  input: z.strictObject({
    fleetId: fleetIdSchema,
    name: z
      .string()
      .max(56)
      .regex(/^[a-z][a-z0-9]*(?:_[a-z0-9]+)*$/, "lower-case words joined by underscores"),
    weight: z.number().min(0).max(1).default(1),
    from: instantSchema.nullable().default(null),
    until: instantSchema.nullable().default(null),
    target: lineSchema(200).nullable().default(null),
  }),
  run: async ({ tx, actor, now }, { fleetId, name, weight, from, until, target }): Promise<IntentView> => {
    const { intents } = tables;
    const { tenantId, userId } = actor;
    await lockFleet(tx, tenantId, fleetId);
    const startsAt = from === null ? now : new Date(from);
    if (until !== null && until <= Math.max(startsAt.getTime(), now.getTime()))
      throw new HubError("invalid-input", "until: must be later than now and than from", "until");
    const open = and(eq(intents.tenantId, tenantId), eq(intents.fleetId, fleetId), isNull(intents.endedAt));
    const [counted] = await tx.select({ open: count() }).from(intents).where(open);
    if ((counted?.open ?? 0) >= mostIntents)
      throw new HubError("conflict", `A fleet holds at most ${mostIntents} intents; end one first.`);
    const endsAt = until === null ? null : new Date(until);
    const [made] = await tx
      .insert(intents)
      .values({ tenantId, fleetId, name, weight, startsAt, endsAt, target, declaredBy: userId, declaredAt: now })
      .returning({ id: intents.id });
    await tellContext(tx, tenantId, fleetId);
    return readIntent(tx, { tenantId, fleetId, now }, made?.id ?? "");
  },
  entityId: (intent) => intent.intentId,
});
