import { execFileSync } from "node:child_process";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { apiDocument } from "../http-api/index.ts";
import { ApiDocsPage } from "./api-docs-page.tsx";
import { curlOf } from "./curl-of.ts";
import { findOperations, operationsOf } from "./read-document.ts";

const document = apiDocument();
const all = operationsOf(document);
const render = (q: string): string => renderToStaticMarkup(createElement(ApiDocsPage, { document, q }));

describe("ApiDocsPage", () => {
  const html = render("");

  it("shows every operation, schema and code under an anchor of its own, and leads nowhere that is not there", () => {
    const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { operationId } of all) expect(ids).toContain(operationId);
    const anchors = [...html.matchAll(/href="#([^"]+)"/g)].map(([, anchor]) => anchor);
    expect(anchors.length).toBeGreaterThan(all.length);
    expect(anchors.filter((anchor) => !ids.includes(anchor))).toEqual([]);
  });

  it("writes no style and no script into the page", () => {
    expect(html).not.toMatch(/<(?:style|script)|\sstyle=|\son\w+=/);
  });

  it("says what a search found, whatever was typed", () => {
    expect(render("publish bundle")).toContain('id="publishPersona"');
    expect(render("publish bundle")).not.toContain('id="listFleets"');
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
