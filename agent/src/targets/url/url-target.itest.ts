import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Configuration } from "@fleet-persona/persona";
import type { ContractSubject } from "../testing/contract-subject.ts";
import { serviceRelay } from "../testing/service-relay.ts";
import { targetContract } from "../testing/target-contract.ts";
import { urlTargetSchema } from "./config.ts";
import { documentService, type DocumentService } from "./testing/document-service.ts";
import { openUrlTarget } from "./url-target.ts";

const START = { pool: { workers: 2, mode: "short" }, flags: [true, false], note: "left alone" };

function configOf(port: number, change: object = {}) {
  return urlTargetSchema.parse({
    kind: "url",
    config: { get: `http://127.0.0.1:${port}/config` },
    status: `http://127.0.0.1:${port}/status`,
    attributes: [
      { name: "workers", pointer: "/pool/workers", kind: "range", min: 1, max: 16, whole: true },
      { name: "acme/mode", pointer: "/pool/mode", kind: "choices", allowed: ["off", "short", "long"] },
      { name: "turbo", pointer: "/flags/1", kind: "choices", allowed: [true, false] },
    ],
    signals: [
      { name: "request_count", pointer: "/load/requests" },
      { name: "missing", pointer: "/load/missing" },
      { name: "no_number", pointer: "/load/name" },
    ],
    timeout_s: 1,
    ...change,
  });
}

type Opened = ContractSubject & { readonly service: DocumentService; readonly port: number };

async function opened(change: object = {}): Promise<Opened> {
  const service = await documentService(START);
  const relay = await serviceRelay(0, service.port);
  const open = () => openUrlTarget(configOf(relay.port, change));
  return {
    service,
    port: relay.port,
    target: await open(),
    reopen: open,
    underLoad: (work: () => Promise<void>) => service.underLoad(work),
    faults: {
      refuse: async () => void (service.readOnly = true),
      hang: async () => void (relay.mode = "hang"),
      halfReply: async () => void (relay.mode = "half"),
      vanish: () => relay.vanish(),
      async comeBack() {
        service.readOnly = false;
        relay.mode = "through";
        await relay.comeBack();
      },
    },
    async [Symbol.asyncDispose]() {
      await relay[Symbol.asyncDispose]();
      await service[Symbol.asyncDispose]();
    },
  };
}

async function apply({ target }: Opened, to: Configuration): Promise<void> {
  for (const step of await target.plan(to)) await step.apply();
}

const puts = ({ service }: Opened) => service.seen.filter(({ method }) => method === "PUT");

targetContract("urlTarget", () => opened());

test("urlTarget changes one place of the document and leaves the rest alone", async () => {
  await using own = await opened();
  await apply(own, { workers: 5, turbo: true });
  expect(own.service.document).toEqual({ ...START, pool: { workers: 5, mode: "short" }, flags: [true, true] });
  expect(await own.target.observe(7)).toEqual({ request_count: { value: expect.any(Number) as number, at: 7 } });
});

test.each([503, 502, 504, 429])("urlTarget tries again with the same key when it is answered %i", async (status) => {
  await using own = await opened();
  const [step] = await own.target.plan({ workers: 5 });
  const { instead } = own.service;
  const pass = (request: IncomingMessage, response: ServerResponse) =>
    void request.resume().on("end", () => response.writeHead(status).end());
  await own.target.read();
  // The step reads twice before it writes.
  instead.push(
    ...Array.from(
      { length: 2 },
      () => (_: IncomingMessage, response: ServerResponse) => void response.writeHead(200).end(JSON.stringify(START)),
    ),
    pass,
  );
  await step?.apply();
  const keys = puts(own).map(({ headers }) => headers["idempotency-key"]);
  expect(keys).toHaveLength(2);
  expect(keys[0]).toBe(keys[1]);
  await apply(own, { workers: 6 });
  expect(puts(own).at(-1)?.headers["idempotency-key"]).not.toBe(keys[0]);
});

test.each([400, 401, 403, 404, 409, 422])("urlTarget does not try again when it is answered %i", async (status) => {
  await using own = await opened();
  own.service.instead.push(status);
  await expect(own.target.read()).rejects.toMatchObject({ code: "refused" });
  expect(own.service.seen).toHaveLength(1);
});

test("urlTarget takes a change for made whose answer was lost", async () => {
  await using own = await opened();
  const [step] = await own.target.plan({ workers: 5 });
  const through = (_: IncomingMessage, response: ServerResponse) =>
    void response.writeHead(200, { etag: '"gone"' }).end(JSON.stringify(own.service.document));
  own.service.instead.push(through, through, (request, response) => {
    own.service.document = { ...START, pool: { workers: 5, mode: "short" } };
    request.resume().on("end", () => response.destroy());
  });
  await step?.apply();
  expect(puts(own)).toHaveLength(2);
  expect(await own.target.read()).toMatchObject({ workers: 5 });
});

