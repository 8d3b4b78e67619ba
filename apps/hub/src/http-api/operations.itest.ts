import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startApiWorld } from "./api-world.fixture.ts";
import type { ApiWorld } from "./api-world.fixture.ts";
import type { AnyOperation, Example } from "./operation.ts";
import { codesOf } from "./openapi/operation-object.ts";
import { operations } from "./operations.ts";
import { asBase64, sampleBundle } from "./sample-bundle.fixture.ts";

// In the document a bundle is an ellipsis.
const elided = JSON.stringify({
  "persona.json": "…",
  "policy.onnx": "…",
  "card.md": "…",
  "evidence.json": "…",
  "envelope.json": "…",
});
// Deletions last: what they take away is read before.
const ordered = operations.toSorted((a, b) => Number(a.method === "DELETE") - Number(b.method === "DELETE"));
const cases = ordered.flatMap((operation) =>
  operation.examples.map((example) => [operation.id, example.name, operation, example] as const),
);

describe("operations on a real server", () => {
  let api: ApiWorld;
  beforeAll(async () => {
    api = await startApiWorld();
  });
  afterAll(() => api[Symbol.asyncDispose]());

  it.each(cases)("%s: %s", async (_id, _name, operation, example) => {
    const response = await send(api, operation, example);
    const text = await response.text();
    expect([response.status, text]).toEqual([example.status, text]);
    const type = (response.headers.get("content-type") ?? "").split(";")[0];
    if (example.status < 300) {
      const said = [
        operation.answer.type ?? "application/json",
        ...(operation.answer.others ?? []).map((each) => each.type),
      ];
      expect(said.map((each) => each.split(";")[0])).toContain(type);
      if (type?.endsWith("json") && !example.query?.includes("format="))
        expect(operation.answer.schema.safeParse(JSON.parse(text)).error?.issues ?? []).toEqual([]);
      if (example.answer !== undefined) expect(namesOf(JSON.parse(text))).toEqual(namesOf(example.answer));
    } else {
      const { error, status } = JSON.parse(text) as { error: { code: string }; status: number };
      expect(codesOf(operation)).toContain(error.code);
      expect(status).toBe(example.status);
    }
    if (operation.access.kind === "token") expect(response.headers.get("ratelimit")).toMatch(/^"token";r=\d+;t=\d+$/);
    if (operation.access.kind === "public") expect(response.headers.get("access-control-allow-origin")).toBe("*");
  });

  it("take nobody without a token where they ask for one, and no token of another scope", async () => {
    const other = await api.tokenFor("signals:write");
    for (const operation of operations.filter(({ access }) => access.kind === "token")) {
      const [example] = operation.examples;
      if (example === undefined) throw new TypeError("Every operation has an example.");
      const answers = [await send(api, operation, example, null), await send(api, operation, example, other)];
      expect([operation.id, ...answers.map(({ status }) => status)]).toEqual([operation.id, 401, 403]);
    }
  });
});

async function send(
  api: ApiWorld,
  { method, path, access, body: takes }: AnyOperation,
  example: Example,
  as?: string | null,
) {
  const scope = access.kind === "token" ? access.scope : "signals:write";
  const token = as === undefined ? await api.tokenFor(scope) : as;
  const held = Object.entries(example.params ?? {});
  const filled = held.reduce((done, [name, value]) => done.replace(`{${name}}`, String(value)), path as string);
  const headers: Record<string, string> = { ...example.headers };
  if (access.kind !== "public" && token !== null) headers["authorization"] = `Bearer ${token}`;
  const isText = takes?.kind === "own" && typeof example.body === "string";
  const body = isText ? example.body : JSON.stringify(example.body);
  return fetch(`${api.url}${api.real(filled + (example.query ?? ""))}`, {
    method,
    headers,
    ...(example.body === undefined
      ? {}
      : { body: api.real(body.replace(elided, JSON.stringify(asBase64(sampleBundle())))) }),
  });
}

const namesOf = (value: unknown): readonly string[] => Object.keys(value as object).toSorted();
