import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openAgentSession } from "../agents/agent-session.ts";
import type { HostKey } from "../agents/host-key.ts";
import { recordDictionary } from "../agents/record-dictionary.ts";
import { assignPersona } from "../assignments/assign-persona.ts";
import { unassignPersona } from "../assignments/unassign-persona.ts";
import { getFleet } from "../fleets/get-fleet.ts";
import type { PublishedPersona } from "../store/publish-persona.ts";
import { createSource } from "../sources/create-source.ts";
import { revokeSource } from "../sources/revoke-source.ts";
import {
  approve,
  expectRefusal,
  newBuyer,
  newHost,
  newSeller,
  publishPassed,
  startTestHub,
} from "../testing/test-hub.fixture.ts";
import type { TestHub } from "../testing/test-hub.fixture.ts";
import { execute } from "../use-case/execute.ts";
import { checkPersonaFit } from "./check-persona-fit.ts";

const distribution = { mean: 1, standard_deviation: 1, p01: 0, p99: 2 };
const input = (name: string, required: boolean) =>
  ({ name, family: "business", unit: "", window_s: 5, staleness_s: 60, required, distribution }) as const;

describe("checkPersonaFit", () => {
  let hub: TestHub;
  let first: PublishedPersona;
  let demanding: PublishedPersona;

  beforeAll(async () => {
    hub = await startTestHub();
    const { seller, published } = await newSeller(hub);
    first = published;
    const names = ["request_rate", "request_rate.trend", "conversion_rate", "time_of_day.sin", "intent.maintenance"];
    demanding = await publishPassed(hub, seller, {
      version: 2,
      policy: {
        file: "policy.onnx",
        opset: 17,
        inputs: {
          signals: [
            ...names.map((name) => input(name, true)),
            input("campaign_active", false),
            input("odd_one", false),
          ],
          config: ["cpu_allocation"],
        },
        outputs: ["cpu_allocation"],
      },
      requires: { engine: 1, signals: names, attributes: ["cpu_allocation"] },
    });
  });
  afterAll(() => hub[Symbol.asyncDispose]());

  const report = async (host: HostKey, names: string[], target: string, attributes: string[]): Promise<void> => {
    const capabilities = { targets: [{ name: target, version: "1" }], attributes };
    await openAgentSession(hub.deps, { ...host, gatewayId: "g", agentVersion: "1", protocol: 4, capabilities });
    const signals = names.map((name) => ({ name, unit: "" }));
    await recordDictionary(hub.deps, { ...host, epoch: 1, id: 1, signals });
  };

  it("says where every required signal comes from, and refuses to assign what is known to be missing", async () => {
    const { buyer, fleet, assignment, host } = await newBuyer(hub, first);
    const { fleetId } = fleet;
    const { personaVersionId } = demanding;
    const check = async () => {
      const { fits, requiredSignals, attributes } = await execute(hub.deps, buyer, checkPersonaFit, {
        fleetId,
        personaVersionId,
      });
      const supplies = Object.fromEntries(
        requiredSignals.map(({ name, supply, by }) => [name, `${supply} ${by}`.trim()]),
      );
      return { fits, supplies, attributes };
    };
    const given = { "time_of_day.sin": "clock clock", "intent.maintenance": "context intents" };
    expect(await check()).toEqual({
      fits: null,
      supplies: { request_rate: "unknown", "request_rate.trend": "unknown", conversion_rate: "unknown", ...given },
      attributes: [{ name: "cpu_allocation", required: true, supply: "unknown", by: "" }],
    });
    // Nothing is known to be missing while no host has reported.
    await approve(hub, buyer, { fleetId, personaVersionId, mode: "shadow" });
    await execute(hub.deps, buyer, assignPersona, { fleetId, personaVersionId: first.personaVersionId });
    expect(assignment.version).toBe(1);

    await report(host, ["error_rate"], "haproxy", ["cpu_allocation"]);
    expect(await check()).toEqual({
      fits: false,
      supplies: {
        request_rate: "target web-1",
        "request_rate.trend": "target web-1",
        conversion_rate: "missing",
        ...given,
      },
      attributes: [{ name: "cpu_allocation", required: true, supply: "target", by: "web-1" }],
    });
    const assign = (acceptMissing?: boolean) =>
      execute(hub.deps, buyer, assignPersona, { fleetId, personaVersionId, acceptMissing });
    await expectRefusal(assign(), "refused", "signals-missing: conversion_rate");
    const forced = await assign(true);
    expect(forced.version).toBe(2);
    await execute(hub.deps, buyer, unassignPersona, { assignmentId: forced.assignmentId });

    const { sourceId } = await execute(hub.deps, buyer, createSource, {
      fleetId,
      name: "shop",
      signals: ["conversion_rate"],
    });
    expect(await check()).toMatchObject({ fits: true, supplies: { conversion_rate: "source shop" } });
    await execute(hub.deps, buyer, revokeSource, { fleetId, sourceId });
    expect((await check()).fits).toBe(false);
    // What it says in a newer outbox counts.
    await recordDictionary(hub.deps, { ...host, epoch: 2, id: 1, signals: [{ name: "conversion_rate", unit: "" }] });
    expect((await check()).fits).toBe(true);

    const second = await newHost(hub, buyer, await execute(hub.deps, buyer, getFleet, { fleetId }));
    await report(second, ["error_rate"], "our-balancer", []);
    expect(await check()).toMatchObject({
      fits: false,
      supplies: { request_rate: "unknown", conversion_rate: "missing only web-1" },
    });
  });
});
