import { diffFleetConfig } from "@fleet-persona/fleet-config";
import type { FleetConfig } from "@fleet-persona/fleet-config";
import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { and, eq } from "drizzle-orm";
import { z } from "zod";
import type { AssignmentView } from "../assignments/assignment.ts";
import { beginAssignment } from "../assignments/begin-assignment.ts";
import { requireNoExperiment } from "../experiments/require-no-experiment.ts";
import { bumpFleet } from "../fleets/bump-fleet.ts";
import { lockFleet } from "../fleets/require-fleet.ts";
import { HubError } from "../hub-error.ts";
import { fleetIdSchema } from "../ids.ts";
import { proseSchema } from "../text.ts";
import { defineCommand } from "../use-case/define.ts";
import { configInputSchema } from "./config-input.ts";
import type { FleetConfigVersionView } from "./config-version.ts";
import { judgeConfig } from "./judge-config.ts";
import type { WantedVersion } from "./judge-config.ts";
import { readConfigVersion, readCurrentConfig } from "./read-config.ts";
import { writeConfig } from "./write-config.ts";
import type { Change } from "./write-config.ts";

/**
 * Makes a document the fleet's next version and tells its agents. A `conflict` when `baseVersion` is not the current one;
 * `refused` with the first refusal of the plan, or with
 * `experiment-running` while one holds the fleet. A document that says what stands already changes nothing and makes no version.
 */
export const applyFleetConfig = defineCommand({
  name: "applyFleetConfig",
  scope: "operator",
  input: z.strictObject({
    fleetId: fleetIdSchema,
    config: configInputSchema,
    baseVersion: z.int().min(0),
    note: proseSchema(2_000).default(""),
    acceptMissing: z.boolean().default(false),
  }),
  run: async ({ tx, actor, now }, { fleetId, config, baseVersion, note, acceptMissing }) => {
    const { tenantId, userId } = actor;
    const change: Change = { tenantId, fleetId, userId, now, note };
    const { slug } = await lockFleet(tx, tenantId, fleetId);
    await requireNoExperiment(tx, tenantId, fleetId);
    const before = await readCurrentConfig(tx, change);
    if (before.version !== baseVersion) throw outdated(baseVersion, before);
    const { refusals, current, wanted } = await judgeConfig(tx, { ...change, slug, config, acceptMissing });
    const [refusal] = refusals;
    if (refusal !== undefined) throw new HubError("refused", refusal.message, refusal.code);
    if (diffFleetConfig(before.config, config).length === 0) return before;
    await settleAssignment(tx, change, { current, wanted, mode: config.personas[0]?.mode });
    const version = await writeConfig(tx, change, { config, baseVersion });
    await bumpFleet(tx, tenantId, fleetId);
    return readConfigVersion(tx, { tenantId, fleetId, version });
  },
  entityId: (view) => view.fleetId,
  details: ({ baseVersion, note }, { version, changes }) => ({
    baseVersion,
    version,
    note,
    changes: changes.slice(0, 32).map(({ sentence }) => sentence),
  }),
});

function outdated(baseVersion: number, { version, changedBy }: FleetConfigVersionView): HubError {
  const who = changedBy === null ? "" : ` by ${changedBy}`;
  const message = `The fleet is at version ${version}${who}, this was made from version ${baseVersion}: export it again.`;
  return new HubError("conflict", message, "version-changed");
}

type Wish = {
  readonly current: AssignmentView | null;
  readonly wanted: WantedVersion | null;
  readonly mode: FleetConfig["personas"][number]["mode"] | undefined;
};

// Makes the assignment what the document says; the plan has checked that it may.
async function settleAssignment(tx: Tx, change: Change, { current, wanted, mode }: Wish): Promise<void> {
  const { assignments } = tables;
  const { tenantId, now } = change;
  if (wanted !== null && current?.personaVersionId !== wanted.personaVersionId) {
    await beginAssignment(tx, change, { ...wanted, mayAct: wanted.permission?.mode === "active" });
    return;
  }
  if (current === null) return;
  const mine = and(eq(assignments.tenantId, tenantId), eq(assignments.id, current.assignmentId));
  if (wanted === null) await tx.update(assignments).set({ endedAt: now }).where(mine);
  else if (mode !== undefined && mode !== current.mode) await tx.update(assignments).set({ mode }).where(mine);
}
