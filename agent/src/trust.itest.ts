import { keyPairFromSeed, sealAttestation, sealLease } from "@fleet-persona/persona";
import { decodeDecisionRecord, decodeEventRecord, FRAME_KINDS } from "@fleet-persona/protocol";
import { describe, expect, it } from "vitest";
import { fakeHub, offer, type FakeHub } from "./testing/fake-hub.fixture.ts";
import { realHub, type Sql } from "./testing/real-hub.fixture.ts";
import { eventually, temporaryState, toyAgent } from "./testing/toy-agent.fixture.ts";
import { assignmentOf, digestOf, toyBundle, toyManifest } from "./testing/toy-persona.fixture.ts";
import { toyTarget } from "./testing/toy-target.fixture.ts";
import { toyKeyring } from "./testing/toy-trust.fixture.ts";

const DAY_MS = 86_400_000;
const bundle = toyBundle();
const next = toyBundle({ manifest: { version: 2 } });
const thief = keyPairFromSeed(new Uint8Array(32).fill(99));

function eventsOf(hub: FakeHub): string[] {
  return [...hub.frames.values()].flatMap(({ kind, payload }) => {
    const decoded = kind === FRAME_KINDS.event ? decodeEventRecord(payload) : undefined;
    return decoded?.kind === "record" ? [decoded.record.name] : [];
  });
}

describe("startAgent and the four that must agree", () => {
  it("startAgent lets what runs run while new installs wait for fresh metadata, and installs when it comes", async () => {
    using state = temporaryState();
    await using hub = await fakeHub();
    offer(hub, bundle);
    hub.assign(assignmentOf(bundle));
    await using agent = await toyAgent(state, hub.url, toyTarget());
    await eventually("the Persona decides", () => agent.status().decisions.taken > 5);
    offer(hub, next);
    hub.trust.sign(Date.now() - 2 * DAY_MS);
    hub.assign(assignmentOf(next));
    await eventually("it waits", () => eventsOf(hub).includes("install-blocked"));
    expect(agent.status().trust.freshness).toMatchObject({ ok: false, code: "metadata-expired" });
    expect(agent.status().persona).toMatchObject({ version: 2, state: "offered", code: "metadata-expired" });
    const { taken } = agent.status().decisions;
    await eventually("what ran goes on", () => agent.status().decisions.taken > taken + 5);
    hub.trust.sign(Date.now());
    await eventually("the next one is installed", () => agent.status().persona?.state === "active", 20_000);
    expect(agent.status().trust).toMatchObject({
      publisher: { ok: true },
      freshness: { ok: true },
      lease: { ok: true },
    });
  });

  it("startAgent hands over to the fallback when the lease and its grace are over, and back when there is a new one", async () => {
    using state = temporaryState();
    await using hub = await fakeHub();
    offer(hub, bundle);
    hub.assign(assignmentOf(bundle));
    let ahead = 0;
    await using agent = await toyAgent(state, hub.url, toyTarget(), {}, {}, () => Date.now() + ahead);
    await eventually("the Persona decides", () => agent.status().decisions.taken > 5);
    ahead = 9 * DAY_MS;
    await eventually("the fallback decides", () => agent.status().fallback?.includes("lease") === true);
    expect(eventsOf(hub)).toContain("lease-lapsed");
    const { taken } = agent.status().decisions;
    await eventually("it goes on deciding", () => agent.status().decisions.taken > taken + 10);
    // A policy that may not be asked has not failed: nothing is rolled back.
    expect(eventsOf(hub)).not.toContain("rolled-back");
    hub.trust.lease = { serial: 2, issued_at: Date.now() + ahead, expires_at: Date.now() + ahead + 7 * DAY_MS };
    hub.dropConnections();
    await eventually("the policy decides again", () => agent.status().fallback === null, 20_000);
    expect(agent.status().trust.lease).toMatchObject({ ok: true });
  });

  it("startAgent trusts a policy no more than the gate does", async () => {
    using state = temporaryState();
    await using hub = await fakeHub();
    offer(hub, bundle, { report: { confidence: 0.3 } });
    hub.assign(assignmentOf(bundle));
    const target = toyTarget();
    target.signals["request_rate"] = 300;
    await using agent = await toyAgent(state, hub.url, target);
    await eventually("it told a decision", () =>
      [...hub.frames.values()].some(({ kind }) => kind === FRAME_KINDS.decision),
    );
    const told = [...hub.frames.values()].find(({ kind }) => kind === FRAME_KINDS.decision);
    const decoded = decodeDecisionRecord(told?.payload ?? new Uint8Array());
    const confidence = decoded.kind === "record" ? decoded.record.decision.confidence.total : 1;
    expect(confidence).toBeLessThanOrEqual(0.3);
    expect(agent.status().mode).toBe("active");
  });

  it("stolen database: whoever can change every row of the hub gets nothing onto a host", async () => {
    await using hub = await realHub();
    using state = temporaryState();
    const identity = await hub.enrol(state);
    await using agent = await toyAgent(state, hub.gateway.url, toyTarget(), {}, identity);
    await eventually("it is connected", () => agent.status().connected, 20_000);
    await hub.activateToyPersona();
    await eventually("the honest Persona is active", () => agent.status().mode === "active", 20_000);
    const honest = agent.status().persona?.id ?? "";
    const smuggled = toyBundle({ manifest: { ...toyManifest, id: honest, version: 2 }, keyPairs: [thief] });
    await hub.asThief((sql) => smuggle(sql, { bundle: smuggled, id: honest, identity }));
    const refused = (code: string): Promise<void> =>
      eventually(`it refuses with ${code}`, () => agent.status().persona?.code === code, 20_000);
    await refused("keyring-not-pinned");
    const { taken } = agent.status().decisions;
    await eventually("the honest one goes on", () => agent.status().decisions.taken > taken + 10);
    expect(agent.status().mode).toBe("active");
  });
});

