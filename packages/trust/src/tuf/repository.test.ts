import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { keyPairFromSeed, targetDigest, type Freshness, type KeyPair } from "@fleet-persona/persona";
import { MetaFile, Metadata, Snapshot, TargetFile, Targets, Timestamp } from "@tufjs/models";
import { Delegations } from "@tufjs/models/dist/delegations.js";
import { DelegatedRole } from "@tufjs/models/dist/role.js";
import { describe, expect, it } from "vitest";
import {
  documentOf,
  tufFileName,
  tufInstant,
  type CurrentMetadata,
  type TufDocument,
  type TufRole,
} from "./metadata.ts";
import { refreshTargets } from "./refresh.ts";
import { listedTargets, publishTargets, renewMetadata } from "./repository.ts";
import { createRoot, rotateRoot } from "./root.ts";
import { tufKey, tufSigner } from "./tuf-key.ts";

const DAY_MS = 86_400_000;
const key = (fill: number): KeyPair => keyPairFromSeed(new Uint8Array(32).fill(fill));
const [rootKey, targetsKey, snapshotKey, timestampKey, other] = [1, 2, 3, 4, 5].map(key) as [
  KeyPair,
  KeyPair,
  KeyPair,
  KeyPair,
  KeyPair,
];
const keys = { targets: [targetsKey], snapshot: [snapshotKey], timestamp: [timestampKey] };
const role = (...pairs: readonly KeyPair[]) => ({ publicKeys: pairs.map(({ publicKey }) => publicKey) });
const roles = {
  root: role(rootKey),
  targets: role(targetsKey),
  snapshot: role(snapshotKey),
  timestamp: role(timestampKey),
};
const now = Date.now();
const root = createRoot(roles, [rootKey], now);
const listed = new Map([["personas/a/persona.json", targetDigest(new Uint8Array([1, 2, 3]))]]);

function currentOf(documents: readonly TufDocument[], before?: CurrentMetadata): CurrentMetadata {
  const body = (name: Exclude<TufRole, "root">): Uint8Array =>
    documents.find((each) => each.role === name)?.body ?? before?.[name] ?? new Uint8Array();
  return { targets: body("targets"), snapshot: body("snapshot"), timestamp: body("timestamp") };
}

