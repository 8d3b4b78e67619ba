import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { keyPairFromSeed, sealRelease, type AgentRelease } from "@fleet-persona/persona";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runFleet } from "./run-fleet.ts";

const releaseKey = keyPairFromSeed(new Uint8Array(32).fill(3));
const thief = keyPairFromSeed(new Uint8Array(32).fill(4));
const release: AgentRelease = {
  schema: "fleet-persona-agent-release/1",
  version: "1.2.3",
  files: [{ name: "install.sh", bytes: 10, sha256: "a".repeat(64) }],
};

describe("fleet install-line", () => {
  let served: Record<string, Uint8Array | string> = {};
  let server: Server;
  let hub: string;

  beforeEach(async () => {
    const { manifest, signature } = sealRelease(release, releaseKey);
    served = { "/downloads/release.json": manifest, "/downloads/release.sig": signature };
    server = createServer((request, response) => {
      const body = served[request.url ?? ""];
      response.writeHead(body === undefined ? 404 : 200).end(body);
    });
    await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
    hub = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(() => new Promise((closed) => server.close(closed)));

  const run = async (key = Buffer.from(releaseKey.publicKey).toString("base64")) => {
    const said = { out: "", err: "" };
    const args = ["--hub", hub, "--gateway", "https://gw.example", "--token", "fpe_1", "--release-key", key];
    const code = await runFleet(["install-line", ...args], {
      env: {},
      isInteractive: false,
      out: (text) => (said.out += text),
      err: (text) => (said.err += text),
      ask: () => Promise.reject(new TypeError("nobody is there")),
      askSecret: () => Promise.reject(new TypeError("nobody is there")),
    });
    return { code, ...said };
  };

  it("prints the line of a release that the key signed", async () => {
    const { code, out, err } = await run();
    expect(code).toBe(0);
    expect(out).toContain(`echo "${"a".repeat(64)}  $i" | sha256sum -c -`);
    expect(err).toContain("Release 1.2.3 is signed");
  });

  it("refuses a release replaced on the hub, one that the hub signed itself, and a hub that has none", async () => {
    served["/downloads/release.json"] = sealRelease({ ...release, version: "6.6.6" }, releaseKey).manifest;
    expect(await run()).toMatchObject({ code: 4, out: "", err: expect.stringContaining("Install nothing") });
    const own = sealRelease(release, thief);
    served = { "/downloads/release.json": own.manifest, "/downloads/release.sig": own.signature };
    expect(await run()).toMatchObject({ code: 4, out: "" });
    served = {};
    expect(await run()).toMatchObject({ code: 4, err: expect.stringContaining("no signed release") });
  });

  it("says which key it wants", async () => {
    expect(await run("short")).toMatchObject({ code: 2, err: expect.stringContaining("--release-key") });
  });
});