type Smuggling = {
  readonly bundle: ReturnType<typeof toyBundle>;
  readonly id: string;
  readonly identity: { readonly tenantId: string; readonly fleetId: string };
};

/** Puts a bundle where the honest one is, with everything beside it that a thief without the hub's keys can make. */
async function smuggle(sql: Sql, { bundle: files, id, identity }: Smuggling): Promise<void> {
  const digest = digestOf(files);
  const bytes = (name: string): Buffer => Buffer.from(files.get(name) ?? []);
  const [publisher = ""] = id.split("/");
  const report = {
    schema: "fleet-persona-gate/1" as const,
    rules_version: 1,
    persona: { id, version: 2 },
    bundle_digest: digest,
    verdict: "passed" as const,
    reasons: [],
    confidence: 1,
    model: { verdict: "accepted" as const, findings: [], facts: null },
    behaviour: null,
    seconds: 0,
  };
  const lease = sealLease(
    {
      schema: "fleet-persona-lease/1",
      tenant_id: identity.tenantId,
      fleet_id: identity.fleetId,
      persona_id: id,
      seats: null,
      issued_at: Date.now(),
      expires_at: Date.now() + DAY_MS,
      offline_grace_s: 1,
      serial: 99,
      accepted_quarantines: [],
    },
    [thief],
  );
  const attestation = Buffer.from(sealAttestation(report, Date.now(), [thief]));
  const keyring = Buffer.from(toyKeyring(publisher, [thief]));
  await sql`update persona_versions set version = 2, digest = ${digest}, manifest = ${bytes("persona.json").toString()}::jsonb
    where id in (select persona_version_id from assignments where ended_at is null)`;
  for (const name of ["persona.json", "envelope.json", "policy.onnx", "card.md", "evidence.json"])
    await sql`update bundle_files set content = ${bytes(name)} where name = ${name}`;
  await sql`update gate_attestations set digest = ${digest}, envelope = ${attestation}`;
  await sql`update persona_leases set serial = 99, envelope = ${Buffer.from(lease)}`;
  await sql`update publisher_keyrings set envelope = ${keyring} where publisher_slug = ${publisher}`;
  await sql`update fleets set revision = revision + 1 where id = ${identity.fleetId}`;
  await sql`select pg_notify('fleet_changed', ${identity.fleetId})`;
}
