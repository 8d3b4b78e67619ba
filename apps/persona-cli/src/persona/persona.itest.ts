import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { text } from "node:stream/consumers";
import { keyPairFromSeed, sealBundle, verifyBundle, type Manifest } from "@fleet-persona/persona";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { persona, shrink, startPersona } from "../testing/run-persona.fixture.ts";

const QUICK = ["--seeds", "2", "--policies", "default,reactive"];
const FIGURES = ["breach_seconds", "core_seconds", "errors", "p95_ms", "revenue", "reward"];

describe("persona", () => {
  let folder: string;
  const at = (...parts: readonly string[]): string => join(folder, ...parts);
  const read = (...parts: readonly string[]): Buffer => readFileSync(at(...parts));

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "persona-cli-"));
    expect((await persona("init", at("shop"), "--publisher", "acme")).code).toBe(0);
    shrink(at("shop"));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("takes a project from a clone over training to a bundle that is evaluated, inspected and exported", async () => {
    const clone = await persona("train", at("shop"), "--algorithm", "clone", ...QUICK, "--out", at("clone"));
    expect([clone.code, clone.err]).toEqual([0, expect.stringContaining("of 12 episodes")]);
    const args = ["train", at("shop"), "--from", "clone", "--steps", "512", ...QUICK, "--json"];
    const trained = await persona(...args);
    expect(trained.code).toBe(0);
    const events = trained.out
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(events.at(-1)).toMatchObject({ event: "done", bundle: at("shop", "bundle") });
    expect(events.find(({ task }) => task === "ppo")).toMatchObject({ of: 512, step: 128 });

    const report = read("shop", "bundle", "report.html").toString("utf8");
    expect(report).toContain("Cost against breach seconds");
    expect(report).not.toMatch(/(?:src|href)=|url\(|@import/);
    const evidence = JSON.parse(read("shop", "bundle", "evidence.json").toString("utf8")) as Record<string, unknown>;
    expect(evidence).toMatchObject({
      seeds: [1_000_000, 1_000_001],
      reproduce: [
        `persona train ${at("shop")} --algorithm clone --seed 1`,
        `persona train ${at("shop")} --algorithm ppo --from clone --steps 512 --seed 1`,
      ],
    });

    writeFileSync(
      at("day.csv"),
      `at,hits\n${Array.from({ length: 40 }, (_, t) => `${t},${t === 20 ? 400 : 150}`).join("\n")}\n`,
    );
    const evaluated = await persona(
      "evaluate",
      "--bundle",
      at("shop", "bundle"),
      "--trace",
      at("day.csv"),
      "--seeds",
      "1",
      "--json",
    );
    const figures = JSON.parse(evaluated.out) as { trace: string; policies: Record<string, Record<string, number>> };
    expect(figures.trace).toBe("day");
    expect(Object.keys(figures.policies).toSorted()).toEqual([
      "best-static",
      "default",
      "oracle",
      "persona",
      "predictive",
      "random",
      "reactive",
      "reactive-tuned",
    ]);
    for (const each of Object.values(figures.policies))
      expect(Object.keys(each)).toEqual(expect.arrayContaining(FIGURES));

    const inspected = await persona("inspect", at("shop", "bundle"), "request_rate=420", "caching_strategy=micro");
    expect([inspected.code, inspected.out]).toEqual([0, expect.stringMatching(/In this state\n {2}\w+ .*because/)]);
    const compared = await persona("compare", at("shop", "bundle"), at("clone"), "--seeds", "1", "--json");
    expect(JSON.parse(compared.out)).toMatchObject({ comparison: { runs: 1 } });
  });

  it("exports what a publisher signs and an agent accepts", async () => {
    const exported = await persona("export", at("shop", "bundle"), "--out", at("shop.tar"), "--json");
    expect(JSON.parse(exported.out)).toMatchObject({ id: "acme/shop", version: 1 });
    execFileSync("tar", ["-xf", at("shop.tar"), "-C", folder]);
    const keys = keyPairFromSeed(new Uint8Array(32).fill(7));
    const file = (name: string): Uint8Array => new Uint8Array(read(name));
    const { files: _files, ...manifest } = JSON.parse(read("persona.json").toString("utf8")) as Manifest;
    const content = {
      "policy.onnx": file("policy.onnx"),
      "card.md": file("card.md"),
      "evidence.json": file("evidence.json"),
    };
    const sealed = sealBundle({ manifest, files: content, keyPairs: [keys] });
    expect(Buffer.from(sealed.get("persona.json") ?? [])).toEqual(read("persona.json"));
    expect(verifyBundle(sealed, { publisherKeys: [keys.publicKey] }).kind).toBe("verified");
  });

  it("goes on after kill -9 and ends with the weights of a run that was left alone", async () => {
    const args = (out: string): string[] => [
      "train",
      at("shop"),
      "--steps",
      "1536",
      "--seed",
      "5",
      ...QUICK,
      "--out",
      at(out),
    ];
    const checkpoint = at("shop", "runs", "ppo.checkpoint");
    rmSync(checkpoint, { force: true });
    const killed = startPersona(args("resumed"));
    while (!existsSync(checkpoint)) await sleep(20);
    killed.kill("SIGKILL");
    await once(killed, "exit");
    expect(existsSync(at("resumed"))).toBe(false);

    const foreign = await persona("train", at("shop"), "--steps", "1536", "--seed", "6", "--resume");
    expect([foreign.code, foreign.err]).toEqual([5, expect.stringContaining("its seed is 5, not 6")]);
    expect((await persona(...args("resumed"), "--resume")).code).toBe(0);
    rmSync(checkpoint);
    expect((await persona(...args("alone"))).code).toBe(0);
    expect(read("resumed", "policy.onnx")).toEqual(read("alone", "policy.onnx"));
    expect(read("resumed", "evidence.json")).toEqual(read("alone", "evidence.json"));
  });

  it("saves at Ctrl-C and says how to go on", async () => {
    const child = startPersona(["train", at("shop"), "--steps", "100000", "--seed", "9", ...QUICK]);
    const checkpoint = at("shop", "runs", "ppo.checkpoint");
    rmSync(checkpoint, { force: true });
    while (!existsSync(checkpoint)) await sleep(20);
    child.kill("SIGINT");
    const [err, [code]] = await Promise.all([text(child.stderr!), once(child, "exit")]);
    expect(code).toBe(130);
    expect(err).toContain(`Go on with: persona train ${at("shop")} --algorithm ppo --steps 100000 --seed 9 --resume`);
  });

  it("trains by deep Q-learning and breeds, on threads", async () => {
    const dqn = await persona(
      "train",
      at("shop"),
      "--algorithm",
      "dqn",
      "--steps",
      "512",
      ...QUICK,
      "--out",
      at("dqn"),
    );
    expect([dqn.code, dqn.out]).toEqual([0, expect.stringContaining("persona")]);
    const bred = await persona(
      "evolve",
      at("shop"),
      "--from",
      "clone",
      "--workers",
      "2",
      ...QUICK,
      "--out",
      at("bred"),
    );
    expect([bred.code, bred.err]).toEqual([0, expect.stringContaining("2 of 2 generations")]);
  });

  it("says what is wrong with a project, a trace and a command line, and writes nothing", async () => {
    const broken = readFileSync(at("shop", "persona.yaml"), "utf8").replace("- latency_p50", "- latency_p51");
    expect((await persona("init", at("broken"))).code).toBe(0);
    writeFileSync(at("broken", "persona.yaml"), broken);
    const project = await persona("train", at("broken"));
    expect([project.code, project.err]).toEqual([
      3,
      expect.stringMatching(/one fault\.\n {2}line \d+ {2}signals\.1: .*latency_p50/),
    ]);
    writeFileSync(at("bad.csv"), "at,hits\n1,5\n2,-1\n");
    const trace = await persona("evaluate", "--bundle", at("shop", "bundle"), "--trace", at("bad.csv"));
    expect([trace.code, trace.err]).toEqual([3, expect.stringContaining("bad.csv, line 3: a negative count")]);
    expect((await persona("train", at("shop"), "--steps", "many")).code).toBe(2);
    expect((await persona("fly")).code).toBe(2);
    expect(existsSync(at("broken", "runs"))).toBe(false);
  });
});
