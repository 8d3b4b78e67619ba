import { join } from "node:path";
import { expect, test } from "vitest";
import type { Configuration } from "@fleet-persona/persona";
import type { Target, Undo } from "../target.ts";
import type { ContractSubject } from "../testing/contract-subject.ts";
import { targetContract } from "../testing/target-contract.ts";
import { openHaproxyTarget } from "./haproxy-target.ts";
import { faultySocket } from "./testing/faulty-socket.ts";
import { haproxyFixture } from "./testing/haproxy-fixture.ts";
import { openedTarget, set } from "./testing/opened-target.ts";

/** One change of every kind: a file of the kernel, servers, weights, maps. */
const EVERYTHING: Configuration = {
  cpu_allocation: 0.3,
  active_servers: 2,
  max_connections: 8,
  "haproxy/weight_s1": 50,
  load_balancing_algorithm: "random2",
  caching_strategy: "micro",
  cache_ttl: 5,
  queue_limit: 40,
  request_timeout: 2,
  compression: "on",
};

async function behindFaults() {
  const fixture = await haproxyFixture();
  const path = join(fixture.folder, "f.sock");
  const socket = await faultySocket(path, fixture.config.stats_socket);
  const target = await openHaproxyTarget({ ...fixture.config, ring: undefined, stats_socket: path });
  const honest = await openHaproxyTarget({ ...fixture.config, ring: undefined });
  return {
    socket,
    target,
    honest,
    async [Symbol.asyncDispose]() {
      await target.close();
      await honest.close();
      await socket[Symbol.asyncDispose]();
      await fixture[Symbol.asyncDispose]();
    },
  };
}

/** The contract's own cases of trouble. A CPU quota is a file of the kernel and not the socket's to refuse: without it. */
async function troubledSubject(): Promise<ContractSubject> {
  const fixture = await haproxyFixture();
  const path = join(fixture.folder, "f.sock");
  const socket = await faultySocket(path, fixture.config.stats_socket);
  const { cpu_allocation: _kernels, ...limits } = fixture.config.limits;
  const config = { ...fixture.config, limits, cgroup: null, ring: undefined, stats_socket: path };
  const target = await openHaproxyTarget(config);
  const fail = (fault: Parameters<typeof socket.fail>[0]) => () => Promise.resolve(socket.fail(fault));
  return {
    target,
    underLoad: (work) => fixture.underLoad(work),
    faults: {
      refuse: fail("denied"),
      hang: fail("silent"),
      halfReply: fail("half"),
      vanish: fail("gone"),
      comeBack: fail("none"),
    },
    limitMs: 10_000,
    async [Symbol.asyncDispose]() {
      await target.close();
      await socket[Symbol.asyncDispose]();
      await fixture[Symbol.asyncDispose]();
    },
  };
}

targetContract("haproxyTarget behind a socket that fails", troubledSubject);

const CODES = { half: "unreachable", gone: "unreachable", denied: "refused" } as const;

for (const [fault, code] of Object.entries(CODES) as [keyof typeof CODES, string][]) {
  test(`haproxyTarget leaves nothing half done when the socket is ${fault} within any step, once it answers again`, async () => {
    await using own = await behindFaults();
    const before = await own.honest.read();
    for (const [name, value] of Object.entries(EVERYTHING)) {
      if (name === "cpu_allocation" && fault === "denied") continue; // no right on HAProxy needed
      // The step's own look, its change, its read-back.
      for (const after of fault === "denied" ? [0] : [0, 1, 2]) {
        const [step] = await own.target.plan({ [name]: value });
        own.socket.fail(fault, after);
        const outcome = await step?.apply().then(
          () => "applied",
          (error: { code?: string }) => error.code,
        );
        own.socket.fail("none");
        // A step that needs fewer exchanges than were let through went well.
        if (outcome !== "applied") expect(outcome).toBe(code);
        await set(own.target, before);
        expect(await own.honest.read()).toEqual(before);
      }
    }
  });
}

test("haproxyTarget gives up on a silent socket and works on when it speaks again", async () => {
  await using own = await behindFaults();
  await own.target.describe();
  own.socket.fail("silent");
  await expect(own.target.read()).rejects.toMatchObject({ code: "unreachable" });
  own.socket.fail("none");
  await set(own.target, EVERYTHING);
  expect(await own.honest.read()).toMatchObject(EVERYTHING);
});

test("haproxyTarget takes every copy back by itself when the last of them refuses", async () => {
  await using own = await behindFaults();
  const before = await own.honest.read();
  for (const name of ["active_servers", "max_connections", "haproxy/weight_s1"]) {
    const value = EVERYTHING[name] ?? 0;
    const [step] = await own.target.plan({ [name]: value });
    own.socket.fail("last-denied");
    await expect(step?.apply()).rejects.toMatchObject({ code: "refused" });
    own.socket.fail("none");
    expect(await own.honest.read()).toEqual(before);
    expect(await own.honest.plan(before)).toEqual([]);
  }
});

test("haproxyTarget finds its way back after the agent was killed between any two steps", async () => {
  await using own = await openedTarget();
  const before = await own.target.read();
  const count = (await own.target.plan(EVERYTHING)).length;
  expect(count).toBe(Object.keys(EVERYTHING).length);
  for (let killedAfter = 0; killedAfter <= count; killedAfter += 1) {
    const dead = await openHaproxyTarget(own.fixture.config);
    for (const step of (await dead.plan(EVERYTHING)).slice(0, killedAfter)) await step.apply();
    await dead.close();
    const next = await openHaproxyTarget(own.fixture.config);
    await set(next, before);
    expect(await next.read()).toEqual(before);
    await next.close();
  }
});

test("haproxyTarget undoes a whole plan in reverse while another hand changes something else", async () => {
  await using own = await openedTarget();
  const other: Target = await openHaproxyTarget(own.fixture.config);
  const before = await own.target.read();
  const undos: Undo[] = [];
  for (const step of await own.target.plan(EVERYTHING)) undos.push(await step.apply());
  await set(other, { "haproxy/weight_s3": 77 });
  for (const undo of undos.toReversed()) await undo();
  expect(await own.target.read()).toEqual({ ...before, "haproxy/weight_s3": 77 });
  await other.close();
});
