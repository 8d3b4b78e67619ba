import { expect, test } from "vitest";
import { isBreach, seconds } from "./seconds.ts";

test.each([
  [{ requests: 100, errors: 0, p95Ms: 150 }, false],
  [{ requests: 100, errors: 0, p95Ms: 150.1 }, true],
  [{ requests: 100, errors: 1, p95Ms: 1 }, false],
  [{ requests: 100, errors: 2, p95Ms: 1 }, true],
  [{ requests: 0, errors: 0, p95Ms: 0 }, false],
])("isBreach of %o is %s", (bucket, expected) => {
  expect(isBreach(bucket)).toBe(expected);
});

test("seconds keeps a second open until its last request has ended, and tells it once", () => {
  const book = seconds();
  book.expect(0);
  book.expect(0);
  book.settle(0, 10, false);
  expect(book.closed(5)).toEqual([]);
  book.settle(0, 200, true);
  expect(book.closed(5)).toEqual([{ second: 0, requests: 2, errors: 1, p50Ms: 10, p95Ms: 200, breach: true }]);
  expect(book.closed(5)).toEqual([]);
});

test("seconds leaves the warm-up out of the latencies", () => {
  const book = seconds();
  for (const second of [0, 1, 2]) {
    book.expect(second);
    book.settle(second, second, false);
  }
  expect([...book.latencies(1)]).toEqual([1, 2]);
});
