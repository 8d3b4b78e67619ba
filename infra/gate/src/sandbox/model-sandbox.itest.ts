import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { contractOf } from "../policy-contract.ts";
import {
  body,
  boolInitializer,
  endless,
  externalInitializer,
  policyBytes,
  shapeInitializer,
} from "../testing/onnx-bytes.fixture.ts";
import { childrenLeft } from "../testing/children-left.fixture.ts";
import { plainManifest } from "../testing/small-persona.fixture.ts";
import { confinementHere, type Confinement } from "./confinement.ts";
import { openModel } from "./model-sandbox.ts";
import { SANDBOX_LIMITS, type SandboxLimits } from "./sandbox-limits.ts";
import { SandboxStop } from "./sandbox-stop.ts";

const misbehaving = new URL("../testing/misbehaving-child.fixture.ts", import.meta.url);
const contract = contractOf(plainManifest);
const limits: SandboxLimits = { ...SANDBOX_LIMITS, loadMs: 20_000, requestMs: 3_000 };
const honest = policyBytes([{ op: "Identity", from: ["signals"], to: ["y"] }]);
const row = Float32Array.of(0.5, 1, 0);

let confinement: Confinement;
beforeAll(async () => {
  confinement = await confinementHere();
});
afterEach(() => expect(childrenLeft()).toEqual([]));

/** What becomes of a sandbox in which somebody does that. */
async function stopOf(does: string, more: Record<string, unknown> = {}, within: SandboxLimits = limits) {
  const model = new TextEncoder().encode(JSON.stringify({ does, ...more }));
  try {
    await openModel({ model, contract, confinement, limits: within, child: misbehaving });
  } catch (error) {
    if (error instanceof SandboxStop) return error;
    throw error;
  }
  throw new TypeError(`${does} went unpunished`);
}

async function foundOut(does: string, more: Record<string, unknown> = {}): Promise<unknown> {
  const { code, message } = await stopOf(does, more);
  expect(code).toBe("model-unloadable");
  return JSON.parse(message);
}

describe("openModel, when the process", () => {
  it("loops for ever, kills it when its time is up", async () => {
    expect(await stopOf("loop", {}, { ...limits, loadMs: 3_000 })).toMatchObject({ code: "out-of-time" });
  });

  it("loops for ever and nobody watches the clock, has the system end it", async () => {
    if (confinement.shell === null) return;
    expect(await stopOf("loop", {}, { ...limits, cpuS: 2 })).toMatchObject({ code: "out-of-time" });
  });

  it.each(["allocate", "heap"])("allocates without end (%s), ends it", async (does) => {
    const { code } = await stopOf(does);
    expect(["out-of-memory", "died", "model-unloadable"]).toContain(code);
  });

  it("allocates without end and the system sets no limit, kills it by what it holds", async () => {
    const watched = { ...confinement, shell: null };
    const model = new TextEncoder().encode(JSON.stringify({ does: "allocate" }));
    await expect(
      openModel({ model, contract, confinement: watched, limits, child: misbehaving }),
    ).rejects.toMatchObject({
      code: "out-of-memory",
    });
  });

  it("looks around, shows it no environment and nothing beside it", async () => {
    expect(await foundOut("look")).toEqual({ env: [], beside: [] });
  });

  it("writes a file or starts a program, refuses both", async () => {
    expect(await foundOut("write")).toEqual({ write: expect.stringMatching(/^(?:ERR_ACCESS_DENIED|EACCES)$/) });
    expect(await foundOut("spawn")).toEqual({ spawn: "ERR_ACCESS_DENIED" });
  });

  it("opens a socket, gives it no network where the system allows that, and says so", async () => {
    const server = createServer((socket) => socket.destroy()).listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    expect(await foundOut("connect", { port })).toEqual({ connected: !confinement.networkIsolated });
    server.close();
  });

  it.each(["garbage", "lie"])("writes garbage to the pipe (%s), kills it", async (does) => {
    expect(await stopOf(does)).toMatchObject({ code: "garbage" });
  });

  it("dies at once, says how", async () => {
    expect(await stopOf("die")).toMatchObject({
      code: "died",
      message: expect.stringContaining("exit code 7") as string,
    });
  });
});

