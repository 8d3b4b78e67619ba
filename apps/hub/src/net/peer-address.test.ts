import { expect, test } from "vitest";
import { isLoopbackAddress } from "./peer-address.ts";

test.each([
  ["127.0.0.1", true],
  ["127.8.9.10", true],
  ["::1", true],
  ["::ffff:127.0.0.1", true],
  ["10.0.0.1", false],
  ["::ffff:10.0.0.1", false],
  ["127.0.0.1.example.org", false],
  ["", false],
  [null, false],
])("isLoopbackAddress of %s is %s", (address, expected) => {
  expect(isLoopbackAddress(address)).toBe(expected);
});
