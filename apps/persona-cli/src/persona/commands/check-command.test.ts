import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { modelReportSchema } from "@fleet-persona/persona";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runPersona } from "../run-persona.ts";
import type { World } from "../world.ts";

const BUNDLE = fileURLToPath(new URL("../../../../../personas/flash-sale/bundle", import.meta.url));
const MODEL = join(BUNDLE, "policy.onnx");
const MANIFEST = join(BUNDLE, "persona.json");

/** Runs `persona` within this process and keeps what it says. */
async function persona(...args: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  const said = { out: "", err: "" };
  const world: World = {
    env: {},
    isInteractive: false,
    out: (text) => void (said.out += text),
    err: (text) => void (said.err += text),
    ask: () => Promise.reject(new TypeError("nobody is there")),
    askSecret: () => Promise.reject(new TypeError("nobody is there")),
    width: () => null,
    clock: () => 0,
    today: () => "2026-11-26",
    onInterrupt: () => () => undefined,
    exit: () => undefined,
  };
  const code = await runPersona(args, world);
  return { code, ...said };
}

describe("persona check", () => {
  let folder: string;
  let broken: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "persona-check-"));
    broken = join(folder, "broken.onnx");
    // A local function behind the model, and then nothing of what it says is there.
    writeFileSync(broken, Buffer.concat([readFileSync(MODEL), Buffer.from([0xca, 0x01, 0x00, 0x08, 0x08])]));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("accepts a reference Persona's model and says what it asks of a machine", async () => {
    const { code, out } = await persona("check", MODEL, "--bundle", BUNDLE);
    expect([code, out]).toEqual([0, expect.stringContaining(`${MODEL} is accepted.`)]);
    expect(out).toMatch(/IR 8, opset 17, \d+ nodes, [\d,]+ parameters\n {2}costs {2}[\d,]+ multiply-accumulates/);
    expect(out).toContain(`Held against ${MANIFEST}.`);
  });

  it("says without a manifest that the model was held against none", async () => {
    const { code, out } = await persona("check", MODEL);
    expect([code, out]).toEqual([0, expect.stringContaining("Not held against a manifest")]);
  });

  it("refuses a model with every finding, its code, its place and what to do", async () => {
    const { code, out } = await persona("check", broken);
    expect([code, out]).toEqual([1, expect.stringContaining(`${broken} is refused: 2 findings.`)]);
    expect(out).toContain("  function  functions\n    Export the model with its local functions inlined.");
    expect(out).toContain("  field-repeated  ir_version\n");
  });

  it("prints the gate's own report with --json", async () => {
    const { code, out } = await persona("check", broken, "--manifest", MANIFEST, "--json");
    const report = modelReportSchema.parse(JSON.parse(out));
    expect([code, report.verdict]).toEqual([1, "refused"]);
    expect(report.findings.map((each) => each.code)).toEqual(["function", "field-repeated"]);
  });

  it("is what export refuses as well, before anything is written", async () => {
    const bundle = join(folder, "bundle");
    cpSync(BUNDLE, bundle, { recursive: true });
    const manifest = JSON.parse(readFileSync(MANIFEST, "utf8")) as { policy: { opset: number } };
    const other = { ...manifest, policy: { ...manifest.policy, opset: 18 } };
    writeFileSync(join(bundle, "persona.json"), JSON.stringify(other));
    const { code, err } = await persona("export", bundle, "--out", join(folder, "bundle.tar"));
    expect([code, err]).toEqual([
      3,
      expect.stringMatching(/policy\.onnx is no model .*\n {2}contract-opset at opset_import: /),
    ]);
    expect(existsSync(join(folder, "bundle.tar"))).toBe(false);
  });

  it("holds a model against the manifest it is given", async () => {
    const manifest = JSON.parse(readFileSync(MANIFEST, "utf8")) as { policy: { outputs: string[] } };
    const other = join(folder, "persona.json");
    const outputs = manifest.policy.outputs.slice(1);
    writeFileSync(other, JSON.stringify({ ...manifest, policy: { ...manifest.policy, outputs } }));
    const { code, out } = await persona("check", MODEL, "--manifest", other);
    expect([code, out]).toEqual([1, expect.stringMatching(/contract-output|is no manifest/)]);
  });

  it.each([
    ["a model that is not there", ["check", "nowhere.onnx"], 3, /nowhere\.onnx cannot be read: give the path/],
    ["no model", ["check"], 2, /Name the ONNX model/],
    ["two manifests", ["check", MODEL, "--bundle", BUNDLE, "--manifest", MANIFEST], 2, /give one/],
    ["a manifest that is not there", ["check", MODEL, "--manifest", "nowhere.json"], 3, /nowhere\.json cannot be read/],
    ["a manifest that is a model", ["check", MODEL, "--manifest", MODEL], 3, /is not JSON/],
  ] as const)("says what is wrong with %s", async (_, args, code, sentence) => {
    expect(await persona(...args)).toMatchObject({ code, err: expect.stringMatching(sentence) });
  });
});