describe("openModel, when the model", () => {
  const open = (model: Uint8Array) => openModel({ model, contract, confinement, limits });

  it("is honest, answers rows one by one and together", async () => {
    await using sandbox = await open(honest);
    const rows = Float32Array.from([...row, ...row]);
    const alone = await sandbox.run(rows, 2);
    expect(alone.outputs.slice(0, 3)).toEqual(alone.outputs.slice(3));
    expect(alone.outputs[2]).toBe(0.5);
    expect((await sandbox.run(rows, 2, "together")).outputs).toEqual(alone.outputs);
    expect(sandbox.peakMb).toBeGreaterThan(20);
  });

  it("never comes to an end (Loop), is stopped, and the next one is served", async () => {
    const model = policyBytes(
      [{ op: "Loop", from: ["", "on_and_on", "signals"], to: ["y"], attributes: [body(endless)] }],
      [boolInitializer("on_and_on", true)],
    );
    await using sandbox = await open(model);
    await expect(sandbox.run(row, 1)).rejects.toMatchObject({ code: "out-of-time" });
    await expect(sandbox.run(row, 1)).rejects.toMatchObject({ code: "out-of-time" });
    await using next = await open(honest);
    expect((await next.run(row, 1)).outputs[2]).toBe(0.5);
  });

  it("asks for more memory than there is (Expand), is refused it", async () => {
    const model = policyBytes(
      [
        { op: "Expand", from: ["signals", "huge"], to: ["wide"] },
        { op: "ReduceSum", from: ["wide"], to: ["y"] },
      ],
      [shapeInitializer("huge", [268_435_456, 1])],
    );
    await using sandbox = await open(model);
    const stop = await sandbox.run(row, 1).catch((error: unknown) => error);
    expect(stop).toBeInstanceOf(SandboxStop);
    expect(["model-failed", "out-of-memory", "died"]).toContain((stop as SandboxStop).code);
  });

  it.each(["weights.bin", "../../../../../../../../etc/hostname", "/etc/hostname"])(
    "reads a file beside it (%s), is not loaded",
    async (file) => {
      const model = policyBytes([{ op: "Add", from: ["signals", "w"], to: ["y"] }], [externalInitializer("w", file)]);
      await expect(open(model)).rejects.toMatchObject({ code: "model-unloadable" });
    },
  );

  it.each([
    ["is no model", Uint8Array.of(1, 2, 3)],
    ["is empty", new Uint8Array(0)],
    ["asks for another loader", new TextEncoder().encode("\u0008\u0000\u0000\u0000ORTM and more")],
  ])("%s, is not loaded", async (_, model) => {
    await expect(open(model)).rejects.toMatchObject({ code: "model-unloadable" });
  });

  it("has other outputs than the manifest, is not loaded", async () => {
    const more = { ...contract, outputs: [...contract.outputs, { name: "weights.more", width: 2 }] };
    const opened = openModel({ model: honest, contract: more, confinement, limits });
    await expect(opened).rejects.toMatchObject({ code: "model-unloadable" });
  });

  it("has outputs of another width, fails when it is asked", async () => {
    const wider = { ...contract, outputs: contract.outputs.map((each) => ({ ...each, width: each.width + 1 })) };
    await using sandbox = await openModel({ model: honest, contract: wider, confinement, limits });
    await expect(sandbox.run(row, 1)).rejects.toMatchObject({ code: "model-failed" });
  });

  it("is no longer wanted, ends at once", async () => {
    const stop = new AbortController();
    await using sandbox = await openModel({ model: honest, contract, confinement, limits, signal: stop.signal });
    stop.abort(new TypeError("enough"));
    await expect(sandbox.run(row, 1)).rejects.toMatchObject({ code: "aborted" });
  });
});

describe("confinementHere", () => {
  it("does without what a machine has not, and says so", async () => {
    const bare: Confinement = { networkIsolated: false, memoryLimited: false, shell: null, prefix: [] };
    await using sandbox = await openModel({ model: honest, contract, confinement: bare, limits });
    expect((await sandbox.run(row, 1)).outputs[2]).toBe(0.5);
  });
});
