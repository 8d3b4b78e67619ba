import { listenFleetChanged } from "@fleet-persona/db";
import { stateSchema } from "@fleet-persona/protocol";
import { keyFingerprint } from "@fleet-persona/persona";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { readBundleFile } from "../agents/read-bundle-file.ts";
import { readHostState } from "../agents/read-host-state.ts";
import type { HostState } from "../agents/read-host-state.ts";
import type { HostKey } from "../agents/host-key.ts";
import { createFleet } from "../fleets/create-fleet.ts";
import { getFleet } from "../fleets/get-fleet.ts";
import { listFleets } from "../fleets/list-fleets.ts";
import { pauseFleet } from "../fleets/pause-fleet.ts";
import { resumeFleet } from "../fleets/resume-fleet.ts";
import { watchFleets } from "../maintenance/watch-fleets.ts";
import type { PublishedPersona } from "../store/publish-persona.ts";
import { acmeKey, sampleBundle } from "../testing/sample-bundle.fixture.ts";
import {
  approve,
  as,
  expectRefusal,
  newBuyer,
  newOwner,
  newSeller,
  startTestHub,
} from "../testing/test-hub.fixture.ts";
import type { TestHub } from "../testing/test-hub.fixture.ts";
import { listReviews } from "../reviews/list-reviews.ts";
import { execute } from "../use-case/execute.ts";
import { assignPersona } from "./assign-persona.ts";
import { setAssignmentMode } from "./set-assignment-mode.ts";
import { unassignPersona } from "./unassign-persona.ts";

