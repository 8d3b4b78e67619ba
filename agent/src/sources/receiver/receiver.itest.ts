import { createServer } from "node:http";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { sourceSchema } from "../source-config.ts";
import { gaugeRequest, histogramRequest } from "../testing/otlp-bytes.fixture.ts";
import { temporaryFolder } from "../testing/temporary-folder.fixture.ts";
import { openReceiverSource, type ReceiverSource } from "./receiver-source.ts";

const PROTOBUF = { "content-type": "application/x-protobuf" };
const JSON_TYPE = { "content-type": "application/json" };
const config = {
  kind: "receiver",
  port: 0,
  signals: ["conversion_rate", "revenue_rate"],
  metrics: [
    { metric: "shop.conversion", attributes: { "service.name": "shop" }, signal: "conversion_rate", use: "value" },
    { metric: "http.server.request.duration", signal: "latency_p95", use: "p95", scale: 1000 },
    { metric: "http.server.request.duration", signal: "request_rate", use: "rate" },
  ],
  events: { events: ["checkout", "view"], experiments: ["banner"] },
  max_bytes: 4096,
};

async function receiver(
  more: object = {},
  now: () => number = Date.now,
): Promise<ReceiverSource & AsyncDisposable & { url: string }> {
  const parsed = sourceSchema.parse({ ...config, ...more });
  if (parsed.kind !== "receiver") throw new TypeError("not a receiver");
  const source = await openReceiverSource(parsed, now);
  return { ...source, url: `http://127.0.0.1:${source.port()}`, [Symbol.asyncDispose]: () => source.close() };
}

async function post(url: string, body: string | Buffer, headers: Record<string, string> = {}) {
  const response = await fetch(url, {
    method: "POST",
    body: typeof body === "string" ? body : new Uint8Array(body),
    headers,
  });
  const bytes = Buffer.from(await response.arrayBuffer());
  return {
    status: response.status,
    type: response.headers.get("content-type"),
    bytes,
    json: () => JSON.parse(bytes.toString()) as Record<string, unknown>,
  };
}

