import { createServer } from "node:http";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { EventEmitter, once } from "node:events";
import type { AddressInfo } from "node:net";
import { randomBytes } from "node:crypto";
import { afterEach, expect, test } from "vitest";
import { keptBefore } from "./keep-pages.ts";
import { pageCache, pageKey } from "./page-cache.ts";

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.close();
    server.closeAllConnections();
    await once(server, "close");
  }
});

/** As much of a response as is written to here. */
class FakeResponse extends EventEmitter {
  readonly headers = new Map<string, string>();
  statusCode = 200;
  destroyed = false;
  sent = "";
  setHeader = (name: string, value: string): unknown => this.headers.set(name, value);
  getHeader = (name: string): string | undefined => this.headers.get(name);
  getHeaderNames = (): string[] => [...this.headers.keys()];
  flushHeaders = (): void => {};
  writeHead = (): this => this;
  write = (): boolean => true;
  end = (body: string | Buffer): void => void (this.sent = body.toString());
}

type Hub = { url: string; made: () => number; later: (ms: number) => void };

/** A hub that says how often it made a page, with a nonce in its policy and in its text. */
async function startHub(change: (request: IncomingMessage, response: ServerResponse) => void = () => {}): Promise<Hub> {
  let made = 0;
  let clock = 0;
  const pages = pageCache({ keptMs: 10_000, mostBytes: 1_000_000, now: () => clock });
  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    made += 1;
    const nonce = randomBytes(16).toString("base64");
    response.setHeader("Content-Type", "text/html; charset=utf-8");
    response.setHeader("Content-Security-Policy", `script-src 'nonce-${nonce}'`);
    change(request, response);
    response.write(`<p>${request.url} no. ${made} für ${request.headers.cookie ?? "alle"}</p>`);
    response.end(`<script nonce="${nonce}"></script>${"x".repeat(2_000)}`);
    // Next goes on with an answer that it has ended.
    response.flushHeaders();
    response.end();
  };
  const server = createServer(keptBefore(pages, answer)).listen(0, "127.0.0.1");
  servers.push(server);
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, made: () => made, later: (ms) => (clock += ms) };
}

async function get(
  url: string,
  headers: Record<string, string> = {},
): Promise<{ text: string; nonce: string; response: Response }> {
  const response = await fetch(url, { headers: { accept: "text/html", ...headers } });
  const nonce = /'nonce-([^']+)'/.exec(response.headers.get("content-security-policy") ?? "")?.[1] ?? "";
  return { text: await response.text(), nonce, response };
}

test("keptBefore makes a public page once, and gives each answer a nonce of its own", async () => {
  const hub = await startHub();
  const answers = [];
  for (let turn = 0; turn < 5; turn += 1) answers.push(await get(`${hub.url}/store?q=a`));
  expect(hub.made()).toBe(1);
  expect(new Set(answers.map(({ nonce }) => nonce)).size).toBe(5);
  for (const { text, nonce, response } of answers) {
    expect(nonce).toMatch(/^[A-Za-z0-9+/]{22}==$/);
    expect(text).toContain(`<script nonce="${nonce}">`);
    for (const { nonce: other } of answers) expect(text.includes(other)).toBe(other === nonce);
    expect(text).toContain("für alle");
    expect(response.headers.get("content-encoding")).toBe("gzip");
  }
  const plain = await get(`${hub.url}/store?q=a`, { "accept-encoding": "identity" });
  expect([hub.made(), plain.response.headers.get("content-encoding")]).toEqual([1, null]);
});

test.each([
  ["a cookie", { cookie: "session=1" }],
  ["a token", { authorization: "Bearer x" }],
  ["a question of Next's router", { rsc: "1" }],
  ["a prefetch", { "next-router-prefetch": "1" }],
  ["a part of a page", { range: "bytes=0-1" }],
])("keptBefore neither keeps nor gives anything to a request with %s", async (_, headers) => {
  const hub = await startHub();
  await get(`${hub.url}/store`);
  const mine = await get(`${hub.url}/store`, headers);
  expect(mine.text).toContain("no. 2");
  expect((await get(`${hub.url}/store`, headers)).text).toContain("no. 3");
  const others = await get(`${hub.url}/store`);
  expect(others.text).toContain("no. 1");
  expect(others.text).not.toContain("session");
});