describe("assignments", () => {
  let hub: TestHub;
  let published: PublishedPersona;

  const stateOf = async (host: HostKey): Promise<HostState> => {
    const state = await readHostState(hub.deps, host);
    expect(stateSchema.parse({ type: "state", ...state })).toEqual({ type: "state", ...state });
    return state;
  };

  beforeAll(async () => {
    hub = await startTestHub();
    ({ published } = await newSeller(hub));
  });
  afterAll(() => hub[Symbol.asyncDispose]());

  it("begin in shadow, act only once an admin approved, and go back to shadow at will", async () => {
    const { buyer, assignment, fleet, host } = await newBuyer(hub, published);
    const { assignmentId } = assignment;
    expect(assignment).toMatchObject({ mode: "shadow", approvedAt: null, personaId: "acme/surge-ready", version: 1 });
    const shadow = await stateOf(host);
    expect(shadow.assignment).toMatchObject({ mode: "shadow", digest: published.digest });
    await expectRefusal(execute(hub.deps, buyer, setAssignmentMode, { assignmentId, mode: "active" }), "forbidden");
    const { fleetId } = fleet;
    const { personaVersionId } = published;
    await approve(hub, as(buyer, "admin"), { fleetId, personaVersionId, mode: "active" }, "Looks calm.");
    const approved = (await execute(hub.deps, buyer, getFleet, { fleetId })).assignment;
    expect(approved).toMatchObject({ assignmentId, mode: "active", approvedAt: hub.deps.now().getTime() });
    const active = await stateOf(host);
    expect(active.assignment?.mode).toBe("active");
    expect(active.assignment?.publisherKeys).toEqual([
      { fingerprint: keyFingerprint(acmeKey.publicKey), publicKey: Buffer.from(acmeKey.publicKey).toString("base64") },
    ]);
    expect(active.revision).toBeGreaterThan(shadow.revision);
    await execute(hub.deps, as(buyer, "operator"), setAssignmentMode, { assignmentId, mode: "shadow" });
    await execute(hub.deps, as(buyer, "operator"), setAssignmentMode, { assignmentId, mode: "active" });
    const { decided } = await execute(hub.deps, buyer, listReviews, { fleetId });
    expect(decided[0]).toMatchObject({
      mode: "active",
      note: "Looks calm.",
      personaId: "acme/surge-ready",
      fingerprints: published.signedBy,
    });
  });

  it("need an entitlement and a review, replace the one before, and end", async () => {
    const { buyer, assignment, fleet, host } = await newBuyer(hub, published);
    const { fleetId } = fleet;
    const { personaVersionId } = published;
    const same = await execute(hub.deps, buyer, assignPersona, { fleetId, personaVersionId });
    expect(same.assignmentId).toBe(assignment.assignmentId);
    const stranger = await newOwner(hub);
    const theirs = await execute(hub.deps, stranger, createFleet, { name: "Theirs", slug: "theirs" });
    const attempt = execute(hub.deps, stranger, assignPersona, { fleetId: theirs.fleetId, personaVersionId });
    await expectRefusal(attempt, "refused", "not-entitled");
    await execute(hub.deps, buyer, unassignPersona, { assignmentId: assignment.assignmentId });
    expect((await stateOf(host)).assignment).toBeNull();
    const ended = execute(hub.deps, buyer, unassignPersona, { assignmentId: assignment.assignmentId });
    await expectRefusal(ended, "conflict");
    const again = await execute(hub.deps, buyer, assignPersona, { fleetId, personaVersionId });
    expect(again.assignmentId).not.toBe(assignment.assignmentId);
    expect((await execute(hub.deps, buyer, getFleet, { fleetId })).assignment).toEqual(again);
  });

  it("let a host read the files of its own bundle and nothing else", async () => {
    const { host } = await newBuyer(hub, published);
    const { digest } = published;
    for (const [file, bytes] of sampleBundle()) {
      expect(Buffer.from(await readBundleFile(hub.deps, { ...host, digest, file }))).toEqual(Buffer.from(bytes));
    }
    await expectRefusal(readBundleFile(hub.deps, { ...host, digest, file: "../passwd" }), "not-found");
    await expectRefusal(readBundleFile(hub.deps, { ...host, digest: "0".repeat(64), file: "card.md" }), "not-found");
  });

  it("are changed loudly: every change raises the revision and is heard by whoever listens", async () => {
    const { buyer, assignment, fleet } = await newBuyer(hub, published);
    const { fleetId } = fleet;
    const heard: string[] = [];
    await using listener = await listenFleetChanged(hub.deps.db, { onFleet: (id) => heard.push(id) });
    expect(listener).toBeDefined();
    let revision = (await execute(hub.deps, buyer, getFleet, { fleetId })).revision;
    const changes = [
      () => approve(hub, buyer, { fleetId, personaVersionId: published.personaVersionId, mode: "active" }),
      () => execute(hub.deps, buyer, pauseFleet, { fleetId, minutes: 5 }),
      () => execute(hub.deps, buyer, resumeFleet, { fleetId }),
      () => execute(hub.deps, buyer, unassignPersona, { assignmentId: assignment.assignmentId }),
    ];
    for (const [index, change] of changes.entries()) {
      await change();
      const after = (await execute(hub.deps, buyer, getFleet, { fleetId })).revision;
      expect(after).toBe(revision + 1);
      revision = after;
      await vi.waitFor(() => expect(heard.filter((id) => id === fleetId)).toHaveLength(index + 1));
    }
  });

  it("are held by a pause until it is resumed or runs out, and the worker tells the agents when it does", async () => {
    const { buyer, fleet, host } = await newBuyer(hub, published);
    const { fleetId } = fleet;
    const until = hub.deps.now().getTime() + 600_000;
    const paused = await execute(hub.deps, buyer, pauseFleet, { fleetId, minutes: 10 });
    expect(paused.pause).toEqual({ paused: true, until });
    expect(await stateOf(host)).toMatchObject({ paused: true, pausedUntil: until });
    hub.advance(600_000);
    expect(await stateOf(host)).toMatchObject({ paused: false, pausedUntil: null });
    expect((await watchFleets(hub.deps)).resumed).toBe(1);
    expect((await execute(hub.deps, buyer, getFleet, { fleetId })).revision).toBe(paused.revision + 1);
    const open = await execute(hub.deps, buyer, pauseFleet, { fleetId, minutes: null });
    expect(open.pause).toEqual({ paused: true, until: null });
    hub.advance(10 ** 9);
    expect((await stateOf(host)).paused).toBe(true);
  });

  it("belong to fleets, which are listed by name and have unique addresses", async () => {
    const owner = await newOwner(hub);
    await execute(hub.deps, owner, createFleet, { name: "Web", slug: "web" });
    await execute(hub.deps, owner, createFleet, { name: "API", slug: "api" });
    await expectRefusal(execute(hub.deps, owner, createFleet, { name: "Web 2", slug: "web" }), "conflict");
    expect((await execute(hub.deps, owner, listFleets, {})).map((fleet) => fleet.name)).toEqual(["API", "Web"]);
  });
});
