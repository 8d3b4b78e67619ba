import { execFileSync } from "node:child_process";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { apiDocument } from "../http-api/index.ts";
import { ApiDocsPage } from "./api-docs-page.tsx";
import { curlOf } from "./curl-of.ts";
import { operationPath, slugOf } from "./docs-paths.ts";
import { findOperations, operationsOf } from "./read-document.ts";
import { SectionPage } from "./section-page.tsx";

const document = apiDocument();
const all = operationsOf(document);
const render = (q: string): string => renderToStaticMarkup(createElement(ApiDocsPage, { document, q }));
const section = (slug: string): string => renderToStaticMarkup(createElement(SectionPage, { document, slug }));

describe("ApiDocsPage and SectionPage", () => {
  const slugs = [...document.tags.map(({ name }) => slugOf(name)), "schemas"];
  const pages = new Map([
    ["/docs/api", render("")],
    ...slugs.map((slug) => [`/docs/api/${slug}`, section(slug)] as const),
  ]);
  const idsOf = (html: string): readonly string[] => [...html.matchAll(/ id="([^"]+)"/g)].map(([, id = ""]) => id);

  it("show every operation, schema and code under an anchor of its own, and lead nowhere that is not there", () => {
    for (const html of pages.values()) expect(new Set(idsOf(html)).size).toBe(idsOf(html).length);
    const there = new Set([...pages].flatMap(([path, html]) => [path, ...idsOf(html).map((id) => `${path}#${id}`)]));
    for (const operation of all) expect(there).toContain(operationPath(operation));
    const links = [...pages.values()].flatMap((html) =>
      [...html.matchAll(/href="(\/docs\/api[^"]*)"/g)].map(([, link = ""]) => link),
    );
    expect(links.length).toBeGreaterThan(all.length);
    expect(links.filter((link) => !there.has(link))).toEqual([]);
    expect(section("nothing")).toBe("");
  });

  it("write no style and no script into the page", () => {
    for (const html of pages.values()) expect(html).not.toMatch(/<(?:style|script)|\sstyle=|\son\w+=/);
  });

  it("say what a search found, whatever was typed", () => {
    expect(render("publish bundle")).toContain("#publishPersona");
    expect(render("publish bundle")).not.toContain("#listFleets");
    const odd = render('"><script>alert(1)</script>');
    expect(odd).toContain("No operation has all of these words");
    expect(odd).not.toContain("<script>");
  });
});

describe("findOperations", () => {
  it("finds by words of the path, the sentence or the scope, in any order", () => {
    expect(findOperations(all, "BOM cyclonedx").map(({ operationId }) => operationId)).toEqual(["getBom"]);
    expect(findOperations(all, "rollouts:run delete").map(({ operationId }) => operationId)).toEqual([
      "cancelRollouts",
    ]);
    expect(findOperations(all, " ")).toHaveLength(all.length);
  });
});

describe("curlOf", () => {
  it("makes command lines that a shell takes apart into what was meant", () => {
    for (const operation of all) {
      for (const example of operation["x-examples"]) {
        const said = curlOf(operation, example).replace(/^curl/, "printf '%s\\0'");
        const env = { ...process.env, FLEET_HUB: "http://hub", FLEET_TOKEN: "fpk_x" };
        const words = execFileSync("sh", ["-c", said], { env, encoding: "utf8" }).split("\0");
        expect(words.some((word) => word.startsWith("http://hub/"))).toBe(true);
        const body = words[words.indexOf("--data-binary") + 1];
        if (example.body !== undefined && typeof example.body !== "string")
          expect(JSON.parse(body ?? "")).toEqual(example.body);
      }
    }
    const quote = { name: "q", params: {}, body: "it's", status: 200 };
    expect(curlOf(all[0] ?? fail(), quote)).toContain(String.raw`'it'\''s'`);
  });
});

function fail(): never {
  throw new TypeError("There are operations.");
}
