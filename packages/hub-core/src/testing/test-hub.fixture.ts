import { randomBytes, randomUUID } from "node:crypto";
import { startTestDatabase } from "@fleet-persona/db";
import type { TestDatabase } from "@fleet-persona/db";
import { expect } from "vitest";
import type { Actor, Role } from "../actor.ts";
import type { HostKey } from "../agents/host-key.ts";
import type { AssignmentMode, AssignmentView } from "../assignments/assignment.ts";
import { authStore } from "../auth/auth-store.ts";
import type { GatewayDeps } from "../deps.ts";
import { createEnrolmentToken } from "../enrolment/create-enrolment-token.ts";
import { enrolHost } from "../enrolment/enrol-host.ts";
import { getFleet } from "../fleets/get-fleet.ts";
import { createFleet } from "../fleets/create-fleet.ts";
import type { FleetView } from "../fleets/fleet.ts";
import { HubError } from "../hub-error.ts";
import type { HubErrorCode } from "../hub-error.ts";
import { hostIdSchema, tenantIdSchema } from "../ids.ts";
import type { FleetId, PersonaVersionId, UserId } from "../ids.ts";
import { approveVersion } from "../reviews/approve-version.ts";
import type { ReviewView } from "../reviews/review.ts";
import { registerPublisher } from "../publishers/register-publisher.ts";
import { getPersona } from "../store/get-persona.ts";
import { publishPersona } from "../store/publish-persona.ts";
import type { PublishedPersona } from "../store/publish-persona.ts";
import { createTenant } from "../tenants/create-tenant.ts";
import { resolveActor } from "../tenants/resolve-actor.ts";
import { execute } from "../use-case/execute.ts";
import { passGate } from "./pass-gate.ts";
import { acmeKey, asBase64, sampleBundle } from "./sample-bundle.fixture.ts";

/** A hub on a database of its own, with a clock that stands still until `advance`. */
export type TestHub = AsyncDisposable & {
  readonly deps: GatewayDeps;
  readonly database: TestDatabase;
  advance(ms: number): void;
};

export async function startTestHub(): Promise<TestHub> {
  const database = await startTestDatabase();
  let offset = 0;
  const start = Date.now();
  const deps: GatewayDeps = {
    db: database.db,
    ingest: database.ingest,
    now: () => new Date(start + offset),
    randomBytes: (length) => Uint8Array.from(randomBytes(length)),
  };
  return {
    deps,
    database,
    advance: (ms) => {
      offset += ms;
    },
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  };
}

export async function newUser({ deps }: TestHub): Promise<{ userId: UserId }> {
  const email = `${randomUUID()}@example.com`;
  const user = await authStore(deps).createUser({ email, emailVerified: null });
  return { userId: user.id as UserId };
}

/** A person with a tenant of their own. */
export async function newOwner(hub: TestHub, slug = `t-${randomUUID().slice(0, 8)}`): Promise<Actor> {
  const user = await newUser(hub);
  const tenant = await execute(hub.deps, user, createTenant, { name: slug, slug });
  return resolveActor(hub.deps, { userId: user.userId, tenantId: tenant.tenantId });
}

export function as(actor: Actor, role: Role): Actor {
  return { ...actor, role };
}

/** `acme` with its key registered, and surge-ready published and passed by the gate. */
export async function newSeller(hub: TestHub): Promise<{ seller: Actor; published: PublishedPersona }> {
  const seller = await newOwner(hub);
  const publicKey = Buffer.from(acmeKey.publicKey).toString("base64");
  await execute(hub.deps, seller, registerPublisher, { slug: "acme", displayName: "Acme", publicKey });
  const published = await publishPassed(hub, seller);
  return { seller, published };
}

/** Publishes a version as the seller; the gate passes it, or says what it was given. */
export async function publishPassed(
  hub: TestHub,
  seller: Actor,
  changes: Parameters<typeof sampleBundle>[0] = {},
  report: Parameters<typeof passGate>[2] = {},
): Promise<PublishedPersona> {
  const published = await execute(hub.deps, seller, publishPersona, { files: asBase64(sampleBundle(changes)) });
  await passGate(hub.deps, published.personaVersionId, report);
  return published;
}

type Approval = {
  readonly fleetId: FleetId;
  readonly personaVersionId: PersonaVersionId;
  readonly mode: AssignmentMode;
};

/** An admin's yes to a version for one fleet. */
export function approve(
  hub: TestHub,
  actor: Actor,
  { fleetId, personaVersionId, mode }: Approval,
  note = "",
): Promise<ReviewView> {
  return execute(hub.deps, actor, approveVersion, { personaVersionId, fleetIds: [fleetId], mode, note });
}

/** A tenant that got the Persona, with a fleet it was approved for in shadow and a host on it. */
export async function newBuyer(
  hub: TestHub,
  published: PublishedPersona,
): Promise<{ buyer: Actor; fleet: FleetView; assignment: AssignmentView; host: HostKey }> {
  const buyer = await newOwner(hub);
  await execute(hub.deps, buyer, getPersona, { listingId: published.listingId });
  const fleet = await execute(hub.deps, buyer, createFleet, { name: "Web EU", slug: "web-eu" });
  const { fleetId } = fleet;
  const { personaVersionId } = published;
  await approve(hub, buyer, { fleetId, personaVersionId, mode: "shadow" });
  const { assignment } = await execute(hub.deps, buyer, getFleet, { fleetId });
  if (assignment === null) throw new TypeError("An approved version is in charge.");
  return { buyer, fleet, assignment, host: await newHost(hub, buyer, fleet) };
}

export async function newHost(hub: TestHub, actor: Actor, { fleetId }: FleetView): Promise<HostKey> {
  const { token } = await execute(hub.deps, actor, createEnrolmentToken, { fleetId });
  const { tenantId, hostId } = await enrolHost(hub.deps, enrolment(hub, token));
  return { tenantId: tenantIdSchema.parse(tenantId), hostId: hostIdSchema.parse(hostId) };
}

/** A hub of its own with one tenant, its owner, one fleet and a host on it. */
export async function startHubWithHost(): Promise<{ hub: TestHub; owner: Actor; fleetId: FleetId; host: HostKey }> {
  const hub = await startTestHub();
  const owner = await newOwner(hub);
  const fleet = await execute(hub.deps, owner, createFleet, { name: "Web", slug: "web" });
  return { hub, owner, fleetId: fleet.fleetId, host: await newHost(hub, owner, fleet) };
}

export function enrolment({ deps }: TestHub, token: string): Parameters<typeof enrolHost>[1] {
  const publicKey = randomBytes(32).toString("base64");
  return { token, publicKey, hostName: "web-1", agentVersion: "0.1.0", time: deps.now().getTime() };
}

/** Expects a HubError with this code (and detail). */
export async function expectRefusal(work: Promise<unknown>, code: HubErrorCode, detail?: string): Promise<void> {
  const error: unknown = await work.then(
    () => new TypeError("it was not refused"),
    (cause: unknown) => cause,
  );
  expect(error).toBeInstanceOf(HubError);
  expect(error).toMatchObject({ code, ...(detail === undefined ? {} : { detail }) });
}
