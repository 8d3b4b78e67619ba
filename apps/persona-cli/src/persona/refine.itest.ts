import { randomUUID } from "node:crypto";
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { tables, withTenant } from "@fleet-persona/db";
import {
  createApiToken,
  execute,
  finishRefinement,
  getListing,
  getPersona,
  giveLearningConsent,
  listRefinements,
} from "@fleet-persona/hub-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestHub, type TestHub } from "../testing/test-hub.fixture.ts";
import { runPersona } from "./run-persona.ts";
import type { World } from "./world.ts";

const reference = fileURLToPath(new URL("../../../../personas/flash-sale/bundle", import.meta.url));
const personaId = "acme-refining/flash-sale";

describe("persona refine", () => {
  let hub: TestHub;
  let folder: string;
  let env: Record<string, string>;
  const at = (name: string): string => join(folder, name);

  beforeAll(async () => {
    hub = await startTestHub();
    folder = mkdtempSync(join(tmpdir(), "refining-"));
    writeFileSync(at("passphrase"), "correct horse battery\n");
    const scopes = { name: "author", scopes: ["personas:publish" as const, "personas:write" as const] };
    const { token } = await execute(hub.core, hub.owner, createApiToken, scopes);
    const hubEnv = { FLEET_HUB: hub.url, FLEET_TOKEN: token };
    env = { XDG_CONFIG_HOME: folder, PERSONA_PASSPHRASE_FILE: at("passphrase"), ...hubEnv };
    cpSync(reference, at("bundle"), { recursive: true });
    changeManifest("bundle", { id: personaId, version: 1 });
    for (const args of [
      ["keygen", "acme-refining"],
      ["sign", at("bundle")],
      ["publish", at("bundle")],
    ])
      expect((await persona(args)).code).toBe(0);
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await hub[Symbol.asyncDispose]();
  });

  function changeManifest(name: string, change: object): void {
    const path = at(`${name}/persona.json`);
    writeFileSync(path, JSON.stringify({ ...(JSON.parse(readFileSync(path, "utf8")) as object), ...change }));
  }

  async function persona(args: readonly string[]) {
    const said = { out: "", err: "" };
    const nobody = (): Promise<string> => Promise.reject(new TypeError("nobody is there"));
    const world: World = {
      env,
      isInteractive: false,
      out: (line) => (said.out += line),
      err: (line) => (said.err += line),
      ask: nobody,
      askSecret: nobody,
      width: () => null,
      clock: () => 0,
      today: () => "2026-11-26",
      onInterrupt: () => () => undefined,
      exit: () => undefined,
    };
    return { code: await runPersona(args, world), ...said };
  }

  /** An experiment of the owner's own fleet that explored with the Persona, and the consent to learn from it. */
  async function explored(): Promise<string> {
    const { core, owner, fleet } = hub;
    const { listingId, versions } = await execute(core, owner, getListing, {
      publisher: "acme-refining",
      name: "flash-sale",
    });
    await execute(core, owner, getPersona, { listingId });
    await execute(core, owner, giveLearningConsent, { fleetId: fleet.fleetId, listingId, terms: 1 });
    const { tenantId, userId } = owner;
    const id = randomUUID();
    const now = new Date();
    const by = { createdBy: userId, createdAt: now, startedBy: userId, startedAt: now, endedAt: now };
    const said = { plan: { explore: { everyS: 30 } }, run: {}, resolved: {}, status: "concluded" as const };
    await withTenant(core.db, tenantId, async (tx) => {
      await tx.insert(tables.experiments).values({ id, tenantId, fleetId: fleet.fleetId, number: 1, ...said, ...by });
      const personaVersionId = versions[0]?.personaVersionId ?? "";
      const version = { tenantId, experimentId: id, fleetId: fleet.fleetId, personaVersionId, listingId, live: false };
      await tx.insert(tables.experimentVersions).values(version);
    });
    return id;
  }

  it("says what is missing, asks for a candidate, brings it home unsigned, and it is published as any version", async () => {
    const early = await persona(["refine", "start", `${personaId}@1`]);
    expect([early.code, early.err]).toEqual([
      4,
      expect.stringContaining("No fleet lets this Persona be learned about"),
    ]);
    const experimentId = await explored();
    const started = await persona(["refine", "start", `${personaId}@1`, "--own", "--json"]);
    expect(started.code).toBe(0);
    const { refinementId } = JSON.parse(started.out) as { refinementId: string };
    const listed = await persona(["refine", "list", personaId]);
    expect(listed.out).toContain(
      `1 fleet of 1 tenant may be learned from; 1 of their experiments explored:\n  ${experimentId}`,
    );
    expect((await persona(["refine", "fetch", refinementId, "--out", at("candidate")])).code).toBe(4);

    await candidate(refinementId, experimentId);
    const status = await persona(["refine", "status", refinementId]);
    expect(status.out).toContain(
      "a candidate is ready to be fetched and signed\nLearned from 300 draws on 2 hosts of 1 tenant.",
    );
    expect((await persona(["refine", "fetch", refinementId, "--out", at("candidate")])).code).toBe(0);
    expect(readdirSync(at("candidate")).toSorted()).toEqual([
      "card.md",
      "evidence.json",
      "persona.json",
      "policy.onnx",
    ]);
    const again = await persona(["refine", "fetch", refinementId, "--out", at("candidate")]);
    expect([again.code, again.err]).toEqual([3, expect.stringContaining("is there already")]);

    expect((await persona(["publish", at("candidate")])).code).not.toBe(0);
    expect((await persona(["sign", at("candidate")])).code).toBe(0);
    expect((await persona(["publish", at("candidate")])).code).toBe(0);
    const [refinement] = await execute(hub.core, hub.owner, listRefinements, { personaId });
    expect(refinement).toMatchObject({ state: "published", publishedVersion: 2 });
    expect((await persona(["refine", "status", refinementId])).out).toContain("published as version 2");
  });

  it("names what it does not know", async () => {
    expect((await persona(["refine", "polish"])).code).toBe(2);
    expect((await persona(["refine", "start", "flash-sale"])).code).toBe(2);
    expect((await persona(["refine", "status", randomUUID()])).code).toBe(4);
  });

  /** What a worker would leave: the parent under the next number, with a report. */
  async function candidate(refinementId: string, experimentId: string): Promise<void> {
    const { core, owner } = hub;
    await withTenant(core.db, owner.tenantId, (tx) => tx.update(tables.refinements).set({ status: "running" }));
    const read = (name: string): Uint8Array => new Uint8Array(readFileSync(join(reference, name)));
    const draft = JSON.parse(readFileSync(join(reference, "persona.json"), "utf8")) as object;
    const digest = "ab".repeat(32);
    const flat = { value: 0.02, low: 0.01, high: 0.03 };
    const support = { windows: 40, hosts: 2, effective: 31, clipped: 0 };
    const estimate = { kind: "estimate", value: flat, gain: flat, chance: 0.9, estimators: {}, support };
    const report = {
      schema: "fleet-persona-refinement/1",
      parent: { id: personaId, version: 1, digest },
      dataset: { everyMs: 30_000, reward: { breach: 1 } },
      evaluation: { parent: estimate, candidate: estimate },
      change: { divergence: 0.1, attributes: [], settings: [] },
      training: { algorithm: "ppo", epochs: 1, curve: [] },
      seconds: 1,
    };
    const provenance = {
      experiments: [experimentId],
      tenants: ["one"],
      hosts: 2,
      personas: [{ id: personaId, version: 1, digest }],
      episodes: 2,
      steps: 300,
      from: 0,
      to: 1,
    };
    const files = {
      "persona.json": new Uint8Array(Buffer.from(JSON.stringify({ ...draft, id: personaId, version: 2 }))),
      "policy.onnx": read("policy.onnx"),
      "card.md": read("card.md"),
      "evidence.json": read("evidence.json"),
    };
    const done = { kind: "done" as const, dataset: { version: digest, provenance, uses: [] }, report, files };
    const key = {
      tenantId: owner.tenantId,
      refinementId: refinementId as Parameters<typeof finishRefinement>[1]["refinementId"],
    };
    expect(await finishRefinement(core, key, done)).toBe(true);
  }
});
