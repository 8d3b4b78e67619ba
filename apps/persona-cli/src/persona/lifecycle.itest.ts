import { randomBytes } from "node:crypto";
import { createApiToken, execute, getListing, publishPersona, registerPublisher } from "@fleet-persona/hub-core";
import { keyPairFromSeed, sealBundle, type Manifest } from "@fleet-persona/persona";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestHub, type TestHub } from "../testing/test-hub.fixture.ts";
import { runPersona } from "./run-persona.ts";
import type { World } from "./world.ts";

const attribute = { name: "cpu_allocation", kind: "continuous", scope: "host", cost: "hot", weight: 1 } as const;
const distribution = { mean: 100, standard_deviation: 50, p01: 10, p99: 300 };
const manifest: Omit<Manifest, "files"> = {
  schema: "fleet-persona/1",
  id: "acme/toy",
  name: "Toy",
  version: 1,
  creation_date: "2026-11-22",
  author: { name: "Acme" },
  tags: [],
  summary: "Steers a toy.",
  licence: "Apache-2.0",
  changelog: [],
  input_data_sources: ["haproxy"],
  attributes: [{ ...attribute, min: 0.1, max: 0.3, unit: "cores", scale: "linear", default: 0.2, safe: 0.3 }],
  optimal_config: { cpu_allocation: 0.2 },
  triggers: [],
  confidence_score: 0.8,
  adaptation: { adjustment_factor: 1, risk_tolerance: 0.3, deadband: 0.02, cooldown_s: { grow: 2, shrink: 30 } },
  policy: {
    file: "policy.onnx",
    opset: 17,
    inputs: {
      signals: [
        {
          name: "request_rate",
          family: "performance",
          unit: "1/s",
          window_s: 5,
          staleness_s: 5,
          required: true,
          distribution,
        },
      ],
      config: ["cpu_allocation"],
    },
    outputs: ["cpu_allocation"],
  },
  training: { algorithm: "by hand", environment: "toy", steps: 0, seeds: [], generation: 0, parents: [] },
  requires: { engine: 1, signals: ["request_rate"], attributes: ["cpu_allocation"] },
};

describe("persona deprecate, yank, revoke, restore and advise", () => {
  let hub: TestHub;
  let token: string;

  beforeAll(async () => {
    hub = await startTestHub();
    const { core, owner } = hub;
    const keyPair = keyPairFromSeed(randomBytes(32));
    const publicKey = Buffer.from(keyPair.publicKey).toString("base64");
    await execute(core, owner, registerPublisher, { slug: "acme", displayName: "Acme", publicKey });
    for (const version of [1, 2]) {
      const content = {
        "policy.onnx": new Uint8Array(64),
        "card.md": Buffer.from("#"),
        "evidence.json": Buffer.from("{}"),
      };
      const bundle = sealBundle({ manifest: { ...manifest, version }, files: content, keyPairs: [keyPair] });
      const files = Object.fromEntries(
        [...bundle].map(([name, bytes]) => [name, Buffer.from(bytes).toString("base64")]),
      );
      await execute(core, owner, publishPersona, { files });
    }
    ({ token } = await execute(core, owner, createApiToken, { name: "author", scopes: ["personas:write"] }));
  });
  afterAll(() => hub[Symbol.asyncDispose]());

  async function run(args: readonly string[], answer?: string, as = token) {
    const [out, err]: [string[], string[]] = [[], []];
    const world: World = {
      env: { FLEET_HUB: hub.url, FLEET_TOKEN: as },
      isInteractive: answer !== undefined,
      out: (text) => out.push(text),
      err: (text) => err.push(text),
      askSecret: () => Promise.reject(new TypeError("nobody is there")),
      ask: () => Promise.resolve(answer ?? ""),
      width: () => null,
      clock: () => 0,
      today: () => "2026-11-26",
      onInterrupt: () => () => undefined,
      exit: () => undefined,
    };
    return { code: await runPersona(args, world), out: out.join(""), err: err.join("") };
  }
  const states = async (): Promise<string[]> => {
    const listing = await execute(hub.core, null, getListing, { publisher: "acme", name: "toy" });
    return listing.versions.map(({ version, state }) => `v${version} ${state}`);
  };

  it("says one thing after the other of a version, and takes back what can be", async () => {
    const deprecated = await run(["deprecate", "acme/toy@1", "--reason", "Too eager", "--successor", "2"]);
    expect([deprecated.code, deprecated.out]).toEqual([
      0,
      "acme/toy version 1 is deprecated: it runs on, and nobody is led to it any more.\n",
    ]);
    expect(await run(["yank", "acme/toy@1", "--reason", "Wrong licence", "--json"])).toMatchObject({ code: 0 });
    expect(await states()).toEqual(["v2 offered", "v1 yanked"]);
    expect(await run(["restore", "acme/toy@1"])).toMatchObject({ code: 0 });
    expect(await states()).toEqual(["v2 offered", "v1 offered"]);
  });

  it("publishes an advisory", async () => {
    const said = [
      "advise",
      "acme/toy",
      "--severity",
      "high",
      "--title",
      "Sheds load",
      "--affected",
      "1",
      "--fixed-in",
      "2",
    ];
    expect(await run(said)).toMatchObject({ code: 0, out: "Published: whoever runs version 1 is told.\n" });
    const listing = await execute(hub.core, null, getListing, { publisher: "acme", name: "toy" });
    expect(listing.advisories).toMatchObject([{ severity: "high", affected: [1], fixedIn: 2 }]);
    expect(await run([...said.slice(0, -1), "1"])).toMatchObject({ code: 4 });
  });

  it("revokes only what was typed out or meant with --yes, and says who was told", async () => {
    const revoke = ["revoke", "acme/toy@1", "--reason", "It leaks"];
    expect(await run(revoke)).toMatchObject({ code: 2 });
    expect(await run(revoke, "acme/toy@2")).toMatchObject({ code: 1 });
    expect(await states()).toEqual(["v2 offered", "v1 offered"]);
    const done = await run(revoke, "acme/toy@1");
    expect([done.code, done.out]).toEqual([
      0,
      "acme/toy version 1 is revoked: 0 fleets of the hub were told to leave it.\n",
    ]);
    expect(await run(["restore", "acme/toy@1"])).toMatchObject({ code: 4 });
    expect(await states()).toEqual(["v2 offered", "v1 revoked"]);
  });

  it("refuses a command line, a version or a token that will not do", async () => {
    expect(await run(["yank", "acme/toy", "--reason", "x"])).toMatchObject({ code: 2 });
    expect(await run(["yank", "acme/toy@1"])).toMatchObject({ code: 2 });
    expect(await run(["yank", "acme/toy@9", "--reason", "x"])).toMatchObject({ code: 4 });
    expect(await run(["yank", "acme/toy@2", "--reason", "x"], undefined, hub.token)).toMatchObject({ code: 4 });
  });
});
