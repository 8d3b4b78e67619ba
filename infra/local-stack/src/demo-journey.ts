import {
  approveVersion,
  createEnrolmentToken,
  createFleet,
  execute,
  getFleet,
  getPersona,
  getReview,
  listFleets,
  listHosts,
  setAssignmentMode,
  unassignPersona,
} from "@fleet-persona/hub-core";
import type { Actor, AssignmentView, Deps, FleetView, GateState, PublishedPersona } from "@fleet-persona/hub-core";
import { until } from "./agent-process.ts";
import { runShortExperiment } from "./short-experiment.ts";
import type { ShortExperiment, ShortExperimentAsked } from "./short-experiment.ts";
import { StackError } from "./stack-error.ts";

/** What the demo tenant's admin does in the console, done through the same use cases. */
export type DemoJourney = {
  readonly fleet: FleetView;
  enrolmentToken(): Promise<string>;
  connectedHosts(): Promise<number>;
  /** Approves the Persona in shadow, as the admin does on the review page. */
  approveShadow(): Promise<void>;
  /** Approves that it acts. */
  approveActive(): Promise<void>;
  setMode(mode: "shadow" | "active"): Promise<void>;
  /** Plans a short switchback, starts it and waits for what it comes to. */
  experiment(asked: Pick<ShortExperimentAsked, "seconds" | "abort" | "onLook">): Promise<ShortExperiment>;
};

const demoFleet = { name: "Shop front", slug: "shop-front" };

// The gate lives through every scenario several times over, with nothing else to do.
const gateLimitMs = 1_800_000;

/** Gets the first Persona for the tenant and finds or makes its demo fleet. */
export async function beginDemoJourney(deps: Deps, admin: Actor, persona: PublishedPersona): Promise<DemoJourney> {
  await execute(deps, admin, getPersona, { listingId: persona.listingId });
  const known = (await execute(deps, admin, listFleets, {})).find((fleet) => fleet.slug === demoFleet.slug);
  const fleet = known ?? (await execute(deps, admin, createFleet, demoFleet));
  const fleetId = fleet.fleetId;
  let assignmentId: AssignmentView["assignmentId"] | null = fleet.assignment?.assignmentId ?? null;

  const approve = async (mode: "shadow" | "active", note: string): Promise<void> => {
    const gate = await judged(deps, admin, persona);
    const { personaVersionId } = persona;
    const quarantineReasons = gate.reasons.filter(({ severity }) => severity === "quarantine").map(({ code }) => code);
    await execute(deps, admin, approveVersion, {
      personaVersionId,
      fleetIds: [fleetId],
      mode,
      note,
      quarantineReasons,
    });
    assignmentId = (await execute(deps, admin, getFleet, { fleetId })).assignment?.assignmentId ?? null;
  };

  return {
    fleet,
    async enrolmentToken() {
      return (await execute(deps, admin, createEnrolmentToken, { fleetId, ttlSeconds: 600 })).token;
    },
    async connectedHosts() {
      const hosts = await execute(deps, admin, listHosts, { fleetId });
      return hosts.filter((host) => host.liveness === "online").length;
    },
    async approveShadow() {
      // Every start walks the whole way again: an assignment left by an earlier one would skip the shadow.
      if (assignmentId !== null) await execute(deps, admin, unassignPersona, { assignmentId });
      await approve("shadow", "To see what it would do on the demo fleet.");
    },
    approveActive: () => approve("active", "Shadow looked right on the demo fleet."),
    async setMode(mode) {
      if (assignmentId === null) return;
      await execute(deps, admin, setAssignmentMode, { assignmentId, mode });
    },
    experiment: (asked) => runShortExperiment({ ...asked, deps, admin, fleet }),
  };
}

type Judged = Extract<GateState, { kind: "judged" }>;

async function judged(deps: Deps, admin: Actor, { personaVersionId, personaId }: PublishedPersona): Promise<Judged> {
  return until(`the gate's verdict on ${personaId}`, gateLimitMs, async () => {
    const { gate } = await execute(deps, admin, getReview, { personaVersionId });
    if (gate.kind === "judged") return gate;
    if (gate.kind === "pending") return null;
    throw new StackError(
      "not-ready",
      `The gate could not judge ${personaId} (${gate.failure}); the worker's log says why.`,
    );
  });
}
