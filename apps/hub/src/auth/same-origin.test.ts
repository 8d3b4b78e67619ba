import { expect, test } from "vitest";
import { isSameOrigin } from "./same-origin.ts";

const hub = "http://127.0.0.1:4000";

test.each([
  [{ origin: hub }, true],
  [{ origin: "http://127.0.0.1:4001" }, false],
  [{ origin: "null" }, false],
  [{ origin: "http://evil.example", "sec-fetch-site": "same-origin" }, false],
  [{ "sec-fetch-site": "same-origin" }, true],
  [{ "sec-fetch-site": "cross-site" }, false],
  [{}, false],
])("isSameOrigin of %j is %s", (headers, expected) => {
  expect(isSameOrigin(new Headers(headers as Record<string, string>), hub)).toBe(expected);
});
