import { tables } from "@fleet-persona/db";
import { signalNameSchema } from "@fleet-persona/persona";
import { z } from "zod";
import { contextGiver } from "../fit/signal-origin.ts";
import { requireFleet } from "../fleets/require-fleet.ts";
import { HubError } from "../hub-error.ts";
import { fleetIdSchema } from "../ids.ts";
import { mintToken, tokenHash } from "../secret-token.ts";
import { lineSchema } from "../text.ts";
import { defineCommand } from "../use-case/define.ts";
import { readSources } from "./read-sources.ts";
import { sourceTokenPrefix } from "./authenticate-source.ts";
import type { CreatedSource } from "./source.ts";

/**
 * Lets something outside tell a fleet these figures, and only these. A name in use is a `conflict`. What the hub itself tells
 * (the clock, campaigns, intents) no source may.
 */
export const createSource = defineCommand({
  name: "createSource",
  scope: "admin",
  input: z.strictObject({
    fleetId: fleetIdSchema,
    name: lineSchema(80),
    signals: z
      .array(signalNameSchema.refine((name) => contextGiver(name) === null, "is told by the hub itself"))
      .min(1)
      .max(64)
      .refine((names) => new Set(names).size === names.length, "a name is there twice"),
  }),
  run: async ({ deps, tx, actor, now }, { fleetId, name, signals }): Promise<CreatedSource> => {
    const { signalSources: sources } = tables;
    const { tenantId, userId } = actor;
    await requireFleet(tx, tenantId, fleetId);
    const token = mintToken(sourceTokenPrefix, [tenantId], deps.randomBytes);
    const made = await tx
      .insert(sources)
      .values({ tenantId, fleetId, name, tokenHash: tokenHash(token), signals, createdBy: userId, createdAt: now })
      .onConflictDoNothing()
      .returning({ id: sources.id });
    const source = (await readSources(tx, { tenantId, fleetId, now })).find((found) => found.sourceId === made[0]?.id);
    if (source === undefined) throw new HubError("conflict", `This fleet has a source ${name} already.`);
    return { ...source, token };
  },
  entityId: (source) => source.sourceId,
});