/** A client that begins with the root, over documents in memory. */
function client(documents: readonly TufDocument[]) {
  const folder = mkdtempSync(join(tmpdir(), "tuf-"));
  const files = new Map<string, Uint8Array>();
  const serve = (more: readonly TufDocument[]): void => more.forEach((each) => files.set(tufFileName(each), each.body));
  serve(documents);
  return {
    serve,
    damage: (name: string): void => writeFileSync(join(folder, name), '{"signed": {'),
    refresh: (paths: readonly string[]): Promise<Freshness> =>
      refreshTargets({
        folder,
        root: root.body,
        baseUrl: "http://repository/tuf",
        paths,
        get: (url) => {
          const bytes = files.get(url.split("/").at(-1) ?? "");
          return Promise.resolve({ status: bytes === undefined ? 404 : 200, bytes: bytes ?? new Uint8Array() });
        },
      }),
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}

describe("the repository", { timeout: 60_000 }, () => {
  it("publishTargets lists what refreshTargets then finds, and nothing else", async () => {
    using host = client(publishTargets(null, listed, keys, now));
    const fresh = await host.refresh(["personas/a/persona.json", "personas/b/persona.json"]);
    expect(fresh).toEqual({ kind: "fresh", targets: listed });
  });

  it("publishTargets numbers on from what there was, and listedTargets reads it back", () => {
    const first = currentOf(publishTargets(null, listed, keys, now));
    const second = publishTargets(first, new Map(), keys, now);
    expect(second.map(({ role: name, version }) => `${name} ${version}`)).toEqual([
      "targets 2",
      "snapshot 2",
      "timestamp 2",
    ]);
    expect(listedTargets(first.targets)).toEqual(listed);
  });

  it.each([
    [0.4 * DAY_MS, []],
    [0.6 * DAY_MS, ["timestamp"]],
    [4 * DAY_MS, ["snapshot", "timestamp"]],
    [46 * DAY_MS, ["targets", "snapshot", "timestamp"]],
  ])("renewMetadata signs anew what is half over after %i ms: %j", async (later, expected) => {
    const made = publishTargets(null, listed, keys, now);
    const current = currentOf(made);
    const renewed = renewMetadata(current, keys, now + later);
    expect(renewed.map(({ role: name }) => name)).toEqual(expected);
    using host = client([...made, ...renewMetadata(current, keys, now - 1), ...renewed]);
    expect(await host.refresh([...listed.keys()])).toEqual({ kind: "fresh", targets: listed });
  });

  it("refreshTargets says when nobody answers, and when an answer is older than one it saw", async () => {
    using empty = client([]);
    expect(await empty.refresh([])).toMatchObject({ kind: "refused", code: "metadata-unavailable" });
    const first = publishTargets(null, listed, keys, now);
    const second = publishTargets(currentOf(first), listed, keys, now);
    using host = client([...first, ...second]);
    expect((await host.refresh([])).kind).toBe("fresh");
    host.serve(first);
    expect(await host.refresh([])).toMatchObject({ kind: "refused", code: "metadata-rollback" });
  });

  it("refreshTargets begins with the pinned root again when a crash cut the kept one in two", async () => {
    using host = client(publishTargets(null, listed, keys, now));
    expect((await host.refresh([])).kind).toBe("fresh");
    for (const name of ["root.json", "timestamp.json", "snapshot.json"]) host.damage(name);
    expect((await host.refresh([])).kind).toBe("fresh");
  });

  it("refreshTargets follows no delegation, even one that the targets key signed", async () => {
    using host = client([]);
    host.serve(delegatingTo(other));
    const fresh = await host.refresh(["personas/evil/persona.json"]);
    expect(fresh).toEqual({ kind: "fresh", targets: new Map() });
  });

  it("rotateRoot takes clients along when old and new keys sign, and makes nothing otherwise", async () => {
    const next = { ...roles, root: role(other), timestamp: role(other) };
    expect(() => rotateRoot(root.body, next, [other], now)).toThrow(/Too few root keys/);
    const rotated = rotateRoot(root.body, next, [rootKey, other], now);
    using host = client([rotated, ...publishTargets(null, listed, { ...keys, timestamp: [other] }, now)]);
    expect((await host.refresh([])).kind).toBe("fresh");
  });

  it("createRoot asks for the threshold it names", () => {
    const two = { ...roles, root: { ...role(rootKey, other), threshold: 2 } };
    expect(() => createRoot(two, [rootKey], now)).toThrow(/Too few root keys/);
    expect(createRoot(two, [rootKey, other], now).version).toBe(1);
  });
});

/** Targets that list nothing and delegate every Persona to a role of somebody else's, who lists an evil one. */
function delegatingTo(evil: KeyPair): readonly TufDocument[] {
  const expires = tufInstant(now + DAY_MS);
  const common = { version: 1, specVersion: "1.0.31", expires };
  const { keyID } = tufKey(evil.publicKey);
  const delegated = new DelegatedRole({
    name: "evil",
    keyIDs: [keyID],
    threshold: 1,
    terminating: false,
    paths: ["personas/*/*"],
  });
  const delegations = new Delegations({ keys: { [keyID]: tufKey(evil.publicKey) }, roles: { evil: delegated } });
  const targets = signed("targets", new Targets({ ...common, delegations }), targetsKey);
  const theirs = new Targets({ ...common });
  const { length, sha256 } = targetDigest(new Uint8Array([6]));
  theirs.addTarget(new TargetFile({ path: "personas/evil/persona.json", length, hashes: { sha256 } }));
  const list = signed("targets", theirs, evil);
  const meta = {
    "targets.json": new MetaFile({ version: 1, length: targets.body.length }),
    "evil.json": new MetaFile({ version: 1, length: list.body.length }),
  };
  const snapshot = signed("snapshot", new Snapshot({ ...common, meta }), snapshotKey);
  const snapshotMeta = new MetaFile({ version: 1, length: snapshot.body.length });
  const timestamp = signed("timestamp", new Timestamp({ ...common, snapshotMeta }), timestampKey);
  return [targets, snapshot, timestamp];
}

function signed(name: TufRole, metadata: Targets | Snapshot | Timestamp, by: KeyPair): TufDocument {
  const envelope = new Metadata<Targets | Snapshot | Timestamp>(metadata);
  envelope.sign(tufSigner(by));
  return documentOf(name, envelope);
}