describe("openReceiverSource", () => {
  it("openReceiverSource takes OTLP metrics as protobuf, plain and in gzip", async () => {
    await using source = await receiver();
    const at = Date.now();
    const plain = await post(`${source.url}/v1/metrics`, gaugeRequest("shop.conversion", 0.031, at), PROTOBUF);
    expect(plain).toMatchObject({ status: 200, type: "application/x-protobuf", bytes: Buffer.alloc(0) });
    const packed = gzipSync(histogramRequest("http.server.request.duration", [90, 10, 0], at));
    const zipped = await post(`${source.url}/v1/metrics`, packed, { ...PROTOBUF, "content-encoding": "gzip" });
    expect(zipped.status).toBe(200);
    const signals = source.read(Date.now());
    expect(signals["conversion_rate"]).toEqual({ value: 0.031, at });
    expect(signals["latency_p95"]?.value).toBeCloseTo(300);
    expect(signals["request_rate"]?.value).toBe(100);
    expect(source.health(Date.now()).state).toBe("fresh");
  });

  it("openReceiverSource takes OTLP metrics as JSON and says which points it did not take", async () => {
    await using source = await receiver();
    const timeUnixNano = String(BigInt(Date.now()) * 1_000_000n);
    const gauge = (asDouble: number) => ({ dataPoints: [{ timeUnixNano, asDouble }] });
    const resource = { attributes: [{ key: "service.name", value: { stringValue: "shop" } }] };
    const metrics = [
      { name: "shop.conversion", gauge: gauge(0.5) },
      { name: "jvm.memory.used", gauge: gauge(1) },
    ];
    const body = JSON.stringify({ resourceMetrics: [{ resource, scopeMetrics: [{ metrics }] }] });
    const answer = await post(`${source.url}/v1/metrics`, body, JSON_TYPE);
    expect(answer).toMatchObject({ status: 200, type: "application/json" });
    expect(answer.json()).toEqual({
      partialSuccess: {
        rejectedDataPoints: "1",
        errorMessage: "1 data points: no rule of this host reads this metric",
      },
    });
    expect(source.read(Date.now())["conversion_rate"]?.value).toBe(0.5);
  });

  it("openReceiverSource takes one line from curl, and JSON, and only the signals that are listed", async () => {
    await using source = await receiver();
    const line = await post(`${source.url}/v1/signals`, "conversion_rate=0.02 latency_p95=1", {
      "content-type": "application/x-www-form-urlencoded",
    });
    expect(line.json()).toMatchObject({ accepted: 1, refused: [{ item: "latency_p95", code: "not-allowed" }] });
    const at = Date.now() - 2000;
    await post(
      `${source.url}/v1/signals`,
      JSON.stringify({ signals: { revenue_rate: { value: 12.4, at } } }),
      JSON_TYPE,
    );
    expect(source.read(Date.now())).toMatchObject({
      conversion_rate: { value: 0.02 },
      revenue_rate: { value: 12.4, at },
    });
    const older = { revenue_rate: { value: 1, at: at - 5000 } };
    await post(`${source.url}/v1/signals`, JSON.stringify({ signals: older }), JSON_TYPE);
    expect(source.read(Date.now())["revenue_rate"]).toEqual({ value: 12.4, at });
    const none = await post(`${source.url}/v1/signals`, "latency_p95=1");
    expect([none.status, none.json()["error"]]).toMatchObject([400, { code: "nothing-accepted" }]);
  });

  it("openReceiverSource counts events and outcomes, and what it heard keeps its time", async () => {
    await using source = await receiver();
    const lines = [
      '{"event":"view","count":9,"session":"a"}',
      '{"event":"checkout"}',
      '{"experiment":"banner","variant":"red","value":1}',
    ];
    expect((await post(`${source.url}/v1/events`, lines.join("\n"))).json()).toEqual({ accepted: 3, refused: [] });
    const signals = source.read(Date.now());
    expect(signals).toMatchObject({
      "event_share.checkout": { value: 0.1 },
      session_depth: { value: 9 },
      "outcome.banner.red": { value: 1 },
    });
    const later = Date.now() + 3_600_000;
    expect(source.read(later)).toEqual(signals);
    expect(source.health(later).state).toBe("stale");
  });

  it.each([
    ["/v1/traces", "x", {}, 404, "not-found"],
    ["/v1/metrics", "x", { "content-type": "text/plain" }, 415, "content-type-unknown"],
    ["/v1/signals", " ", {}, 400, "body-malformed"],
    ["/v1/events", "hello", {}, 400, "body-malformed"],
    ["/v1/signals", "x".repeat(5000), {}, 413, "body-too-large"],
    ["/v1/signals", "not gzip", { "content-encoding": "gzip" }, 400, "gzip-malformed"],
    ["/v1/signals", "x", { "content-encoding": "br" }, 415, "encoding-unknown"],
    ["/v1/signals", "conversion_rate=1", { origin: "https://evil.example" }, 403, "host-not-allowed"],
  ])("openReceiverSource answers %s with %s and %j by %i %s", async (path, body, headers, status, code) => {
    await using source = await receiver();
    const answer = await post(`${source.url}${path}`, body, headers);
    expect([answer.status, answer.json()["error"]]).toMatchObject([status, { code }]);
    expect(source.read(Date.now())).toEqual({});
  });

  it("openReceiverSource stops a gzip bomb and goes on", async () => {
    await using source = await receiver();
    const bomb = gzipSync(Buffer.alloc(50 * 1024 * 1024));
    expect(bomb.length).toBeLessThan(60_000);
    const answer = await post(`${source.url}/v1/metrics`, bomb, { ...PROTOBUF, "content-encoding": "gzip" });
    expect([answer.status, answer.json()["error"]]).toMatchObject([413, { code: "body-too-large" }]);
    expect((await post(`${source.url}/v1/signals`, "conversion_rate=1")).status).toBe(200);
  });

  it("openReceiverSource answers malformed protobuf with a Status", async () => {
    await using source = await receiver();
    const answer = await post(`${source.url}/v1/metrics`, Buffer.from([0x0a, 0x7f]), PROTOBUF);
    expect(answer).toMatchObject({ status: 400, type: "application/x-protobuf" });
    expect([...answer.bytes.subarray(0, 2)]).toEqual([0x08, 3]);
  });

  it("openReceiverSource wants the token where the config names one", async () => {
    using folder = temporaryFolder();
    const file = join(folder.path, "token");
    writeFileSync(file, "s3cret\n");
    await using source = await receiver({ token_file: file });
    const push = async (authorization?: string) =>
      (
        await post(
          `${source.url}/v1/signals`,
          "conversion_rate=1",
          authorization === undefined ? {} : { authorization },
        )
      ).status;
    expect([await push(), await push("Bearer wrong1"), await push("Bearer s3cret")]).toEqual([401, 401, 200]);
  });

  it("openReceiverSource says that its port is taken and does not stand in the agent's way", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const address = other.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    await using source = await receiver({ port });
    expect(source.health(Date.now())).toMatchObject({
      state: "failed",
      message: expect.stringContaining("free the port") as string,
    });
    other.close();
  });
});
