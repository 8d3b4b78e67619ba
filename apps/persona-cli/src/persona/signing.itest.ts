import { cpSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createApiToken, execute, getListing } from "@fleet-persona/hub-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestHub, type TestHub } from "../testing/test-hub.fixture.ts";
import { runPersona } from "./run-persona.ts";
import type { World } from "./world.ts";

const reference = fileURLToPath(new URL("../../../../personas/flash-sale/bundle", import.meta.url));

describe("persona keygen, sign, verify, publish and rotate-key", () => {
  let hub: TestHub;
  let folder: string;
  let env: Record<string, string>;
  const at = (name: string): string => join(folder, name);
  const keys = (name: string): string => join(folder, "fleet-persona/keys", name);

  beforeAll(async () => {
    hub = await startTestHub();
    folder = mkdtempSync(join(tmpdir(), "signing-"));
    writeFileSync(at("passphrase"), "correct horse battery\n");
    const scopes = { name: "author", scopes: ["personas:publish" as const] };
    const { token } = await execute(hub.core, hub.owner, createApiToken, scopes);
    env = {
      XDG_CONFIG_HOME: folder,
      PERSONA_PASSPHRASE_FILE: at("passphrase"),
      FLEET_HUB: hub.url,
      FLEET_TOKEN: token,
    };
    copyBundle(1);
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await hub[Symbol.asyncDispose]();
  });

  /** The reference bundle as acme's, in this version, unsigned. */
  function copyBundle(version: number): void {
    rmSync(at("bundle"), { recursive: true, force: true });
    cpSync(reference, at("bundle"), { recursive: true });
    const manifest = JSON.parse(readFileSync(at("bundle/persona.json"), "utf8")) as Record<string, unknown>;
    writeFileSync(at("bundle/persona.json"), JSON.stringify({ ...manifest, id: "acme-signing/flash-sale", version }));
  }

  async function persona(args: readonly string[], over: Partial<World> = {}) {
    const said = { out: "", err: "" };
    const nobody = (): Promise<string> => Promise.reject(new TypeError("nobody is there"));
    const code = await runPersona(args, {
      env,
      isInteractive: false,
      out: (line) => (said.out += line),
      err: (line) => (said.err += line),
      ask: nobody,
      askSecret: nobody,
      width: () => null,
      clock: () => performance.now(),
      today: () => "2026-11-26",
      onInterrupt: () => () => undefined,
      exit: () => undefined,
      ...over,
    });
    return { code, ...said };
  }

  it("makes a key that only its owner can read, once, and asks twice where a person is there", async () => {
    const made = await persona(["keygen", "acme-signing", "--json"]);
    expect([made.code, made.err]).toEqual([0, ""]);
    expect(statSync(keys("acme-signing.key.json")).mode & 0o077).toBe(0);
    expect(await persona(["keygen", "acme-signing"])).toMatchObject({ code: 3 });
    const { PERSONA_PASSPHRASE_FILE: _file, ...without } = env;
    expect((await persona(["keygen", "other"], { env: without })).err).toMatch(/PERSONA_PASSPHRASE_FILE/);
    const answers = ["long enough", "otherwise"];
    const person = { env: without, isInteractive: true, askSecret: () => Promise.resolve(answers.shift() ?? "") };
    expect((await persona(["keygen", "other"], person)).err).toMatch(/differ/);
  });

  it("publishes nothing that is unsigned, changed after signing, or signed with the wrong passphrase", async () => {
    expect((await persona(["publish", at("bundle")])).err).toMatch(/envelope\.json cannot be read/);
    writeFileSync(at("wrong"), "another horse\n");
    const wrong = await persona(["sign", at("bundle")], { env: { ...env, PERSONA_PASSPHRASE_FILE: at("wrong") } });
    expect(wrong).toMatchObject({ code: 6, err: expect.stringContaining("does not open the key") as string });
    expect(await persona(["sign", at("bundle")])).toMatchObject({ code: 0 });
    expect((await persona(["verify", at("bundle")])).out).toContain("1 of 1 needed keys");
    writeFileSync(at("bundle/card.md"), "# Another card\n");
    const refused = await persona(["publish", at("bundle"), "--json"]);
    expect(refused.code).toBe(6);
    expect(JSON.parse(refused.err)).toMatchObject({ error: { code: "file-size-mismatch" } });
  });

  it("publishes keyring and bundle, and sends no key", async () => {
    copyBundle(1);
    await persona(["sign", at("bundle")]);
    const sent: string[] = [];
    const real = globalThis.fetch;
    globalThis.fetch = (...args: Parameters<typeof fetch>) => {
      sent.push(typeof args[1]?.body === "string" ? args[1].body : "");
      return real(...args);
    };
    const published = await persona(["publish", at("bundle"), "--json"]).finally(() => (globalThis.fetch = real));
    expect([published.code, published.err]).toEqual([0, ""]);
    expect(JSON.parse(published.out)).toMatchObject({
      personaId: "acme-signing/flash-sale",
      version: 1,
      keyringsSent: 1,
    });
    const { ciphertext } = JSON.parse(readFileSync(keys("acme-signing.key.json"), "utf8")) as { ciphertext: string };
    expect(sent.join("\n")).not.toContain(ciphertext);
    const listing = await execute(hub.core, null, getListing, { publisher: "acme-signing", name: "flash-sale" });
    expect(listing).toMatchObject({ latestVersion: 1, signedBy: [expect.stringContaining("SHA256:")] });
  });

  it("rotates to two keys of which both must sign, and revokes one that was lost", async () => {
    await persona(["keygen", "acme-signing", "--another", "second"]);
    const second = keys("acme-signing.second.key.json");
    const rotated = await persona(["rotate-key", "acme-signing", "--add", second, "--threshold", "2", "--json"]);
    expect([rotated.code, rotated.err]).toEqual([0, ""]);
    copyBundle(2);
    await persona(["sign", at("bundle")]);
    const alone = await persona(["publish", at("bundle"), "--json"]);
    expect(JSON.parse(alone.err)).toMatchObject({ error: { code: "threshold-not-met" } });
    await persona(["sign", at("bundle"), "--key", second]);
    const both = await persona(["publish", at("bundle"), "--json"]);
    expect(JSON.parse(both.out)).toMatchObject({ version: 2, keyringsSent: 1 });

    await persona(["keygen", "acme-signing", "--another", "third"]);
    const { keyid } = JSON.parse(readFileSync(second, "utf8")) as { keyid: string };
    const third = keys("acme-signing.third.key.json");
    const change = ["--add", third, "--revoke", keyid, "--reason", "laptop lost"];
    const one = await persona(["rotate-key", "acme-signing", ...change]);
    expect(one.code).toBe(0);
    copyBundle(3);
    await persona(["sign", at("bundle"), "--key", `${keys("acme-signing.key.json")},${third}`]);
    // The keyring before asks for two of its own keys, and only one of them signed so far.
    expect((await persona(["publish", at("bundle"), "--json"])).err).toContain("threshold-not-met");
    await persona(["sign", keys("acme-signing.keyring.json"), "--key", second]);
    expect((await persona(["publish", at("bundle"), "--json"])).code).toBe(0);
    copyBundle(4);
    await persona(["sign", at("bundle"), "--key", `${keys("acme-signing.key.json")},${second}`]);
    expect((await persona(["verify", at("bundle"), "--json"])).err).toContain("threshold-not-met");
  });

  it("says what a token may not do, and what the hub refuses, by their codes", async () => {
    const refused = await persona(["publish", at("bundle")], { env: { ...env, FLEET_TOKEN: hub.token } });
    expect(refused.code).not.toBe(0);
    expect((await persona(["rotate-key", "acme-signing"])).err).toMatch(/Say what changes/);
    expect((await persona(["verify", at("bundle"), "--keyring", at("passphrase")])).err).toMatch(/holds no keyrings/);
  });
});
