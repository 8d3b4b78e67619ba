import type { IncomingHttpHeaders } from "node:http";
import { expect, test } from "vitest";
import { stamp } from "./page-headers.ts";

function stamped(url: string, sent: IncomingHttpHeaders = {}) {
  const headers = { ...sent };
  const answer = new Map<string, unknown>();
  stamp({ headers, url }, { setHeader: (name: string, value: unknown) => answer.set(name, value) as never }, false);
  return { headers, answer };
}

test("stamp gives each page a nonce of its own, in its policy and to Next", () => {
  const [one, other] = [stamped("/store"), stamped("/store")];
  const nonce = one.headers["x-nonce"];
  expect(nonce).toMatch(/^[A-Za-z0-9+/]{22}==$/);
  expect(other.headers["x-nonce"]).not.toBe(nonce);
  expect(one.headers["content-security-policy"]).toContain(`'nonce-${String(nonce)}'`);
  expect(one.answer.get("content-security-policy")).toBe(one.headers["content-security-policy"]);
  expect([...one.answer.keys()].toSorted()).toEqual([
    "content-security-policy",
    "cross-origin-opener-policy",
    "permissions-policy",
    "referrer-policy",
    "x-content-type-options",
  ]);
});

test.each(["/store", "/api/trpc/x", "/healthz"])("stamp believes nothing that was sent under its names: %s", (url) => {
  const sent = {
    "x-nonce": "theirs",
    "x-path": "//evil.example",
    "content-security-policy": "script-src 'nonce-theirs'",
  };
  expect(JSON.stringify(stamped(url, sent).headers)).not.toMatch(/theirs|evil/);
});

test.each(["/api/v1/personas", "/v1/openapi.json", "/downloads/x", "/install.sh", "/healthz", "/_next/static/a.js"])(
  "stamp leaves %s alone",
  (url) => {
    const { headers, answer } = stamped(url);
    expect([headers, answer.size]).toEqual([{}, 0]);
  },
);

test.each([
  ["/fleets", "/fleets"],
  ["/store?q=a&_rsc=1x2", "/store?q=a"],
  ["/store?_rsc=1x2", "/store"],
  ["/store?q=a?b", "/store?q=a?b"],
])("the path of %s is %s", (url, path) => {
  expect(stamped(url).headers["x-path"]).toBe(path);
});
