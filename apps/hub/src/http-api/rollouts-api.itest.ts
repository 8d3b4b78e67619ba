import { gzipSync } from "node:zlib";
import { claimRolloutItem, createApiToken, execute, finishRolloutItem, rolloutIdSchema } from "@fleet-persona/hub-core";
import type { ApiScope, RolloutItemKey } from "@fleet-persona/hub-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startApiServer } from "./api-server.fixture.ts";
import type { ApiServer } from "./api-server.fixture.ts";

type Body = { readonly [name: string]: unknown };

const everyAttribute = { scope: "fleet", cost: "hot", weight: 1, kind: "continuous", unit: "cores", scale: "linear" };
const attributes = [{ ...everyAttribute, name: "cpu_allocation", min: 0.1, max: 1, default: 0.5, safe: 1 }];
const distribution = { mean: 100, standard_deviation: 10, p01: 80, p99: 120 };
const input = { name: "request_rate", family: "performance", unit: "1/s", window_s: 1, staleness_s: 5, required: true };
const server = { name: "a", size: 1 };
const calm = { min: 50, max: 100 };
// As much of a task as the hub itself looks at.
const task = {
  kind: "judge-genomes",
  hidden: [4],
  task: {
    attributes,
    inputs: [{ ...input, distribution }],
    triggers: [],
    adaptation: { adjustment_factor: 1, risk_tolerance: 0.5, deadband: 0, cooldown_s: { grow: 0, shrink: 0 } },
    reward: { breach: 1, cost: 1, errors: 1, latency: 0, churn: 0, revenue: 0 },
    decisionIntervalS: 1,
    spread: {
      fleet: {
        servers: [server],
        classes: [{ name: "page", share: 1 }],
        catalogue: { items: 10 },
        attributes,
        retries: 1,
      },
      seconds: 60,
      warmupS: 5,
      calm,
      peak: calm,
    },
  },
};

describe("/api/v1/rollouts", () => {
  let api: ApiServer;
  let token: string;
  beforeAll(async () => {
    api = await startApiServer();
    token = await tokenFor("rollouts:run");
  });
  afterAll(() => api[Symbol.asyncDispose]());

  const tokenFor = async (scope: ApiScope): Promise<string> =>
    (await execute(api.core, api.owner, createApiToken, { name: "t", scopes: [scope] })).token;
  const ask = async (
    path: string,
    init: RequestInit = {},
    as = token,
  ): Promise<{ status: number; body: Body; code: unknown }> => {
    const headers = { authorization: `Bearer ${as}`, ...(init.headers as Record<string, string> | undefined) };
    const response = await fetch(`${api.url}/api/v1/rollouts${path}`, { ...init, headers });
    const body = (await response.json()) as Body & { readonly error?: Body };
    return { status: response.status, body, code: body.error?.["code"] };
  };
  const item = (...seeds: number[]): object => ({ genome: "AAAA", seeds });
  const post = (
    body: object,
    headers: Record<string, string> = { "idempotency-key": crypto.randomUUID() },
    as = token,
  ) => ask("", { method: "POST", body: JSON.stringify(body), headers }, as);
  const keyOf = ({ rolloutId }: Body, index: number): RolloutItemKey => ({
    tenantId: api.owner.tenantId,
    rolloutId: rolloutIdSchema.parse(rolloutId),
    index,
  });

  it("takes a batch, tells its results while they come, and deletes it", async () => {
    const packed = gzipSync(JSON.stringify({ task, items: [item(1), item(2)] }));
    const headers = { "idempotency-key": "packed", "content-encoding": "gzip" };
    const made = await ask("", { method: "POST", body: packed, headers });
    expect([made.status, made.body]).toEqual([202, { rolloutId: expect.any(String), total: 2 }]);
    const { rolloutId } = made.body;
    const again = await ask("", { method: "POST", body: packed, headers });
    expect(again.body).toEqual(made.body);

    const quick = await ask(`/${String(rolloutId)}`);
    expect(quick.body).toMatchObject({ total: 2, done: 0, failed: 0, results: [] });
    const waiting = ask(`/${String(rolloutId)}?wait=20`);
    expect(await claimRolloutItem(api.core, keyOf(made.body, 1))).toMatchObject({ seeds: [2] });
    await finishRolloutItem(api.core, keyOf(made.body, 1), { kind: "done", result: { score: 1.5 } });
    expect((await waiting).body).toMatchObject({
      done: 1,
      results: [{ index: 1, kind: "done", result: { score: 1.5 } }],
    });
    const failure = { code: "evaluation-failed", message: "It is no genome." } as const;
    await finishRolloutItem(api.core, keyOf(made.body, 0), { kind: "failed", ...failure });
    const rest = await ask(`/${String(rolloutId)}?after=1&wait=20`);
    expect(rest.body).toMatchObject({ done: 1, failed: 1, results: [{ index: 0, kind: "failed", ...failure }] });
    // Everything has ended: there is nothing to wait for.
    expect((await ask(`/${String(rolloutId)}?after=2&wait=20`)).body).toMatchObject({ results: [] });

    const gone = await ask(`/${String(rolloutId)}`, { method: "DELETE" });
    expect([gone.status, gone.body]).toEqual([200, { rolloutId, unfinished: 0 }]);
    expect((await ask(`/${String(rolloutId)}`)).status).toBe(404);
  });

  it("refuses with a status, a code and a sentence", async () => {
    const good = { task, items: [item(1)] };
    const many = Array.from({ length: 1_001 }, () => item(1));
    const answers = [
      await post(good, {}),
      await post(good, { "idempotency-key": "k" }, await tokenFor("fleet:write")),
      await ask("", { method: "POST", body: "{", headers: { "idempotency-key": "k" } }),
      await post({ ...good, more: 1 }),
      await post({ task, items: "none" }),
      await post({ task, items: [] }),
      await post({ task, items: many }),
      await post({ task: { kind: "code" }, items: [item(1)] }),
      await post({ task, items: [item()] }),
      await post({ task, items: [{ genome: "?", seeds: [1] }] }),
      await ask("/not-a-uuid"),
      await ask(`/${crypto.randomUUID()}`),
      await ask(`/${crypto.randomUUID()}?after=x`),
      await ask(`/${crypto.randomUUID()}`, { method: "PUT", body: "" }),
    ];
    expect(answers.map(({ status, code }) => `${status} ${String(code)}`)).toEqual([
      "428 idempotency-key-needed",
      "403 forbidden",
      "400 body-malformed",
      "400 body-malformed",
      "400 invalid-input",
      "422 no-items",
      "422 too-many-items",
      "422 task-refused",
      "422 too-many-seeds",
      "400 invalid-input",
      "400 invalid-input",
      "404 not-found",
      "400 query-malformed",
      "405 method-not-allowed",
    ]);
    const large = await ask("", {
      method: "POST",
      body: "#".repeat(17 * 1_048_576),
      headers: { "idempotency-key": "k" },
    });
    expect([large.status, large.code]).toEqual([413, "body-too-large"]);
  });
});
