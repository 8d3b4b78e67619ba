import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { openHaproxyTarget } from "./targets/haproxy/haproxy-target.ts";
import { haproxyFixture } from "./targets/haproxy/testing/haproxy-fixture.ts";
import type { Target } from "./targets/target.ts";
import { realHub, type RealHub } from "./testing/real-hub.fixture.ts";
import { tinyPolicy } from "./testing/tiny-onnx.fixture.ts";
import { eventually, temporaryState, toyAgent } from "./testing/toy-agent.fixture.ts";
import { toyManifest } from "./testing/toy-persona.fixture.ts";

const CHOICES = ["off", "micro", "short", "long"];

/** Caches long above some fifty requests a second and short below: one fleet-scope attribute, decided on the request rate alone. */
const persona = {
  manifest: {
    attributes: [
      {
        name: "caching_strategy",
        kind: "categorical" as const,
        scope: "fleet" as const,
        cost: "hot" as const,
        weight: 1,
        choices: CHOICES,
        ordered: false,
        default: "short",
        safe: "short",
      },
    ],
    optimal_config: { caching_strategy: "short" },
    policy: {
      ...toyManifest.policy,
      inputs: { ...toyManifest.policy.inputs, config: ["caching_strategy"] },
      outputs: ["caching_strategy"],
    },
    requires: { engine: 1, signals: ["request_rate"], attributes: ["caching_strategy"] },
  },
  policy: tinyPolicy(2, CHOICES.length, [
    { name: "weights.caching_strategy", activation: "Softmax", bias: [-9, -9, 5, -5], slope: [0, 0, -0.1, 0.1] },
    { name: "value", activation: "Identity", bias: [0] },
  ]),
};

async function host(hub: RealHub) {
  const stack = new AsyncDisposableStack();
  const fixture = stack.use(await haproxyFixture());
  const state = stack.use(temporaryState());
  const target = await openHaproxyTarget(fixture.config);
  const identity = await hub.enrol(state);
  const agent = stack.use(await toyAgent(state, hub.gateway.url, target, { interval_ms: 200 }, identity));
  return { fixture, target, agent, [Symbol.asyncDispose]: () => stack.disposeAsync() };
}

const caching = async (target: Target): Promise<unknown> => (await target.read())["caching_strategy"];

async function reads(what: string, target: Target, value: string): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    if ((await caching(target)) === value) return;
    await sleep(100);
  }
  throw new TypeError(`it never came about that ${what}`);
}

describe("a pair of HAProxys", () => {
  it("moves together on its leader's word, keeps what is without the hub, and moves on when it is back", async () => {
    await using hub = await realHub();
    await using one = await host(hub);
    await hub.activateToyPersona(persona);
    await eventually("the first leads", () => one.agent.status().leadership === "leads", 30_000);
    await using two = await host(hub);
    await eventually("the second decides", () => two.agent.status().decisions.taken > 3, 30_000);
    expect(two.agent.status().leadership).not.toBe("leads");

    // Only the leader's service is busy: the other one's own signals would never ask for this.
    await one.fixture.underLoad(async () => {
      await reads("the leader caches long", one.target, "long");
      await reads("the other follows", two.target, "long");
      await hub.gateway.end("SIGKILL");
      await eventually("both are cut off", () => !one.agent.status().connected && !two.agent.status().connected);
    });
    await reads("the leader goes on without the hub", one.target, "short");
    await sleep(1000);
    expect(await caching(two.target)).toBe("long");
    expect(two.agent.status().leadership).toBe("follows");

    await hub.gateway.start();
    await reads("the other hears of it", two.target, "short");
    expect(one.agent.status().leadership).toBe("leads");
  }, 180_000);
});
