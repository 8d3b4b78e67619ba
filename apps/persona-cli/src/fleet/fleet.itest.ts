import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { applyFleetConfig, execute, exportFleetConfig, getFleet } from "@fleet-persona/hub-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bundleFleet } from "../../bundle.ts";
import { startTestHub, type TestHub } from "../testing/test-hub.fixture.ts";
import { runFleet } from "./run-fleet.ts";
import type { Terminal } from "../command-line/terminal.ts";

type Run = { readonly code: number; readonly out: string; readonly err: string };

describe("fleet", () => {
  let hub: TestHub;
  let folder: string;
  let env: Record<string, string>;

  beforeAll(async () => {
    hub = await startTestHub();
    folder = await mkdtemp(join(tmpdir(), "fleet-persona-cli-"));
    await bundleFleet(join(folder, "fleet.mjs"));
    env = { PATH: process.env["PATH"] ?? "", XDG_CONFIG_HOME: join(folder, "config") };
  });
  afterAll(async () => {
    await hub[Symbol.asyncDispose]();
    await rm(folder, { recursive: true, force: true });
  });

  /** The bundled program as a process of its own, without a terminal. */
  const program = async (args: readonly string[], input = "", extra: Record<string, string> = {}): Promise<Run> => {
    const child = spawn(process.execPath, [join(folder, "fleet.mjs"), ...args], {
      cwd: folder,
      env: { ...env, ...extra },
    });
    child.stdin.end(input);
    const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "exit")]);
    return { code: code as number, out, err };
  };
  const inProcess = async (args: readonly string[], over: Partial<Terminal>): Promise<Run> => {
    const said = { out: "", err: "" };
    const code = await runFleet(args, {
      env,
      isInteractive: false,
      out: (line) => (said.out += line),
      err: (line) => (said.err += line),
      ask: () => Promise.reject(new TypeError("nobody is there")),
      askSecret: () => Promise.reject(new TypeError("nobody is there")),
      ...over,
    });
    return { code, ...said };
  };
  /** The same in this process, which is quicker; `withPerson` with somebody who answers. */
  const fleet = (args: readonly string[], over: Partial<Terminal> = {}): Promise<Run> => inProcess(args, over);
  const withPerson = (args: readonly string[], answer: () => string | Promise<string>): Promise<Run> =>
    inProcess(args, { isInteractive: true, ask: async () => answer() });
  const path = (): string => join(folder, "fleet.yaml");
  const edit = async (from: string | RegExp, to: string): Promise<void> =>
    writeFile(path(), (await readFile(path(), "utf8")).replace(from, to));
  const version = async (): Promise<number> =>
    (await execute(hub.core, hub.owner, getFleet, { fleetId: hub.fleet.fleetId })).configVersion;

  it("says what it can do, and what is wrong with a command line", async () => {
    const { code, out } = await program(["--help"]);
    expect(code).toBe(0);
    expect(out).toContain("fleet apply     make a file the fleet's next version");
    expect((await fleet(["apply", "--help"])).out).toContain("Examples\n  fleet apply -f fleet.yaml");
    const wrong = [
      ["fly"],
      ["export"],
      ["diff"],
      ["apply", "-f", "x", "--colour"],
      ["login", "--hub", "ftp://x", "--token", "t"],
    ];
    for (const args of wrong) expect([args, (await fleet(args)).code]).toEqual([args, 2]);
    const nowhere = await program(["list"]);
    expect([nowhere.code, nowhere.err]).toEqual([2, expect.stringContaining("fleet login")]);
  });

  it("keeps a login that works, readable by its owner alone, and none that does not", async () => {
    const bad = await fleet(["login", "--hub", hub.url, "--token", "fpk_wrong"]);
    expect([bad.code, bad.err]).toEqual([4, "fleet: This hub knows no such API token; make one in the console.\n"]);
    expect((await fleet(["list"])).code).toBe(2);
    const good = await program(["login", "--hub", `${hub.url}/`, "--token", "-"], `${hub.token}\n`);
    const kept = join(folder, "config", "fleet-persona", "credentials.json");
    expect([good.code, good.out]).toEqual([0, `Logged in to ${hub.url}: 1 fleet. Kept in ${kept}.\n`]);
    expect((await stat(kept)).mode & 0o777).toBe(0o600);
    const listed = await fleet(["list"]);
    expect(listed.out).toBe("FLEET  VERSION  HOSTS  NAME\nweb    0        0      Web shop\n");
    const elsewhere = await fleet(["list"], { env: { ...env, FLEET_HUB: "http://127.0.0.1:1", FLEET_TOKEN: "x" } });
    expect([elsewhere.code, elsewhere.err]).toEqual([4, expect.stringContaining("does not answer")]);
  });

  it("takes a fleet from export over diff to apply, and finds nothing to do afterwards", async () => {
    expect(await program(["export", "web", "-o", "fleet.yaml"])).toEqual({
      code: 0,
      out: "",
      err: "Wrote fleet.yaml.\n",
    });
    expect(await fleet(["diff", "-f", path()])).toEqual({
      code: 0,
      out: "web, version 0\nNothing to do.\n",
      err: "",
    });
    await edit("attributes: {}", "attributes:\n  cpu_allocation: { scope: host, bounds: { min: 0.1, max: 0.3 } }");
    await edit("settings: {}", "settings: { risk_tolerance: 0.2 }");
    const plan = [
      "web, version 0",
      "  + cpu_allocation is declared (scope host; bounds 0.1 to 0.3)",
      "  ~ risk_tolerance: the Persona's own becomes 0.2",
      "2 changes.",
      "",
    ].join("\n");
    expect(await fleet(["diff", "-f", path()])).toEqual({ code: 1, out: plan, err: "" });
    const json = await fleet(["diff", "-f", path(), "--json"]);
    expect([json.code, JSON.parse(json.out)]).toMatchObject([1, { baseVersion: 0, refusals: [] }]);

    const unasked = await program(["apply", "-f", path()]);
    expect([unasked.code, unasked.out, unasked.err]).toEqual([2, plan, expect.stringContaining("say --yes")]);
    const declined = await withPerson(["apply", "-f", path()], () => "n");
    expect([declined.code, declined.err]).toEqual([1, "Nothing was changed.\n"]);
    expect(await version()).toBe(0);
    const applied = await withPerson(["apply", "-f", path(), "--note", "Bounded"], () => "yes");
    expect(applied).toEqual({ code: 0, out: `${plan}Applied: version 1.\n`, err: "" });
    const again = await fleet(["apply", "-f", path(), "--json"]);
    expect([again.code, JSON.parse(again.out)]).toEqual([0, { applied: false, version: 1, changes: [] }]);
    await edit("max: 0.3", "max: 0.4");
    const wider = await program(["apply", "-f", "-", "--yes", "--json"], await readFile(path(), "utf8"));
    expect(JSON.parse(wider.out)).toMatchObject({ applied: true, version: 2, changes: [{ kind: "bounds-widened" }] });
  });

  it("names the lines of a wrong file, and what the hub refuses", async () => {
    const good = await readFile(path(), "utf8");
    await edit("max: 0.4", "max: 0.05");
    await edit("settings:", "colour: red\nsettings:");
    const wrong = await fleet(["diff", "-f", path()]);
    expect(wrong.code).toBe(3);
    expect(wrong.err.replaceAll(/line +\d+/g, "line N")).toBe(
      [
        `fleet: ${path()} is no state document: 2 faults.`,
        "  line N  attributes.cpu_allocation.bounds: min is above max",
        "  line N  colour: there is no such field",
        "",
      ].join("\n"),
    );
    const json = await fleet(["diff", "-f", path(), "--json"]);
    expect(JSON.parse(json.err)).toMatchObject({
      error: { code: "document-refused", problems: [{}, { path: "colour" }] },
    });
    expect((await fleet(["diff", "-f", join(folder, "none.yaml")])).code).toBe(3);
    await writeFile(
      path(),
      good.replace("personas: []", "personas:\n  - { persona: acme/none, version: 1, mode: shadow }"),
    );
    const refused = await fleet(["apply", "-f", path(), "--yes"]);
    expect([refused.code, refused.out]).toEqual([
      4,
      expect.stringContaining("Refused: persona-unknown  The store has no"),
    ]);
    await writeFile(path(), good.replace("fleet: web", "fleet: other"));
    expect((await fleet(["diff", "-f", path()])).code).toBe(4);
    await writeFile(path(), good);
  });

  it("never overwrites what somebody else changed meanwhile", async () => {
    await edit("risk_tolerance: 0.2", "risk_tolerance: 0.1");
    const base = await version();
    const { fleetId } = hub.fleet;
    const meanwhile = async (): Promise<string> => {
      const { config } = await execute(hub.core, hub.owner, exportFleetConfig, { fleetId });
      const changed = { ...config, settings: { ...config.settings, deadband: 0.05 } };
      await execute(hub.core, hub.owner, applyFleetConfig, { fleetId, config: changed, baseVersion: base });
      return "y";
    };
    const raced = await withPerson(["apply", "-f", path()], meanwhile);
    expect([raced.code, raced.err]).toEqual([5, expect.stringContaining("export it again")]);
    const old = await fleet(["apply", "-f", path(), "--yes", "--base", String(base)]);
    expect([old.code, await version()]).toEqual([5, base + 1]);
    expect((await fleet(["apply", "-f", path(), "--yes", "--base", String(base + 1)])).code).toBe(0);
  });
});
