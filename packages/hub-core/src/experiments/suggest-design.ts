import { tables } from "@fleet-persona/db";
import { LEAST_UNITS } from "@fleet-persona/experiments";
import type { ExperimentPlan } from "@fleet-persona/experiments";
import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { requireFleet } from "../fleets/require-fleet.ts";
import { fleetIdSchema, personaVersionIdSchema } from "../ids.ts";
import { defineCommand, defineQuery } from "../use-case/define.ts";
import type { SuggestedDesign } from "./experiment.ts";
import { readFleetFacts } from "./fleet-facts.ts";
import { sharedAttributes } from "./obstacles.ts";
import { inCharge } from "./resolve-arms.ts";

// Long enough for queues and caches to settle and for both arms to be seen several times an hour.
const switchback: ExperimentPlan["design"] = { kind: "switchback", blockS: 300, washOutS: 60 };

/** Whether hosts or stretches of time should be compared on a fleet, and why, in a sentence. */
export const suggestDesign = defineQuery({
  name: "suggestDesign",
  scope: "viewer",
  input: z.strictObject({
    fleetId: fleetIdSchema,
    /** The versions that arms name beside what is in charge. */
    personaVersionIds: z.array(personaVersionIdSchema).max(6).default([]),
  }),
  run: async ({ tx, actor, now }, { fleetId, personaVersionIds }): Promise<SuggestedDesign> => {
    const { tenantId } = actor;
    const { hosts, sharesLoad } = await readFleetFacts(tx, { tenantId, fleetId, now });
    const current = await inCharge(tx, tenantId, fleetId);
    const ids = [...new Set([...personaVersionIds, ...(current === null ? [] : [current.personaVersionId])])];
    const shared = await sharedAttributes(tx, ids);
    return {
      ...designFor({ hosts: hosts.length, sharesLoad, shared }),
      sharesLoad,
      hosts: hosts.length,
    };
  },
});

type Fleet = { readonly hosts: number; readonly sharesLoad: boolean; readonly shared: readonly string[] };

/** The design for a fleet of so many hosts; `shared`: attributes that an arm moves for all of them at once. */
export function designFor({
  hosts,
  sharesLoad,
  shared,
}: Fleet): Pick<SuggestedDesign, "design" | "because" | "sentence"> {
  if (hosts <= 1)
    return {
      design: switchback,
      because: "one-host",
      sentence:
        "There is one host, and it cannot be compared with itself at the same time: stretches of time are compared.",
    };
  if (shared.length > 0)
    return {
      design: switchback,
      because: "fleet-attribute",
      sentence: `${shared.join(", ")} is set for the whole fleet at once, so hosts cannot differ in it: stretches of time are compared.`,
    };
  if (sharesLoad)
    return {
      design: switchback,
      because: "shares-load",
      sentence:
        "The hosts share load: what one arm takes on, the other is spared, and the difference would be counted twice. Stretches of time are compared. If each host has traffic of its own, declare it.",
    };
  const few =
    hosts < 2 * LEAST_UNITS ? ` With ${hosts} hosts there are too few for a verdict: it takes ${2 * LEAST_UNITS}.` : "";
  return {
    design: { kind: "hosts" },
    because: "independent-hosts",
    sentence: `Each host has traffic of its own, so hosts are compared with hosts at the same time.${few}`,
  };
}

/** Says whether hosts of a fleet share load, as behind one balancer; a fleet of which nobody said so is taken to. */
export const declareLoadSharing = defineCommand({
  name: "declareLoadSharing",
  scope: "operator",
  input: z.strictObject({ fleetId: fleetIdSchema, sharesLoad: z.boolean() }),
  run: async ({ tx, actor }, { fleetId, sharesLoad }): Promise<{ readonly sharesLoad: boolean }> => {
    const { fleets } = tables;
    await requireFleet(tx, actor.tenantId, fleetId);
    await tx
      .update(fleets)
      .set({ sharesLoad })
      .where(and(eq(fleets.tenantId, actor.tenantId), eq(fleets.id, fleetId)));
    return { sharesLoad };
  },
  entityId: (_output, { fleetId }) => fleetId,
});
