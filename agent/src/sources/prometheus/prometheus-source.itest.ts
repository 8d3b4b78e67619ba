import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { eventually } from "../../testing/toy-agent.fixture.ts";
import { opened } from "../testing/opened.fixture.ts";
import { temporaryFolder } from "../testing/temporary-folder.fixture.ts";

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

async function exporter(handler: Handler): Promise<{ url: string; handle: Handler } & AsyncDisposable> {
  const state = { handle: handler };
  const server = createServer((request, response) => state.handle(request, response)).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return Object.assign(state, {
    url: `http://127.0.0.1:${port}/metrics`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  });
}

const rules = [
  { signal: "request_rate", use: "rate", of: "hits_total" },
  { signal: "queue_depth", use: "gauge", of: "queue" },
];

describe("openPrometheusSource", () => {
  it("openPrometheusSource scrapes, makes signals, and keeps their time when the exporter goes", async () => {
    let hits = 0;
    await using server = await exporter((_request, response) => {
      hits += 500;
      response.setHeader("content-type", "application/openmetrics-text; version=1.0.0");
      response.end(`# TYPE hits counter\nhits_total ${hits}\nqueue 7\n# EOF\n`);
    });
    await using source = await opened({ kind: "prometheus", url: server.url, interval_s: 1, rules });
    await eventually("a rate", () => source.read(Date.now())["request_rate"] !== undefined);
    const signals = source.read(Date.now());
    expect(signals["queue_depth"]?.value).toBe(7);
    expect(signals["request_rate"]?.value).toBeGreaterThan(300);
    expect(signals["request_rate"]?.value).toBeLessThan(600);
    expect(source.health(Date.now())).toMatchObject({ state: "fresh", message: null });
    server.handle = (_request, response) => response.writeHead(503).end();
    await eventually("a problem", () => source.health(Date.now()).state === "failed");
    expect(source.health(Date.now()).message).toMatch(/answered 503: start the exporter/);
    expect(source.read(Date.now())["queue_depth"]?.at).toBeLessThan(Date.now());
  });

  it.each<readonly [string, Handler, RegExp]>([
    ["too much", (_request, response) => response.end("x 1\n".repeat(5000)), /more than 2048 bytes/],
    ["half a scrape", (_request, response) => response.end("hits_total{"), /Line 1 is no sample/],
    ["nothing", () => undefined, /took longer than 300 ms/],
    ["a broken connection", (request) => request.socket.destroy(), /cannot be reached|broke off/],
    [
      "half an answer",
      (_request, response) => response.writeHead(200, { "content-length": "99" }).write("x", () => response.destroy()),
      /broke off|cannot be reached/,
    ],
    ["none of the series", (_request, response) => response.end("other 1\n"), /has no series hits_total/],
  ])("openPrometheusSource says what is wrong with an exporter that answers %s", async (_what, handler, message) => {
    await using server = await exporter(handler);
    await using source = await opened({ kind: "prometheus", url: server.url, timeout_s: 0.3, max_bytes: 2048, rules });
    await eventually("a problem", () => source.health(Date.now()).state === "failed");
    expect(source.health(Date.now()).message).toMatch(message);
    expect(source.read(Date.now())).toEqual({});
  });

  it("openPrometheusSource goes on with the rules that find their series, and names the others", async () => {
    await using server = await exporter((_request, response) => response.end("queue 3\n"));
    await using source = await opened({ kind: "prometheus", url: server.url, rules });
    await eventually("a scrape", () => source.health(Date.now()).lastAt !== null);
    expect(source.health(Date.now())).toMatchObject({
      state: "fresh",
      message: "request_rate: the exporter has no series hits_total.",
    });
    expect(source.read(Date.now())["queue_depth"]?.value).toBe(3);
  });

  it("openPrometheusSource sends the token that is in the file now", async () => {
    using folder = temporaryFolder();
    const bearer_file = join(folder.path, "token");
    writeFileSync(bearer_file, "s3cret\n");
    await using server = await exporter((request, response) => {
      response.end(`queue ${request.headers.authorization === "Bearer s3cret" ? 1 : 0}\nhits_total 1\n`);
    });
    await using source = await opened({ kind: "prometheus", url: server.url, bearer_file, rules });
    await eventually("the value", () => source.read(Date.now())["queue_depth"]?.value === 1);
  });
});
