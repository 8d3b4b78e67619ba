import { expect, test } from "vitest";
import { arrayLiteral, parseArrayLiteral } from "./array-types.ts";

test.each([
  [[]],
  [["plain", "two words", "", "NULL", "null"]],
  [['quote"inside', "back\\slash", "comma,brace{}", "line\nbreak"]],
  [["a", null, "b"]],
])("parseArrayLiteral reads back what arrayLiteral wrote: %j", (items) => {
  expect(parseArrayLiteral(arrayLiteral(items))).toEqual(items);
});

test.each([
  ["{}", []],
  ["{1,2.5,NaN,NULL}", ["1", "2.5", "NaN", null]],
  ['{"NULL",NULL,a}', ["NULL", null, "a"]],
])("parseArrayLiteral reads %s as the server writes it", (literal, items) => {
  expect(parseArrayLiteral(literal)).toEqual(items);
});