test("keptBefore keeps nothing that failed, sets a cookie, is no page or has no nonce", async () => {
  const changes: readonly ((response: ServerResponse) => void)[] = [
    (response) => (response.statusCode = 404),
    (response) => response.setHeader("Set-Cookie", ["a=1", "b=2"]),
    (response) => response.setHeader("Content-Type", "application/json"),
    (response) => response.setHeader("Content-Security-Policy", "script-src 'self'"),
  ];
  for (const change of changes) {
    const hub = await startHub((_, response) => change(response));
    const { response } = await get(`${hub.url}/store`);
    if (response.headers.has("set-cookie")) expect(response.headers.getSetCookie()).toEqual(["a=1", "b=2"]);
    await get(`${hub.url}/store`);
    expect(hub.made()).toBe(2);
  }
});

test("keptBefore makes a page once for all who ask while it is made, and anew where nothing came of it", async () => {
  const pages = pageCache({ keptMs: 10_000, mostBytes: 1_000_000 });
  const held: ServerResponse[] = [];
  const asked = Promise.withResolvers<void>();
  const listener = keptBefore(pages, (_, response) => {
    held.push(response);
    asked.resolve();
  });
  const ask = (): FakeResponse => {
    const response = new FakeResponse();
    listener({ method: "GET", url: "/store", headers: {} } as IncomingMessage, response as unknown as ServerResponse);
    return response;
  };
  const [first, second] = [ask(), ask()];
  expect(held).toHaveLength(1);
  first.emit("close");
  await asked.promise;
  await Promise.resolve();
  expect(held).toHaveLength(2);
  second.setHeader("content-type", "text/html");
  second.setHeader("content-security-policy", `script-src 'nonce-${randomBytes(16).toString("base64")}'`);
  const third = ask();
  second.end("page");
  await Promise.resolve();
  expect([held.length, second.sent, third.sent]).toEqual([2, "page", "page"]);
});

test("keptBefore hands on an answer whose head was written at once", async () => {
  const hub = await startHub((_, response) => response.writeHead(307, { location: "/store" }));
  const response = await fetch(`${hub.url}/store?q=b`, { redirect: "manual" });
  expect([response.status, response.headers.get("location")]).toEqual([307, "/store"]);
});

test("keptBefore forgets a page after its time, and all of them when something may have changed", async () => {
  const hub = await startHub();
  await get(`${hub.url}/store`);
  hub.later(9_999);
  expect((await get(`${hub.url}/store`)).text).toContain("no. 1");
  hub.later(2);
  expect((await get(`${hub.url}/store`)).text).toContain("no. 2");
  await (await fetch(`${hub.url}/api/trpc/publish`, { method: "POST", body: "{}" })).text();
  expect((await get(`${hub.url}/store`)).text).toContain("no. 4");
});

test("pageCache keeps no more than it may, and nothing that was made while something changed", () => {
  const pages = pageCache({ keptMs: 1_000, mostBytes: 50_000 });
  const headers = [
    ["content-type", "text/html"],
    ["content-security-policy", `script-src 'nonce-${randomBytes(16).toString("base64")}'`],
  ] as const;
  const body = Buffer.alloc(5_000, "x");
  for (let place = 0; place < 20; place += 1) pages.put(`key ${place}`, 200, { headers, body }, pages.changes);
  const kept = Array.from({ length: 20 }, (_, place) => pages.get(`key ${place}`) !== null);
  expect(kept.filter(Boolean)).toHaveLength(10);
  expect(kept[19]).toBe(true);
  const since = pages.changes;
  pages.clear();
  pages.put("late", 200, { headers, body }, since);
  expect(pages.get("late")).toBeNull();
});

test.each([
  ["GET", "/store", true],
  ["GET", "/store?q=a", true],
  ["GET", "/store/acme/surge", true],
  ["HEAD", "/store", false],
  ["POST", "/store", false],
  ["GET", "/storefront", false],
  ["GET", "/fleets", false],
  ["GET", "/sign-in", false],
])("pageKey of %s %s: %s", (method, url, isKept) => {
  expect(pageKey(method, url, {}) !== null).toBe(isKept);
});
