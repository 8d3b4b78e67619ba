import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Validator } from "@seriousme/openapi-schema-validator";
import { describe, expect, it } from "vitest";
import { openApiDocument } from "./openapi/document.ts";
import { namesOf } from "./match-path.ts";
import { operations } from "./operations.ts";

type SpecData = Parameters<Validator["validate"]>[0];

const app = join(import.meta.dirname, "../app");

describe("operations", () => {
  const document = openApiDocument(operations);

  it("make a document that keeps the rules of OpenAPI 3.1", async () => {
    const result = await new Validator().validate(JSON.parse(JSON.stringify(document)) as SpecData);
    expect(result).toEqual({ valid: true });
    const broken = await new Validator().validate({ ...document, paths: { "/x": { get: { summary: 1 } } } });
    expect(broken.valid).toBe(false);
  });

  it("refer only to schemas that the document has, and have ids and paths of their own", () => {
    const text = JSON.stringify(document);
    const referred = [...text.matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(([, name]) => name ?? "");
    expect(referred.length).toBeGreaterThan(20);
    expect(referred.filter((name) => document.components.schemas[name] === undefined)).toEqual([]);
    expect(text).not.toContain("#/$defs/");
    const ids = operations.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const addresses = operations.map(({ method, path }) => `${method} ${path}`);
    expect(new Set(addresses).size).toBe(addresses.length);
  });

  it("describe every name of their path, stand in a section, and have an example and an explained error", () => {
    const sections = document.tags.map(({ name }) => name);
    for (const { path, params, tag, examples } of operations) {
      const shape = Object.keys((params as unknown as { shape: object }).shape);
      expect(shape.toSorted()).toEqual([...namesOf(path)].toSorted());
      expect(sections).toContain(tag);
      expect(examples.length).toBeGreaterThan(0);
      for (const example of examples) expect(Object.keys(example.params ?? {}).toSorted()).toEqual(shape.toSorted());
    }
  });

  it("show answers that fit their own schemas", () => {
    for (const { id, answer, examples } of operations) {
      for (const example of examples.filter((each) => each.answer !== undefined)) {
        const parsed = answer.schema.safeParse(example.answer);
        expect([id, parsed.error?.issues ?? []]).toEqual([id, []]);
      }
    }
  });

  it("are what the app's routes serve, all of them, and nothing else is served by the API", () => {
    const routes = globSync("**/route.ts", { cwd: app })
      .map((file) => ({ file, text: readFileSync(join(app, file), "utf8") }))
      .filter(({ text }) => text.includes("answerApi("));
    expect(routes.length).toBeGreaterThan(0);
    const served = routes.map(({ file, text }) => ({ pattern: patternOf(dirname(file)), methods: methodsOf(text) }));
    for (const { method, path } of operations) {
      const route = served.find(({ pattern }) => pattern.test(path));
      expect([path, route?.methods.includes(method)]).toEqual([path, true]);
    }
    for (const { pattern } of served) expect(operations.some(({ path }) => pattern.test(path))).toBe(true);
    // A route beside the catch-all would answer before the table does.
    expect(globSync("api/v1/**/route.ts", { cwd: app })).toEqual(["api/v1/[...path]/route.ts"]);
    const bare = served.filter(({ pattern }) => pattern.test("/v1/signals"));
    expect(bare).toHaveLength(1);
  });
});

function patternOf(folder: string): RegExp {
  const source = folder
    .split("/")
    .filter((part) => !part.startsWith("("))
    .map((part) => (part.startsWith("[...") ? ".+" : part.startsWith("[") ? "[^/]+" : part));
  return new RegExp(`^/${source.join("/")}$`);
}

function methodsOf(text: string): readonly string[] {
  return [...text.matchAll(/(?:as|function) (GET|POST|PUT|DELETE)\b/g)].map(([, method]) => method ?? "");
}
