import { expect, test } from "vitest";
import { faultOfJson } from "./scan-json.ts";

test.each([
  '{"a":1,"b":{"a":2},"c":[{"a":3},{"a":4}]}',
  '["a","a",{"x":"a:b","y":"\\":"}]',
  "[[[]],{}]",
  String.raw`{"a\"":1,"a\\":2,"a":"{\"a\":1,\"a\":2}"}`,
  "",
  '{"a',
  '"\\',
  "}]",
])("faultOfJson finds nothing against %s", (text) => {
  expect(faultOfJson(text)).toBeNull();
});

test.each([
  ['{"a":1,"a":2}', 'names "a" twice'],
  [String.raw`{"a":1,"\u0061" : 2}`, 'names "a" twice'],
  ['{"__proto__":1,"__proto__":2}', 'names "__proto__" twice'],
  ['[{"x":{"b":1,"b":1}}]', 'names "b" twice'],
  ["[".repeat(65), "is nested deeper than 64"],
  ['{"a":'.repeat(65), "is nested deeper than 64"],
])("faultOfJson of %s: it %s", (text, fault) => {
  expect(faultOfJson(text)).toBe(fault);
});
