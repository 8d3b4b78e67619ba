import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { BundleFiles } from "@fleet-persona/persona";
import type { Assignment, EventRecord } from "@fleet-persona/protocol";
import { describe, expect, it } from "vitest";
import { loadPolicy } from "../policy/policy-runtime.ts";
import type { StateFolder } from "../state/state-folder.ts";
import { temporaryState } from "../testing/toy-agent.fixture.ts";
import { assignmentOf, digestOf, toyBundle } from "../testing/toy-persona.fixture.ts";
import { toyAnchors, toyHolder, toyRepository, toySource } from "../testing/toy-trust.fixture.ts";
import { pinAnchors } from "../trust/anchors-file.ts";
import type { InstallSource } from "../trust/install-source.ts";
import { openTrustOf } from "../trust/open-trust.ts";
import { PersonaStore } from "./persona-store.ts";

const experimentId = "018f0000-0000-7000-8000-000000000006";
const control = toyBundle();
const bolder = toyBundle({ manifest: { version: 2 } });
const markers: Readonly<Record<string, number>> = { control: 16, bolder: 17, reactive: 18 };

function onArm(bundle: BundleFiles, arm: string, change: Partial<Assignment> = {}): Assignment {
  return assignmentOf(bundle, {
    experiment: { experimentId, arm, marker: markers[arm] ?? 1, explore: null },
    ...change,
  });
}

/** A store on a host whose clock stands where the test says, and all it asked, loaded and told. */
function openStore(state: StateFolder, clock = { now: Date.now() }) {
  pinAnchors(state.trust.anchors, toyAnchors, "own-file");
  const events: EventRecord[] = [];
  const requested: string[] = [];
  const loads: string[] = [];
  const store = new PersonaStore({
    folder: state,
    trust: openTrustOf(state, toyHolder, () => clock.now),
    load: (persona) => {
      loads.push(persona.digest);
      return loadPolicy(persona, { emptyFolder: state.empty, limitMs: 1000 });
    },
    emit: (event) => events.push(event),
    now: () => clock.now,
  });
  const repository = toyRepository();
  const serve = (bundle: BundleFiles): InstallSource => {
    repository.add(bundle);
    return toySource(repository, bundle, state.trust.tuf, (name) => requested.push(name));
  };
  return { store, events, requested, loads, serve };
}

const nobody = (): Promise<never> => Promise.reject(new TypeError("the hub is away"));
const away: InstallSource = {
  bundleFile: nobody,
  keyrings: nobody,
  attestation: nobody,
  lease: nobody,
  refresh: nobody,
};

function decideOften(store: PersonaStore): void {
  for (let turn = 0; turn < 30; turn += 1) store.judge(true);
}

async function bothArms(state: StateFolder) {
  const opened = openStore(state);
  await opened.store.converge(onArm(control, "control"), opened.serve(control));
  await opened.store.converge(onArm(bolder, "bolder"), opened.serve(bolder));
  opened.requested.length = 0;
  return opened;
}

