import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TrustAnchors } from "@fleet-persona/persona";
import { describe, expect, it } from "vitest";
import { stateFolder } from "../state/state-folder.ts";
import { toyAnchors, toyHolder } from "../testing/toy-trust.fixture.ts";
import { readAnchors } from "../trust/anchors-file.ts";
import { enrolCommand } from "./enrol-command.ts";

/** A hub that enrols whoever comes and says what to trust, and a folder for the host. */
async function stage(trust: TrustAnchors | undefined) {
  const root = mkdtempSync(join(tmpdir(), "enrol-"));
  const told: { trust: TrustAnchors | undefined } = { trust };
  const server = createServer((request, response) => {
    request.resume();
    request.on("end", () => {
      const gatewayUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      response.statusCode = 201;
      response.end(
        JSON.stringify({ ...toyHolder, hostId: "0198f2a0-0000-7000-8000-00000000000b", gatewayUrl, trust: told.trust }),
      );
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  const gateway = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const state = join(root, "state");
  const enrol = (more: { trust?: string; force?: boolean } = {}): Promise<number> =>
    enrolCommand({ gateway, token: "fpe_0123456789abcdef", stateRoot: state, positionals: [], ...more });
  return {
    enrol,
    told,
    file: (anchors: TrustAnchors): string => {
      const path = join(root, "trust.json");
      writeFileSync(path, JSON.stringify(anchors));
      return path;
    },
    pinned: () => readAnchors(stateFolder(state).trust.anchors),
    identity: () => readFileSync(stateFolder(state).identity, "utf8"),
    [Symbol.dispose]: () => {
      server.close();
      rmSync(root, { recursive: true, force: true });
    },
  };
}

const others: TrustAnchors = { ...toyAnchors, gate_keys: toyAnchors.lease_keys };

describe("fleet-agent enrol", () => {
  it("enrolCommand pins what the hub says, once: enrolling again with another hub's word is refused", async () => {
    using host = await stage(toyAnchors);
    expect(await host.enrol()).toBe(0);
    expect(host.pinned()).toEqual(toyAnchors);
    host.told.trust = others;
    const before = host.identity();
    await expect(host.enrol({ force: true })).rejects.toMatchObject({ code: "trust-changed" });
    expect([host.pinned(), host.identity()]).toEqual([toyAnchors, before]);
  });

  it("enrolCommand takes the host's own file before anything the hub says", async () => {
    using host = await stage(others);
    expect(await host.enrol({ trust: host.file(toyAnchors) })).toBe(0);
    expect(host.pinned()).toEqual(toyAnchors);
    expect(await host.enrol({ force: true, trust: host.file(others) })).toBe(0);
    expect(host.pinned()).toEqual(others);
  });

  it("enrolCommand refuses a file that holds no anchors before the token is spent, and enrols without any", async () => {
    using host = await stage(undefined);
    const broken = host.file({} as TrustAnchors);
    await expect(host.enrol({ trust: broken })).rejects.toMatchObject({ code: "trust-invalid" });
    await expect(host.enrol({ trust: `${broken}.missing` })).rejects.toMatchObject({ code: "trust-invalid" });
    expect(await host.enrol()).toBe(0);
    expect(host.pinned()).toBeUndefined();
  });
});
