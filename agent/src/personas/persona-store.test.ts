import type { BundleFiles } from "@fleet-persona/persona";
import type { Assignment, EventRecord } from "@fleet-persona/protocol";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { AgentError } from "../agent-error.ts";
import { loadPolicy } from "../policy/policy-runtime.ts";
import type { StateFolder } from "../state/state-folder.ts";
import { tinyPolicy } from "../testing/tiny-onnx.fixture.ts";
import { temporaryState } from "../testing/toy-agent.fixture.ts";
import { toyAnchors, toyHolder, toyRepository, toySource, type Offered } from "../testing/toy-trust.fixture.ts";
import { pinAnchors } from "../trust/anchors-file.ts";
import type { InstallSource } from "../trust/install-source.ts";
import { openTrustOf } from "../trust/open-trust.ts";
import { assignmentOf, digestOf, publisherKey, strangerKey, toyBundle } from "../testing/toy-persona.fixture.ts";
import { PersonaStore } from "./persona-store.ts";

function openStore(state: StateFolder) {
  pinAnchors(state.trust.anchors, toyAnchors, "own-file");
  const events: EventRecord[] = [];
  const requested: string[] = [];
  const store = new PersonaStore({
    folder: state,
    trust: openTrustOf(state, toyHolder),
    load: (persona) => loadPolicy(persona, { emptyFolder: state.empty, limitMs: 1000 }),
    emit: (event) => events.push(event),
    now: () => 1_790_000_000_000,
  });
  const repository = toyRepository();
  const serve = (bundle: BundleFiles, offered?: Offered, signed = bundle): InstallSource => {
    if (signed.size > 0) repository.add(signed, offered);
    return toySource(repository, bundle, state.trust.tuf, (name) => requested.push(name));
  };
  return { store, events, requested, repository, serve };
}

const good = toyBundle();
const next = toyBundle({ manifest: { version: 2 } });

function withFile(bundle: BundleFiles, name: string, change: (bytes: Uint8Array) => Uint8Array): BundleFiles {
  return new Map(bundle).set(name, change((bundle.get(name) ?? new Uint8Array()).slice()));
}

const flip = (bytes: Uint8Array): Uint8Array => {
  bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
  return bytes;
};

const refused: readonly {
  name: string;
  bundle: BundleFiles;
  assignment?: Assignment;
  /** What the hub has signed beside it, when that is of another bundle or other keys. */
  signed?: BundleFiles;
  offered?: Offered;
  code: string;
  fetches: number;
}[] = [
  {
    name: "a flipped bit in the policy",
    bundle: withFile(next, "policy.onnx", flip),
    code: "file-digest-mismatch",
    fetches: 5,
  },
  {
    name: "a file longer than declared",
    bundle: withFile(next, "card.md", (bytes) => new Uint8Array([...bytes, 10])),
    code: "file-size-mismatch",
    fetches: 5,
  },
  {
    name: "a changed manifest before any other file is fetched",
    bundle: withFile(next, "persona.json", flip),
    assignment: assignmentOf(next),
    signed: next,
    code: "signature-mismatch",
    fetches: 2,
  },
  {
    name: "another publisher key than the pinned one before anything is fetched",
    bundle: toyBundle({ manifest: { version: 2 }, keyPairs: [strangerKey] }),
    assignment: assignmentOf(toyBundle({ manifest: { version: 2 }, keyPairs: [strangerKey] }), {}, [strangerKey]),
    offered: { keyPairs: [strangerKey] },
    code: "keyring-not-pinned",
    fetches: 0,
  },
  {
    name: "a key that did not sign it",
    bundle: toyBundle({ manifest: { version: 2 }, keyPairs: [strangerKey] }),
    assignment: assignmentOf(toyBundle({ manifest: { version: 2 }, keyPairs: [strangerKey] }), {}, [publisherKey]),
    code: "key-unknown",
    fetches: 2,
  },
  {
    name: "a reused version",
    bundle: toyBundle({ manifest: { summary: "Another." } }),
    code: "version-not-newer",
    fetches: 0,
  },
  {
    name: "a policy that is not what the manifest says",
    bundle: toyBundle({
      manifest: { version: 2 },
      policy: tinyPolicy(3, 4, [{ name: "value", activation: "Identity", bias: [0] }]),
    }),
    code: "policy-contract",
    fetches: 5,
  },
  {
    name: "a policy that does not load",
    bundle: toyBundle({ manifest: { version: 2 }, policy: new Uint8Array([1, 2, 3]) }),
    code: "policy-load-failed",
    fetches: 5,
  },
];

