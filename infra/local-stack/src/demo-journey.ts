import {
  approveAssignment,
  assignPersona,
  createEnrolmentToken,
  createFleet,
  execute,
  getPersona,
  listFleets,
  listHosts,
  setAssignmentMode,
  unassignPersona,
} from "@fleet-persona/hub-core";
import type { Actor, AssignmentView, Deps, FleetView, PublishedPersona } from "@fleet-persona/hub-core";

/** What the demo tenant's admin does in the console, done through the same use cases. */
export type DemoJourney = {
  readonly fleet: FleetView;
  enrolmentToken(): Promise<string>;
  connectedHosts(): Promise<number>;
  assign(): Promise<AssignmentView>;
  approve(): Promise<void>;
  setMode(mode: "shadow" | "active"): Promise<void>;
};

const demoFleet = { name: "Shop front", slug: "shop-front" };

/** Gets the Persona for the tenant and finds or makes its demo fleet. */
export async function beginDemoJourney(deps: Deps, admin: Actor, persona: PublishedPersona): Promise<DemoJourney> {
  await execute(deps, admin, getPersona, { listingId: persona.listingId });
  const known = (await execute(deps, admin, listFleets, {})).find((fleet) => fleet.slug === demoFleet.slug);
  const fleet = known ?? (await execute(deps, admin, createFleet, demoFleet));
  const fleetId = fleet.fleetId;
  let assignmentId: AssignmentView["assignmentId"] | null = fleet.assignment?.assignmentId ?? null;

  return {
    fleet,
    async enrolmentToken() {
      return (await execute(deps, admin, createEnrolmentToken, { fleetId, ttlSeconds: 600 })).token;
    },
    async connectedHosts() {
      const hosts = await execute(deps, admin, listHosts, { fleetId });
      return hosts.filter((host) => host.liveness === "online").length;
    },
    async assign() {
      // Every start walks the whole way again: an assignment left by an earlier one would skip the shadow.
      if (assignmentId !== null) await execute(deps, admin, unassignPersona, { assignmentId });
      const assignment = await execute(deps, admin, assignPersona, {
        fleetId,
        personaVersionId: persona.personaVersionId,
      });
      assignmentId = assignment.assignmentId;
      return assignment;
    },
    async approve() {
      if (assignmentId === null) return;
      await execute(deps, admin, approveAssignment, { assignmentId, note: "Shadow looked right on the demo fleet." });
    },
    async setMode(mode) {
      if (assignmentId === null) return;
      await execute(deps, admin, setAssignmentMode, { assignmentId, mode });
    },
  };
}
