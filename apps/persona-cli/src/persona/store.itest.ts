import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createApiToken, execute, getListing, passGate, searchListings } from "@fleet-persona/hub-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestHub, type TestHub } from "../testing/test-hub.fixture.ts";
import { runPersona } from "./run-persona.ts";

const reference = fileURLToPath(new URL("../../../../personas/flash-sale/bundle", import.meta.url));

describe("persona search, show and publish --draft --wait", () => {
  let hub: TestHub;
  let folder: string;
  let env: Record<string, string | undefined>;
  const at = (name: string): string => join(folder, name);

  beforeAll(async () => {
    hub = await startTestHub();
    folder = mkdtempSync(join(tmpdir(), "store-"));
    writeFileSync(at("passphrase"), "correct horse battery\n");
    const scopes = { name: "author", scopes: ["personas:publish" as const] };
    const { token } = await execute(hub.core, hub.owner, createApiToken, scopes);
    env = {
      XDG_CONFIG_HOME: folder,
      PERSONA_PASSPHRASE_FILE: at("passphrase"),
      FLEET_HUB: hub.url,
      FLEET_TOKEN: token,
    };
    await persona(["keygen", "acme"]);
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await hub[Symbol.asyncDispose]();
  });

  async function persona(args: readonly string[], { as = env, interrupted = false } = {}) {
    const said = { out: "", err: "" };
    const nobody = (): Promise<string> => Promise.reject(new TypeError("nobody is there"));
    const code = await runPersona(args, {
      env: as,
      isInteractive: false,
      out: (line) => (said.out += line),
      err: (line) => (said.err += line),
      ask: nobody,
      askSecret: nobody,
      width: () => null,
      clock: () => performance.now(),
      today: () => "2026-11-26",
      onInterrupt: (listener) => {
        if (interrupted) setTimeout(listener, 10);
        return () => undefined;
      },
      exit: () => undefined,
    });
    return { code, ...said };
  }
  const sign = async (change: Readonly<Record<string, unknown>>): Promise<void> => {
    rmSync(at("bundle"), { recursive: true, force: true });
    cpSync(reference, at("bundle"), { recursive: true });
    const manifest = JSON.parse(readFileSync(at("bundle/persona.json"), "utf8")) as Record<string, unknown>;
    writeFileSync(at("bundle/persona.json"), JSON.stringify({ ...manifest, id: "acme/flash", version: 1, ...change }));
    expect(await persona(["sign", at("bundle")])).toMatchObject({ code: 0 });
  };
  /** The gate's word, as soon as the version is there. */
  const judge = async (version: number, verdict: "passed" | "quarantined" | "rejected"): Promise<void> => {
    for (;;) {
      const { rows } = await execute(hub.core, hub.owner, searchListings, { publisher: "acme" });
      const listing = rows.find(
        ({ personaId, latestVersion }) => personaId === "acme/flash" && latestVersion === version,
      );
      if (listing !== undefined) {
        const reasons = [
          { severity: "quarantine" as const, code: "guard-share", message: "Guards\u001B[31m hold it back." },
        ];
        await passGate(hub.core, listing.latestVersionId, { verdict, reasons: verdict === "passed" ? [] : reasons });
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };

  it("waits for the gate and ends as it judges", async () => {
    await sign({ name: "Flash\u001B[2J sale" });
    const [passed] = await Promise.all([persona(["publish", at("bundle"), "--wait"]), judge(1, "passed")]);
    expect([passed.code, passed.out]).toEqual([
      0,
      `Published acme/flash v1 on ${hub.url}.\nThe gate: passed, confidence 0.75.\n`,
    ]);
    await sign({ version: 2 });
    const args = ["publish", at("bundle"), "--wait", "--json"];
    const [quarantined] = await Promise.all([persona(args), judge(2, "quarantined")]);
    expect(quarantined.code).toBe(3);
    expect(JSON.parse(quarantined.out)).toMatchObject({ version: 2, again: false, gate: { verdict: "quarantined" } });
    await sign({ version: 3 });
    const [rejected] = await Promise.all([persona(["publish", at("bundle"), "--wait"]), judge(3, "rejected")]);
    expect([rejected.code, rejected.out]).toEqual([1, expect.stringContaining("guard-share: Guards [31m hold")]);
  });

  it("changes nothing when a job is run again, and answers as before", async () => {
    const again = await persona(["publish", at("bundle"), "--wait", "--json"]);
    expect(again.code).toBe(1);
    expect(JSON.parse(again.out)).toMatchObject({ version: 3, again: true, keyringsSent: 0 });
    const listing = await execute(hub.core, null, getListing, { publisher: "acme", name: "flash" });
    expect(listing.versions).toHaveLength(3);
  });

  it("keeps a draft to its author, and stops waiting when a person does", async () => {
    await sign({ id: "acme/quiet" });
    const drafted = await persona(["publish", at("bundle"), "--draft", "--wait"], { interrupted: true });
    expect(drafted.code).toBe(130);
    expect(drafted.out).toContain("as a draft that only you see");
    expect(await persona(["show", "acme/quiet"])).toMatchObject({ code: 4 });
  });

  it("finds and shows without a token, with a typo, and prints no code of a terminal that a stranger wrote", async () => {
    const nobody = { as: { FLEET_HUB: hub.url, XDG_CONFIG_HOME: at("nowhere") } };
    const found = await persona(["search", "flsh", "--limit", "5"], nobody);
    expect([found.code, found.err]).toEqual([0, expect.any(String)]);
    expect(found.out).toContain("acme/flash@3");
    expect(await persona(["search", "zzzzqqqq"], nobody)).toMatchObject({ code: 1 });
    const listing = await persona(["show", "acme/flash"], nobody);
    expect(listing.out).toMatch(/v3 .*rejected\nv2 .*quarantined\nv1 .*passed/);
    const version = await persona(["show", "acme/flash@1"], nobody);
    expect(version.out).toMatch(/^[0-9a-f]{64} {2}policy\.onnx {2}\d+ bytes$/m);
    const json = await persona(["show", "acme/flash@1", "--json"], nobody);
    expect(JSON.parse(json.out)).toMatchObject({ personaId: "acme/flash", version: 1, gate: { verdict: "passed" } });
    const all = await persona(["search", "--json"], nobody);
    expect((JSON.parse(all.out) as { rows: object[] }).rows).toHaveLength(1);
    // oxlint-disable-next-line no-control-regex -- it is what must not be there
    expect(found.out + listing.out + version.out).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F]/);
  });

  it("says which command line, address or token will not do", async () => {
    expect(await persona(["show", "nonsense"])).toMatchObject({ code: 2 });
    expect(await persona(["search", "--sort", "downloads"])).toMatchObject({ code: 2 });
    expect(await persona(["search"], { as: { XDG_CONFIG_HOME: at("nowhere") } })).toMatchObject({ code: 2 });
    expect(await persona(["show", "acme/flash@99", "--json"])).toMatchObject({ code: 4 });
    const wrong = await persona(["publish", at("bundle")], { as: { ...env, FLEET_TOKEN: hub.token } });
    expect(wrong.code).toBe(4);
  });
});