describe("PersonaStore, in an experiment", { timeout: 60_000 }, () => {
  it("goes to and fro between versions without asking anybody, loads each policy once, and says each arm once", async () => {
    using state = temporaryState();
    const { store, events, loads } = await bothArms(state);
    for (let turn = 0; turn < 10; turn += 1) {
      decideOften(store);
      const [bundle, arm] = turn % 2 === 0 ? [control, "control"] : [bolder, "bolder"];
      expect(await store.converge(onArm(bundle, arm), away)).toBe("done");
      expect(store.running?.persona.digest).toBe(digestOf(bundle));
      expect(store.running?.assignment.experiment?.arm).toBe(arm);
    }
    expect(loads).toEqual([digestOf(control), digestOf(bolder)]);
    const changes = events.filter(({ name }) => name === "experiment-arm-changed");
    expect(changes).toHaveLength(11);
    expect(changes.at(-1)).toMatchObject({ severity: "info", detail: { experimentId, arm: "bolder", marker: 17 } });
    expect(events.filter(({ name }) => name === "experiment-began")).toHaveLength(1);
  });

  it("checks digests and signature again at each switch, and asks the hub where they do not hold", async () => {
    using state = temporaryState();
    const { store, requested, serve } = await bothArms(state);
    writeFileSync(join(state.personas, digestOf(control), "policy.onnx"), new Uint8Array([1, 2, 3]));
    expect(await store.converge(onArm(control, "control"), away)).toBe("try-again");
    expect(store.running?.assignment.experiment?.arm).toBe("bolder");
    expect(await store.converge(onArm(control, "control"), serve(control))).toBe("done");
    expect(requested).toContain("policy.onnx");
  });

  it("stays on its arm when the lease and its grace are over, and goes on asking", async () => {
    using state = temporaryState();
    const clock = { now: Date.now() };
    const { store, serve } = openStore(state, clock);
    await store.converge(onArm(control, "control"), serve(control));
    await store.converge(onArm(bolder, "bolder"), serve(bolder));
    clock.now += 60 * 86_400_000;
    expect(await store.converge(onArm(control, "control"), away)).toBe("try-again");
    expect(store.running?.assignment.experiment?.marker).toBe(17);
  });

  it("changes settings and arm of the same Persona without loading anything", async () => {
    using state = temporaryState();
    const { store, loads, serve } = openStore(state);
    await store.converge(assignmentOf(control), serve(control));
    const before = store.running?.policy;
    const settings = { decider: "fallback" as const };
    await store.converge(onArm(control, "reactive", { settings }), away);
    expect(store.running).toMatchObject({ assignment: { settings, experiment: { marker: 18 } } });
    expect(store.running?.policy).toBe(before);
    expect(loads).toHaveLength(1);
  });

  it("comes through a restart on its arm, since the same moment and without a word", async () => {
    using state = temporaryState();
    const since = (await bothArms(state)).store.standing.arm?.since ?? 0;
    const again = openStore(state, { now: since + 500_000 });
    again.store.restore();
    expect(again.store.running?.assignment.experiment).toMatchObject({ arm: "bolder", marker: 17 });
    expect(again.store.standing.arm).toMatchObject({ arm: "bolder", since });
    expect(again.events).toEqual([]);
    expect(await again.store.converge(onArm(control, "control"), away)).toBe("done");
  });

  it("leaves its experiment with a word, and lets go of the other arms once what came after has proved itself", async () => {
    using state = temporaryState();
    const { store, events } = await bothArms(state);
    decideOften(store);
    expect(existsSync(join(state.personas, digestOf(control)))).toBe(true);
    expect(await store.converge(assignmentOf(control), away)).toBe("done");
    expect(store.standing.arm).toBeNull();
    expect(events.at(-1)).toMatchObject({ name: "experiment-ended", detail: { arm: "bolder" } });
    decideOften(store);
    expect(existsSync(join(state.personas, digestOf(control)))).toBe(true);
    expect(existsSync(join(state.personas, digestOf(bolder)))).toBe(false);
    expect(store.standing.kept).toEqual([]);
  });

  it("is on no arm after an arm's policy failed and was taken back", async () => {
    using state = temporaryState();
    const { store, events } = await bothArms(state);
    for (let turn = 0; turn < 3; turn += 1) store.judge(false);
    expect(store.running?.persona.digest).toBe(digestOf(control));
    expect(store.running?.assignment).not.toHaveProperty("experiment");
    expect(events.map(({ name }) => name).slice(-2)).toEqual(["experiment-ended", "rolled-back"]);
    expect(await store.converge(onArm(bolder, "bolder"), away)).toBe("refused");
    expect(await store.converge(onArm(control, "control"), away)).toBe("done");
    expect(store.standing.arm).toMatchObject({ arm: "control" });
  });

  it("installs an older version than it ever ran for an experiment, and for nothing else", async () => {
    using state = temporaryState();
    const { store, serve } = openStore(state);
    await store.converge(onArm(bolder, "bolder"), serve(bolder));
    expect(await store.converge(assignmentOf(control), serve(control))).toBe("refused");
    expect(store.report?.code).toBe("version-not-newer");
    expect(await store.converge(onArm(control, "control"), serve(control))).toBe("done");
  });

  it("never goes back to an arm that was revoked", async () => {
    using state = temporaryState();
    const { store } = await bothArms(state);
    const revocation = { digest: digestOf(control), since: 5, startsAt: 6, reason: "leaks" };
    store.hear({ paused: false, pausedUntil: null, revocations: [revocation] });
    expect(await store.converge(onArm(control, "control"), away)).toBe("refused");
    expect(store.report?.code).toBe("revoked");
    expect(store.running?.assignment.experiment?.arm).toBe("bolder");
  });

  it("keeps no more bundles than an experiment may have arms", async () => {
    using state = temporaryState();
    const { store, serve } = openStore(state);
    const bundles = Array.from({ length: 8 }, (_, index) => toyBundle({ manifest: { version: index + 1 } }));
    for (const [index, bundle] of bundles.entries()) {
      expect(await store.converge(onArm(bundle, `arm-${index}`), serve(bundle))).toBe("done");
      decideOften(store);
    }
    const there = bundles.filter((bundle) => existsSync(join(state.personas, digestOf(bundle))));
    expect(there.map(digestOf)).toEqual(bundles.slice(2).map(digestOf));
  });
});
