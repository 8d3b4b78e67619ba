import { pauseRun, promoteRun, resumeRun, stopRun } from "@fleet-persona/experiments";
import type { Advanced, Experiment } from "@fleet-persona/experiments";
import type { Tx } from "@fleet-persona/db";
import { z } from "zod";
import type { Actor } from "../actor.ts";
import { HubError } from "../hub-error.ts";
import { experimentIdSchema } from "../ids.ts";
import type { ExperimentId } from "../ids.ts";
import { proseSchema } from "../text.ts";
import { defineCommand } from "../use-case/define.ts";
import type { ExperimentView } from "./experiment.ts";
import type { ExperimentRecord } from "./experiment-record.ts";
import { readMachine } from "./experiment-record.ts";
import { examinePlan } from "./obstacles.ts";
import { keepAdvanced } from "./keep-experiment.ts";
import { lockExperiment } from "./lock-experiment.ts";
import { readExperimentView } from "./read-experiment.ts";

const inputSchema = z.strictObject({ experimentId: experimentIdSchema, reason: proseSchema(500).default("") });
type Context = { readonly tx: Tx; readonly actor: Actor; readonly now: Date };

/** Everybody back on what is in charge of the fleet, and nothing measured, until somebody goes on. */
export const pauseExperiment = defineCommand({
  name: "pauseExperiment",
  scope: "operator",
  input: inputSchema,
  run: (context, { experimentId, reason }): Promise<ExperimentView> =>
    steer(context, experimentId, (experiment, now) => pauseRun(experiment, now, said("Paused by hand.", reason))),
  entityId: ({ experimentId }) => experimentId,
});

/** Goes on from a pause. `refused` while what it needs is not there: a kill switch, a version that was taken back, hosts that do not answer. */
export const resumeExperiment = defineCommand({
  name: "resumeExperiment",
  scope: "operator",
  input: inputSchema,
  run: (context, { experimentId, reason }): Promise<ExperimentView> =>
    steer(
      context,
      experimentId,
      (experiment, now) => resumeRun(experiment, now, said("Somebody let it go on.", reason)),
      requireStartable,
    ),
  entityId: ({ experimentId }) => experimentId,
});

/** Ends it: everybody goes back to what was in charge before. Of a holdout only the measuring ends. */
export const stopExperiment = defineCommand({
  name: "stopExperiment",
  scope: "operator",
  input: inputSchema,
  run: (context, { experimentId, reason }): Promise<ExperimentView> =>
    steer(context, experimentId, (experiment, now) =>
      stopRun(experiment, now, said("Stopped by hand: what was in charge is in charge.", reason)),
    ),
  entityId: ({ experimentId }) => experimentId,
});

/** A person's yes to a winner that waits for it: it is put in charge of the fleet. */
export const promoteWinner = defineCommand({
  name: "promoteWinner",
  scope: "operator",
  input: inputSchema,
  run: (context, { experimentId, reason }): Promise<ExperimentView> =>
    steer(context, experimentId, (experiment, now) => {
      const promoted = promoteRun(experiment, now, said("Somebody promoted the winner.", reason));
      if (promoted === null) throw new HubError("conflict", "No winner waits to be promoted.", "no-winner");
      return promoted;
    }),
  entityId: ({ experimentId }) => experimentId,
});

function said(sentence: string, reason: string): string {
  return reason === "" ? sentence : `${sentence} ${reason}`;
}

async function steer(
  { tx, actor, now }: Context,
  experimentId: ExperimentId,
  decide: (experiment: Experiment, now: number) => Advanced,
  check?: (tx: Tx, record: ExperimentRecord, now: Date) => Promise<void>,
): Promise<ExperimentView> {
  const { tenantId, userId } = actor;
  const record = await lockExperiment(tx, { tenantId, experimentId });
  if (record.run.status === "draft") throw new HubError("conflict", "It has not started.", "experiment-not-started");
  await check?.(tx, record, now);
  const before = await readMachine(tx, record);
  const after = decide(before, now.getTime());
  await keepAdvanced(tx, record, { before, after }, { now, by: userId });
  return readExperimentView(tx, { tenantId, experimentId, now });
}

// What a pause may have outlived. Signals are not asked for: while it is paused nobody has to report them.
const notNow = new Set([
  "fleet-claimed",
  "no-traffic",
  "some-hosts-offline",
  "goal-without-signal",
  "guardrail-without-signal",
  "metric-without-signal",
  "identical-arms",
]);

async function requireStartable(tx: Tx, { tenantId, fleetId, plan, run }: ExperimentRecord, now: Date): Promise<void> {
  if (run.status !== "paused") throw new HubError("conflict", "It is not paused.", "experiment-not-paused");
  const { obstacles } = await examinePlan(tx, { tenantId, fleetId, now, plan });
  const obstacle = obstacles.find(({ code, blocks }) => blocks && !notNow.has(code));
  if (obstacle !== undefined) throw new HubError("refused", obstacle.message, obstacle.code);
}