test("urlTarget does not write over what somebody else wrote meanwhile", async () => {
  await using own = await opened();
  const [step] = await own.target.plan({ workers: 5 });
  const stale = (_: IncomingMessage, response: ServerResponse) =>
    void response.writeHead(200, { etag: '"old"' }).end(JSON.stringify(START));
  own.service.document = { ...START, note: "by hand" };
  own.service.instead.push(stale, stale);
  await expect(step?.apply()).rejects.toMatchObject({ code: "refused", message: /somebody else/ });
  expect(own.service.document).toEqual({ ...START, note: "by hand" });
});

test("urlTarget follows a redirect within its origin and none to another", async () => {
  await using own = await opened();
  await using other = await documentService(START);
  const moved = await openUrlTarget(configOf(own.port, { config: { get: `http://127.0.0.1:${own.port}/moved` } }));
  expect(await moved.read()).toMatchObject({ workers: 2 });
  own.service.instead.push(
    (_, response) => void response.writeHead(302, { location: `http://127.0.0.1:${other.port}/config` }).end(),
  );
  await expect(own.target.read()).rejects.toMatchObject({ code: "refused", message: /another origin/ });
  expect(other.seen).toEqual([]);
  const round = (_: IncomingMessage, response: ServerResponse) =>
    void response.writeHead(302, { location: "/config" }).end();
  own.service.instead.push(round, round, round, round, round);
  await expect(own.target.read()).rejects.toMatchObject({ code: "refused" });
});

test("urlTarget reads no more than it may, and no document that is none", async () => {
  await using own = await opened({ max_response_bytes: 300 });
  own.service.instead.push((_, response) => void response.end(`"${"x".repeat(1_000)}"`));
  await expect(own.target.read()).rejects.toMatchObject({ code: "unreachable", message: /300 bytes/ });
  own.service.instead.push((_, response) => void response.end("{"));
  await expect(own.target.read()).rejects.toMatchObject({ code: "unreachable" });
  own.service.instead.push((_, response) => void response.end('{"pool":{}}'));
  await expect(own.target.read()).rejects.toMatchObject({ code: "refused", message: /\/pool\/workers/ });
});

test("urlTarget sends its secret and shows it nowhere", async () => {
  const folder = await mkdtemp(join(tmpdir(), "us-"));
  const file = join(folder, "token");
  await writeFile(file, "s3cret-token\n", { mode: 0o600 });
  await using own = await opened({ auth: { kind: "bearer", secret: { file } } });
  await own.target.read();
  expect(own.service.seen.at(-1)?.headers.authorization).toBe("Bearer s3cret-token");
  const description = await own.target.describe();
  own.service.instead.push(401);
  const shown = [description, await own.target.read().catch((error: unknown) => error)];
  expect(shown.map((each) => (each instanceof Error ? String(each) : JSON.stringify(each))).join()).not.toContain(
    "s3cret",
  );
  await chmod(file, 0o644);
  await expect(own.target.read()).rejects.toMatchObject({ code: "invalid-config" });
  await rm(folder, { recursive: true });
  await expect(own.target.read()).rejects.toMatchObject({ code: "invalid-config" });
});

test("urlTarget takes its password from the environment that the host's file names", async () => {
  await using own = await opened({ auth: { kind: "basic", user: "agent", secret: { env: "FLEET_TEST_PASSWORD" } } });
  await expect(own.target.read()).rejects.toMatchObject({ code: "invalid-config" });
  process.env["FLEET_TEST_PASSWORD"] = "pw";
  await own.target.read();
  expect(own.service.seen.at(-1)?.headers.authorization).toBe(`Basic ${btoa("agent:pw")}`);
  delete process.env["FLEET_TEST_PASSWORD"];
});

test.each([
  [
    "a secret over an open network",
    { config: { get: "http://service.example/c" }, auth: { kind: "bearer", secret: { env: "A" } } },
  ],
  ["a password in an address", { config: { get: "https://user:pw@service.example/c" } }],
  ["an address that is no web address", { config: { get: "file:///etc/passwd" } }],
  ["a secret in the file itself", { auth: { kind: "bearer", secret: "s3cret" } }],
  ["a pointer that is none", { attributes: [{ name: "a", pointer: "a", kind: "range", min: 0, max: 1 }] }],
  ["signals without a status address", { status: undefined }],
])("urlTargetSchema refuses %s", (_, change) => {
  expect(() => configOf(80, change)).toThrow();
});
