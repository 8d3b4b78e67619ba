import { expect, test } from "vitest";
import { plainText } from "./plain-text.ts";

test.each([
  ["\u001B[2J\u001B[31mred\u001B[0m", "[2J [31mred [0m"],
  ["one\r\ntwo\tthree", "one two three"],
  ["\u202Eexe.png\u2066", "exe.png"],
  ["\u009B31mc1", "31mc1"],
  ["plain <b>words</b>", "plain <b>words</b>"],
])("plainText makes %j harmless", (text, shown) => {
  expect(plainText(text)).toBe(shown);
});
