import type { Sql } from "postgres";
import { expect, test } from "vitest";
import { preparing, recurring } from "./prepared.ts";

test("recurring takes what comes again, so many and no more", () => {
  const isWorthIt = recurring({ mostKept: 2, from: 3, mostSeen: 4 });
  const times = (text: string, count: number): readonly boolean[] =>
    Array.from({ length: count }, () => isWorthIt(text));
  expect(times("a", 4)).toEqual([false, false, true, true]);
  expect(times("b", 2)).toEqual([false, false]);
  // What is seen once is forgotten first, and so is what had come twice.
  for (const text of ["1", "2", "3", "4"]) expect(isWorthIt(text)).toBe(false);
  expect(times("b", 3)).toEqual([false, false, true]);
  expect(times("c", 5)).toEqual([false, false, false, false, false]);
  expect(isWorthIt("a")).toBe(true);
});

test("preparing prepares what has values and comes again, in transactions and savepoints too", async () => {
  const asked: [string, boolean][] = [];
  const client = (): unknown => ({
    unsafe: (text: string, _: unknown, options: { prepare?: boolean } = {}) =>
      asked.push([text, options.prepare === true]),
    begin: (work: (inner: unknown) => unknown) => work(client()),
    savepoint: (work: (inner: unknown) => unknown) => work(client()),
  });
  const sql = preparing(client() as Sql);
  const ask = (on: Pick<Sql, "unsafe">, text: string, values: never[]): void => void on.unsafe(text, values);
  for (let turn = 0; turn < 4; turn += 1) {
    ask(sql, "select $1", [1 as never]);
    ask(sql, "select 1", []);
  }
  await sql.begin((inner) => {
    ask(inner, "select $1", [1 as never]);
    return inner.savepoint((deeper) => ask(deeper, "select $1", [1 as never]));
  });
  const prepared = asked.filter(([text]) => text === "select $1").map(([, is]) => is);
  expect(prepared).toEqual([false, false, true, true, true, true]);
  expect(asked.some(([text, is]) => text === "select 1" && is)).toBe(false);
});
