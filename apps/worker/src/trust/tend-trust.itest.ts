import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { randomBytes, randomUUID } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { appointPlatform, startTestDatabase } from "@fleet-persona/db";
import {
  authStore,
  createTenant,
  execute,
  publishKeyring,
  publishPersona,
  readCurrentMetadata,
  readRepositoryFile,
  registerPublisher,
  resolveActor,
  userIdSchema,
  type Deps,
} from "@fleet-persona/hub-core";
import { keyFingerprint, keyPairFromSeed, sealKeyring, type BundleFiles } from "@fleet-persona/persona";
import { sealReferencePersona } from "@fleet-persona/reference-personas";
import { createTrustFolder, listedTargets, refreshTargets } from "@fleet-persona/trust";
import { describe, expect, it, vi } from "vitest";
import { makeDeps } from "../deps.ts";
import { readEnv } from "../env.ts";
import type { Gate } from "../gate/gate-runner.ts";
import { startWorker } from "../worker.ts";
import { openTrust } from "./open-trust.ts";
import { everythingPasses, testTrust } from "./test-trust.fixture.ts";

const author = keyPairFromSeed(new Uint8Array(32).fill(77));

type Hub = { readonly core: Deps; readonly ownerUrl: string };

async function publish({ core, ownerUrl }: Hub, bundle: BundleFiles): Promise<void> {
  const email = `${randomUUID()}@example.com`;
  const user = await authStore(core).createUser({ email, emailVerified: null });
  const userId = userIdSchema.parse(user.id);
  const { tenantId } = await execute(core, { userId }, createTenant, { name: "Acme", slug: "acme" });
  const owner = await resolveActor(core, { userId, tenantId });
  const publicKey = Buffer.from(author.publicKey).toString("base64");
  const slug = "fleet-persona";
  await appointPlatform({ ownerUrl, reservedNames: [{ slug, email }] });
  await execute(core, owner, registerPublisher, { slug, displayName: "Fleet Persona", publicKey });
  const key = { keyid: keyFingerprint(author.publicKey), public_key: publicKey, created: "2026-11-26" };
  const first = { publisher: slug, version: 1, threshold: 1, keys: [key], revoked: [], previous: null };
  const keyring = sealKeyring({ schema: "fleet-persona-keyring/1", ...first }, [author]);
  const envelope = Buffer.from(keyring).toString("base64");
  await execute(core, owner, publishKeyring, { publisher: slug, envelope });
  const files = Object.fromEntries([...bundle].map(([name, bytes]) => [name, Buffer.from(bytes).toString("base64")]));
  await execute(core, owner, publishPersona, { files });
}

describe("a worker with keys", () => {
  it("signs what was published within seconds, so that a client with the anchors finds it", async () => {
    await using database = await startTestDatabase();
    await using undo = new AsyncDisposableStack();
    const folder = mkdtempSync(join(tmpdir(), "trust-"));
    undo.defer(() => rmSync(folder, { recursive: true, force: true }));
    writeFileSync(join(folder, "passphrase"), "correct horse\n");
    const draw = (length: number): Uint8Array => Uint8Array.from(randomBytes(length));
    const making = { passphrase: "correct horse", rootPassphrase: "another", now: Date.now(), randomBytes: draw };
    await createTrustFolder(join(folder, "keys"), making);
    const env = readEnv({
      DATABASE_URL: database.appUrl,
      LOG_LEVEL: "silent",
      ROLLOUT_CONCURRENCY: "0",
      TRUST_FOLDER: join(folder, "keys"),
      TRUST_PASSPHRASE_FILE: join(folder, "passphrase"),
    });
    const trust = await openTrust(env);
    if (trust === null) throw new TypeError("no keys");
    const made = makeDeps(env, trust);
    const judging: Gate = {
      rulesVersion: 1,
      run: async (bundle) => ({ report: await everythingPasses(bundle), series: [] }),
    };
    const deps = { ...made, gate: { ...made.gate, gate: judging } };
    await using _worker = await startWorker(deps, { host: "127.0.0.1", port: 0 });
    await publish({ core: deps.hub, ownerUrl: database.ownerUrl }, await sealReferencePersona("flash-sale", [author]));
    await vi.waitFor(
      async () => {
        const current = await readCurrentMetadata(deps.hub);
        expect(current === null ? [] : [...listedTargets(current.targets).keys()]).toHaveLength(4);
      },
      { timeout: 20_000, interval: 200 },
    );
    const fresh = await refreshTargets({
      folder: join(folder, "client"),
      root: new Uint8Array(Buffer.from(trust.anchors.root, "base64")),
      baseUrl: "http://hub/tuf",
      paths: ["keyrings/fleet-persona.json"],
      get: async (url) => {
        const name = url.split("/").at(-1) ?? "";
        const bytes = await readRepositoryFile(deps.hub, name).catch(() => undefined);
        return { status: bytes === undefined ? 404 : 200, bytes: bytes ?? new Uint8Array() };
      },
    });
    expect(fresh).toMatchObject({ kind: "fresh" });
    expect(fresh.kind === "fresh" && fresh.targets.size).toBe(1);
  });

  it("says which key the passphrase does not open, and signs nothing without keys", async () => {
    const folder = mkdtempSync(join(tmpdir(), "trust-"));
    writeFileSync(join(folder, "passphrase"), "wrong\n");
    const draw = (length: number): Uint8Array => Uint8Array.from(randomBytes(length));
    await createTrustFolder(folder, { passphrase: "right one", rootPassphrase: "x", now: 0, randomBytes: draw });
    const base = { DATABASE_URL: "postgres://nowhere" };
    const named = { ...base, TRUST_FOLDER: folder, TRUST_PASSPHRASE_FILE: join(folder, "passphrase") };
    await expect(openTrust(readEnv(named))).rejects.toMatchObject({ code: "passphrase-wrong" });
    expect(await openTrust(readEnv(base))).toBeNull();
    rmSync(folder, { recursive: true, force: true });
  });

  it("lists nothing that the gate rejects, and repeats nothing", async () => {
    await using database = await startTestDatabase();
    const hub: Deps = {
      db: database.db,
      now: () => new Date(),
      randomBytes: (length) => Uint8Array.from(randomBytes(length)),
    };
    await publish({ core: hub, ownerUrl: database.ownerUrl }, await sealReferencePersona("flash-sale", [author]));
    const strict = await testTrust(hub, async (bundle) => {
      const report = await everythingPasses(bundle);
      return { ...report, verdict: "rejected", confidence: 0 };
    });
    expect(await strict.tend()).toMatchObject({ attested: 1, documents: 3 });
    const current = await readCurrentMetadata(hub);
    expect([...listedTargets(current?.targets ?? new Uint8Array()).keys()]).toEqual(["keyrings/fleet-persona.json"]);
    expect(await strict.tend()).toEqual({ attested: 0, documents: 0, leased: 0 });
  });
});
