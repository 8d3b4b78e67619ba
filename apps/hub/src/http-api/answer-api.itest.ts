import { gzipSync } from "node:zlib";
import { parseFleetYaml } from "@fleet-persona/fleet-config";
import { createApiToken, createSource, execute, getFleet, listSources } from "@fleet-persona/hub-core";
import type { ApiScope } from "@fleet-persona/hub-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startApiServer } from "./api-server.fixture.ts";
import type { ApiServer } from "./api-server.fixture.ts";

type Json = { readonly [name: string]: Json };
/** `code` is that of `error`, empty where there is none. */
type Answer = {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Json;
  readonly code: string;
  readonly text: string;
};

describe("answerApi", () => {
  let api: ApiServer;
  beforeAll(async () => {
    api = await startApiServer();
  });
  afterAll(() => api[Symbol.asyncDispose]());

  const call = async (path: string, init: RequestInit = {}): Promise<Answer> => {
    const response = await fetch(`${api.url}${path}`, init);
    const text = await response.text();
    const isJson = response.headers.get("content-type")?.startsWith("application/json") ?? false;
    const body = (isJson ? JSON.parse(text) : {}) as Json & { readonly error?: { readonly code?: string } };
    return { status: response.status, headers: response.headers, body, code: body.error?.code ?? "", text };
  };
  const bearer = (token: string, headers: Record<string, string> = {}) => ({
    ...headers,
    authorization: `Bearer ${token}`,
  });
  const apiToken = async (...scopes: ApiScope[]): Promise<string> =>
    (await execute(api.core, api.owner, createApiToken, { name: "t", scopes })).token;
  const configPath = "/api/v1/fleets/web/config";
  const post = (token: string, body: string, path = configPath, headers: Record<string, string> = {}) =>
    call(path, { method: "POST", body, headers: bearer(token, { "content-type": "application/yaml", ...headers }) });

  describe("/api/v1/fleets/{slug}/config", () => {
    it("takes a fleet from export to plan to the next version, and knows an outdated one", async () => {
      const token = await apiToken("fleet:write");
      const listed = await call("/api/v1/fleets", { headers: bearer(token) });
      expect(listed.body).toEqual({ fleets: [{ slug: "web", name: "Web", configVersion: 0, hosts: 0 }] });
      const json = await call(configPath, { headers: bearer(token) });
      expect([json.status, json.headers.get("etag"), json.body["version"]]).toEqual([200, '"0"', 0]);
      const yaml = await call(configPath, { headers: bearer(token, { accept: "application/yaml" }) });
      expect(yaml.headers.get("content-type")).toBe("application/yaml; charset=utf-8");
      expect(parseFleetYaml(yaml.text)).toEqual({ kind: "config", config: json.body["config"] });

      const edited = yaml.text.replace("settings: {}", "settings: { risk_tolerance: 0.2 }");
      const plan = await post(await apiToken("fleet:read"), edited, `${configPath}?plan=1`);
      expect(plan.body).toMatchObject({ baseVersion: 0, refusals: [], changes: [{ path: "settings.risk_tolerance" }] });
      expect((await execute(api.core, api.owner, getFleet, { fleetId: api.fleet.fleetId })).configVersion).toBe(0);

      const without = await post(token, edited);
      expect([without.status, without.code]).toEqual([428, "base-version-needed"]);
      const applied = await post(token, edited, `${configPath}?note=Calmer`, { "if-match": '"0"' });
      expect([applied.status, applied.headers.get("etag")]).toEqual([200, '"1"']);
      expect(applied.body).toMatchObject({ version: 1, note: "Calmer", changes: plan.body["changes"] });
      const late = await post(token, edited, configPath, { "if-match": '"0"' });
      expect([late.status, late.code]).toEqual([412, "conflict"]);
      const later = await post(token, edited, `${configPath}?base_version=0`);
      expect(later.status).toBe(409);
      const asJson = JSON.stringify({ ...json.body["config"], settings: {} });
      const back = await post(token, asJson, `${configPath}?base_version=1`, { "content-type": "application/json" });
      expect(back.body["version"]).toBe(2);
    });

    it("refuses wrong documents with their lines, other tenants' fleets, and tokens that may not", async () => {
      const token = await apiToken("fleet:write");
      const wrong = await post(token, "schema: fleet-persona/fleet/1\ncolour: red\n", `${configPath}?base_version=2`);
      expect([wrong.status, wrong.code]).toEqual([400, "document-refused"]);
      expect(wrong.body["error"]?.problems).toContainEqual({
        path: "colour",
        line: 2,
        message: "there is no such field",
      });
      const { body } = await call(configPath, { headers: bearer(token) });
      const persona = JSON.stringify({
        ...body["config"],
        personas: [{ persona: "acme/none", version: 1, mode: "shadow" }],
      });
      const refused = await post(token, persona, `${configPath}?base_version=${JSON.stringify(body["version"])}`);
      expect([refused.status, refused.code]).toEqual([422, "persona-unknown"]);

      const read = await apiToken("fleet:read");
      const push = await apiToken("signals:write");
      const json = JSON.stringify(body["config"]);
      const codes = [
        await post(read, json, `${configPath}?base_version=2`),
        await call(configPath, { headers: bearer(push) }),
        await call(configPath),
        await call(configPath, { headers: bearer("fpk_nonsense") }),
        await call("/api/v1/fleets/other/config", { headers: bearer(read) }),
        await call("/api/v1/fleets/UPPER/config", { headers: bearer(read) }),
        await call("/api/v1/nothing", { headers: bearer(read) }),
        await call(configPath, { method: "DELETE", headers: bearer(token) }),
        await post(token, "#".repeat(300_000)),
      ].map(({ status, code }) => `${status} ${code}`);
      expect(codes).toEqual([
        "403 forbidden",
        "403 forbidden",
        "401 unauthenticated",
        "401 unauthenticated",
        "404 not-found",
        "400 invalid-input",
        "404 not-found",
        "405 method-not-allowed",
        "413 body-too-large",
      ]);
    });

    it("stops a program that asks too often", async () => {
      const token = await apiToken("fleet:read");
      let last = 200;
      for (let index = 0; index < 300 && last === 200; index += 1)
        last = (await call(configPath, { headers: bearer(token) })).status;
      expect(last).toBe(429);
    });
  });

  describe("/v1", () => {
    const newSource = (name: string, signals: string[]) =>
      execute(api.core, api.owner, createSource, { fleetId: api.fleet.fleetId, name, signals });
    const valuesOf = async (name: string): Promise<Record<string, number | null>> => {
      const sources = await execute(api.core, api.owner, listSources, { fleetId: api.fleet.fleetId });
      const found = sources.find((source) => source.name === name);
      return Object.fromEntries(found?.signals.map((signal) => [signal.name, signal.value]) ?? []);
    };
    const push = (path: string, token: string, body: string | Uint8Array, headers: Record<string, string>) =>
      call(path, { method: "POST", body: body as BodyInit, headers: bearer(token, headers) });

    it("keeps what a source may tell, from a line or from JSON, and answers the rest as rejected", async () => {
      const { token } = await newSource("shop", ["conversion_rate", "revenue_rate"]);
      const line = await push("/v1/signals", token, "conversion_rate=0.031 secret=1", { "content-type": "text/plain" });
      expect([line.status, line.body]).toEqual([
        200,
        { accepted: 1, rejected: [{ name: "secret", message: "is not on the list of the source shop" }] },
      ]);
      const json = JSON.stringify({ signals: { revenue_rate: { value: 12.5, at: Date.now() - 1_000 } } });
      expect((await push("/v1/signals", token, json, { "content-type": "application/json" })).body["accepted"]).toBe(1);
      expect(await valuesOf("shop")).toEqual({ conversion_rate: 0.031, revenue_rate: 12.5 });
      const none = await push("/v1/signals", token, "secret=1", { "content-type": "text/plain" });
      expect([none.status, none.code]).toEqual([422, "nothing-accepted"]);
      const empty = await push("/v1/signals", token, "", { "content-type": "text/plain" });
      expect([empty.status, empty.code]).toEqual([400, "body-malformed"]);
      expect((await push("/v1/signals", "fpm_x", "conversion_rate=1", {})).status).toBe(401);

      const any = await apiToken("signals:write");
      const named = { "content-type": "text/plain", "fleet-source": "web/shop" };
      expect((await push("/v1/signals", any, "conversion_rate=0.04", named)).status).toBe(200);
      expect((await push("/v1/signals", any, "conversion_rate=1", { "fleet-source": "web/none" })).status).toBe(404);
      expect((await push("/v1/signals", any, "conversion_rate=1", {})).status).toBe(400);
      expect((await valuesOf("shop"))["conversion_rate"]).toBe(0.04);
    });

    it("takes OTLP metrics as JSON, packed JSON and protobuf, and says in OTLP what it did not take", async () => {
      const { token } = await newSource("collector", ["conversion_rate", "orders"]);
      const point = { timeUnixNano: String(Date.now() * 1e6), asDouble: 0.05 };
      const gauge = (name: string) => ({ name, unit: "1", gauge: { dataPoints: [point] } });
      const body = JSON.stringify({
        resourceMetrics: [{ scopeMetrics: [{ metrics: [gauge("conversion_rate"), gauge("secret"), gauge("other")] }] }],
      });
      const json = { "content-type": "application/json" };
      const answered = await push("/v1/metrics", token, body, json);
      expect([answered.status, answered.body["partialSuccess"]?.rejectedDataPoints]).toEqual([200, "2"]);
      expect(answered.body["partialSuccess"]?.errorMessage).toContain(
        "secret is not on the list of the source collector",
      );
      expect(await valuesOf("collector")).toEqual({ conversion_rate: 0.05, orders: null });
      const packed = await push("/v1/metrics", token, gzipSync(body), { ...json, "content-encoding": "gzip" });
      expect(packed.status).toBe(200);
      const bomb = await push("/v1/metrics", token, gzipSync(Buffer.alloc(20_000_000)), {
        ...json,
        "content-encoding": "gzip",
      });
      expect([bomb.status, bomb.body["code"]]).toEqual([413, 8]);

      const protobuf = { "content-type": "application/x-protobuf" };
      const sent = await push("/v1/metrics", token, protobufGauge("orders", 7), protobuf);
      expect([sent.status, sent.headers.get("content-type"), sent.text]).toEqual([200, "application/x-protobuf", ""]);
      expect((await valuesOf("collector"))["orders"]).toBe(7);
      expect((await push("/v1/metrics", token, Uint8Array.of(0xff, 0xff), protobuf)).status).toBe(400);
      expect((await push("/v1/metrics", token, "x", { "content-type": "text/csv" })).status).toBe(415);
      const stranger = await push("/v1/metrics", "fpm_x", body, json);
      expect([stranger.status, stranger.body["code"], stranger.headers.get("www-authenticate")]).toEqual([
        401,
        16,
        "Bearer",
      ]);
    });

    it("counts events and outcomes into the signals on the list", async () => {
      const list = ["event_rate.purchase", "outcome.checkout"];
      const { token } = await newSource("clicks", list);
      const items = [
        { event: "purchase", count: 12 },
        { event: "secret" },
        { experiment: "checkout", variant: "b", value: 3 },
      ];
      const body = items.map((item) => JSON.stringify(item)).join("\n");
      const told = await push("/v1/events", token, body, { "content-type": "application/x-ndjson" });
      expect(told.body).toEqual({
        accepted: 2,
        rejected: [{ name: "item 1", message: "is not on the list of the source clicks" }],
      });
      expect(await valuesOf("clicks")).toEqual({ "event_rate.purchase": 0.2, "outcome.checkout": 3 });
      expect((await push("/v1/events", token, "nonsense", {})).status).toBe(400);
    });

    it("gives up on a body that is cut short or lies about its packing", async () => {
      const { token } = await newSource("broken", ["conversion_rate"]);
      const headers = { "content-type": "text/plain", "content-encoding": "gzip" };
      expect((await push("/v1/signals", token, "conversion_rate=1", headers)).code).toBe("body-malformed");
      const brotli = await push("/v1/signals", token, "x", { "content-encoding": "br" });
      expect(brotli.status).toBe(415);
      const latin = await push("/v1/signals", token, Uint8Array.of(0x61, 0xff), {});
      expect(latin.code).toBe("body-malformed");
    });
  });
});

// ExportMetricsServiceRequest { resource_metrics { scope_metrics { metrics { name, gauge { data_points { time, as_double } } } } } }
function protobufGauge(name: string, value: number): Uint8Array {
  const field = (number: number, bytes: Uint8Array): Uint8Array =>
    Buffer.concat([Uint8Array.of((number << 3) | 2, bytes.length), bytes]);
  const fixed = Buffer.alloc(18);
  fixed[0] = (3 << 3) | 1;
  fixed.writeBigUInt64LE(BigInt(Date.now()) * 1_000_000n, 1);
  fixed[9] = (4 << 3) | 1;
  fixed.writeDoubleLE(value, 10);
  const metric = Buffer.concat([field(1, Buffer.from(name)), field(5, field(1, fixed))]);
  return field(1, field(2, field(2, metric)));
}
