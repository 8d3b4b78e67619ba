import type { Tx } from "@fleet-persona/db";
import type { HostControl } from "@fleet-persona/fleet-config";
import { carriedBy, controlOf, markerOf } from "@fleet-persona/experiments";
import type { Carried } from "@fleet-persona/experiments";
import type { Assignment } from "@fleet-persona/protocol";
import type { HostKey } from "../agents/host-key.ts";
import type { AssignmentView } from "../assignments/assignment.ts";
import type { FleetId } from "../ids.ts";
import type { ExperimentRecord } from "./experiment-record.ts";
import { readMachine, readOpenRecord } from "./experiment-record.ts";
import type { ResolvedArm } from "./resolved.ts";

/** What a host should run by the experiment that holds its fleet. */
export type HostArm = { readonly arm: ResolvedArm; readonly assignment: Omit<Assignment, "publisherKeys"> };

type Asked = HostKey & {
  readonly fleetId: FleetId;
  /** What is in charge of the fleet, and what its document says. */
  readonly current: AssignmentView | undefined;
  readonly document: HostControl;
};

/** Null when no experiment has anything to say to this host. */
export async function readHostArm(tx: Tx, asked: Asked): Promise<HostArm | null> {
  const record = await readOpenRecord(tx, asked.tenantId, asked.fleetId);
  if (record === null) return null;
  const carried = carriedBy(await readMachine(tx, record, asked.hostId), asked.hostId);
  const arm = carried === null ? undefined : record.resolved?.arms[carried.plays];
  if (carried === null || arm === undefined) return null;
  return { arm, assignment: assignmentOf(record, carried, arm, asked) };
}

function assignmentOf(
  record: ExperimentRecord,
  carried: Carried,
  arm: ResolvedArm,
  { current, document }: Asked,
): HostArm["assignment"] {
  const { personaId, version, digest, mode } = arm;
  // The version in charge keeps its assignment: a host that runs it already has nothing to fetch.
  const stays = current?.personaVersionId === arm.personaVersionId;
  const assignment = {
    assignmentId: stays ? current.assignmentId : record.experimentId,
    personaId,
    version,
    digest,
    mode,
    settings: { ...document.settings, ...arm.settings },
    bounds: { ...document.bounds, ...arm.bounds },
  };
  return carried.marked ? { ...assignment, experiment: blockOf(record, carried) } : assignment;
}

function blockOf({ experimentId, number, plan, run }: ExperimentRecord, { arm, plays }: Carried) {
  const index = plan.arms.findIndex(({ name }) => name === arm);
  const explore = plays === controlOf(plan) ? null : plan.explore;
  return {
    experimentId,
    arm,
    marker: markerOf(number, index, run.status === "aa"),
    explore: explore && { everyMs: explore.everyS * 1000 },
  };
}