describe("PersonaStore", { timeout: 60_000 }, () => {
  it("PersonaStore goes from offered to shadow, follows the mode, and commits after enough decisions", async () => {
    using state = temporaryState();
    const { store, events, serve } = openStore(state);
    expect(await store.converge(assignmentOf(good, { mode: "shadow" }), serve(good))).toBe("done");
    expect(store.report).toMatchObject({ id: "acme/toy", version: 1, state: "shadow", code: null });
    await store.converge(assignmentOf(good, { mode: "active" }), serve(good));
    expect(store.report?.state).toBe("active");
    for (let turn = 0; turn < 30; turn += 1) store.judge(true);
    expect(store.report?.state).toBe("committed");
    expect(events.map(({ name }) => name)).toEqual(["persona-installed", "mode-changed"]);
  });

  for (const { name, bundle, assignment, signed, offered: beside, code, fetches } of refused) {
    it(`PersonaStore refuses ${name} and leaves the running Persona untouched`, async () => {
      using state = temporaryState();
      const { store, events, requested, serve } = openStore(state);
      await store.converge(assignmentOf(good), serve(good));
      const before = store.running;
      requested.length = 0;
      const offered = assignment ?? {
        ...assignmentOf(next),
        ...(bundle.get("persona.json") === next.get("persona.json") ? {} : assignmentFor(bundle)),
      };
      expect(await store.converge(offered, serve(bundle, beside, signed))).toBe("refused");
      expect(requested).toHaveLength(fetches);
      expect(store.running).toBe(before);
      expect(store.report).toMatchObject({ state: "failed", code });
      expect(events.at(-1)).toMatchObject({ name: "persona-refused", detail: { code } });
      expect(store.standing.inForce?.digest).toBe(digestOf(good));
    });
  }

  it("PersonaStore tries again when the bundle cannot be had, and tells nobody it was refused", async () => {
    using state = temporaryState();
    const { store, events, serve } = openStore(state);
    expect(await store.converge(assignmentOf(good), serve(new Map()))).toBe("try-again");
    expect(events).toEqual([]);
    expect(await store.converge(assignmentOf(good), serve(good))).toBe("done");
  });

  it("PersonaStore restores what ran from disk alone", async () => {
    using state = temporaryState();
    const first = openStore(state);
    await first.store.converge(assignmentOf(good), first.serve(good));
    const again = openStore(state);
    again.store.restore();
    expect(again.store.running?.persona.digest).toBe(digestOf(good));
    expect(again.requested).toEqual([]);
  });

  it("PersonaStore checks digests again at every load and falls back to the last known good", async () => {
    using state = temporaryState();
    const first = openStore(state);
    await first.store.converge(assignmentOf(good), first.serve(good));
    await first.store.converge(assignmentOf(next), first.serve(next));
    const damaged = flip((next.get("policy.onnx") ?? new Uint8Array()).slice());
    writeFileSync(join(state.personas, digestOf(next), "policy.onnx"), damaged);
    const again = openStore(state);
    again.store.restore();
    expect(again.events).toMatchObject([{ name: "persona-refused", detail: { code: "file-digest-mismatch" } }]);
    expect(again.store.running?.persona.digest).toBe(digestOf(good));
  });

  it("PersonaStore goes back when a new Persona's policy fails three times before it proved itself", async () => {
    using state = temporaryState();
    const { store, events, serve } = openStore(state);
    await store.converge(assignmentOf(good), serve(good));
    await store.converge(assignmentOf(next), serve(next));
    for (let turn = 0; turn < 3; turn += 1) store.judge(false);
    expect(store.running?.persona.digest).toBe(digestOf(good));
    expect(events.at(-1)?.name).toBe("rolled-back");
    expect(await store.converge(assignmentOf(next), serve(next))).toBe("refused");
  });

  it("PersonaStore refuses an older version than it ever ran", async () => {
    using state = temporaryState();
    const { store, serve } = openStore(state);
    await store.converge(assignmentOf(next), serve(next));
    expect(await store.converge(assignmentOf(good), serve(good))).toBe("refused");
    expect(store.report?.code).toBe("version-not-newer");
  });

  it("PersonaStore lets what is not a refusal through as the bug it is", async () => {
    using state = temporaryState();
    const { store, serve } = openStore(state);
    const bug = (): Promise<Uint8Array> => {
      throw new AgentError("usage", "not expected here");
    };
    expect(await store.converge(assignmentOf(good), { ...serve(good), bundleFile: bug })).toBe("try-again");
    expect(await store.converge(null, serve(good))).toBe("done");
    expect(store.running).toBeUndefined();
  });
});

/** What the hub would assign for a bundle whose manifest still reads as JSON. */
function assignmentFor(bundle: BundleFiles): Partial<Assignment> {
  try {
    return assignmentOf(bundle);
  } catch {
    return {};
  }
}
