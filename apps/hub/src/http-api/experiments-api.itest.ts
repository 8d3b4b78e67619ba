import { createApiToken, createFleet, execute } from "@fleet-persona/hub-core";
import type { ApiScope } from "@fleet-persona/hub-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startApiServer } from "./api-server.fixture.ts";
import type { ApiServer } from "./api-server.fixture.ts";

const plan = {
  name: "Hold against react",
  design: { kind: "switchback", blockS: 300, washOutS: 60 },
  arms: [
    { name: "react", title: "React", treatment: { kind: "fallback", fallback: "reactive" } },
    { name: "hold", title: "Hold", treatment: { kind: "fallback", fallback: "hold" } },
  ],
  metrics: [
    {
      name: "latency",
      title: "Latency",
      unit: "ms",
      better: "lower",
      measure: { kind: "mean", signal: "latency_p95" },
    },
  ],
  goal: "latency",
  guardrails: [],
  minimumEffect: 0.1,
  minS: 3_600,
  maxS: 86_400,
  ramp: [{ percent: 100, leastS: 1 }],
};

describe("/api/v1/experiments", () => {
  let api: ApiServer;
  let token: string;
  beforeAll(async () => {
    api = await startApiServer();
    token = await tokenFor("experiments:run");
    await execute(api.core, api.owner, createFleet, { name: "Shop", slug: "shop" });
  });
  afterAll(() => api[Symbol.asyncDispose]());

  const tokenFor = async (scope: ApiScope): Promise<string> =>
    (await execute(api.core, api.owner, createApiToken, { name: "t", scopes: [scope] })).token;
  const ask = async (path: string, body?: object, as = token): Promise<Response> =>
    fetch(`${api.url}/api/v1/experiments${path}`, {
      method: body === undefined ? "GET" : "POST",
      headers: { authorization: `Bearer ${as}` },
      ...(body && { body: JSON.stringify(body) }),
    });

  it("keeps a draft, says what stands in its way, and refuses to start it for that reason", async () => {
    const made = await ask("", { fleet: "shop", plan });
    expect(made.status).toBe(201);
    const { experiment, obstacles } = (await made.json()) as {
      experiment: { experimentId: string; status: string };
      obstacles: { code: string }[];
    };
    expect(experiment.status).toBe("draft");
    expect(obstacles.map(({ code }) => code)).toEqual([
      "hosts-offline",
      "no-persona-in-charge",
      "no-persona-in-charge",
    ]);
    const { experimentId } = experiment;
    const started = await ask(`/${experimentId}/start`, {});
    expect([started.status, await started.json()]).toMatchObject([422, { error: { code: "hosts-offline" } }]);
    const listed = await ask("?fleet=shop");
    expect(await listed.json()).toMatchObject({ experiments: [{ experimentId, status: "draft" }] });
    expect(await (await ask(`/${experimentId}`)).json()).toMatchObject({ plan: { goal: "latency" } });
    const csv = await ask(`/${experimentId}?format=csv`);
    expect([csv.headers.get("content-type"), await csv.text()]).toEqual([
      "text/csv",
      "stage,unit,arm,metric,frames,sum,weight,figure\r\n",
    ]);
  });

  it("takes no other scope, no broken plan and no other verb", async () => {
    expect((await ask("", undefined, await tokenFor("fleet:write"))).status).toBe(403);
    expect((await ask("", { fleet: "shop", plan: { ...plan, goal: "speed" } })).status).toBe(400);
    expect((await ask("", { fleet: "nowhere", plan })).status).toBe(404);
    expect((await ask(`/${crypto.randomUUID()}/start`, {})).status).toBe(404);
    expect((await ask(`/${crypto.randomUUID()}/delete`, {})).status).toBe(404);
  });
});
