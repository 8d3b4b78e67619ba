import { expect, test } from "vitest";
import { restartWatch } from "./restart-watch.ts";

const restarted = expect.objectContaining({ code: "unreachable" });

test("restartWatch says nothing while the same process answers", () => {
  const watch = restartWatch();
  for (const asker of ["observe", "other", "observe"] as const) watch.look("1@1", asker);
});

test("restartWatch tells an observe that notices once", () => {
  const watch = restartWatch();
  watch.look("1@1", "observe");
  expect(() => watch.look("2@9", "observe")).toThrow(restarted);
  watch.look("2@9", "observe");
  watch.look("2@9", "other");
});

test("restartWatch tells the next observe too when a read or a plan noticed first", () => {
  const watch = restartWatch();
  watch.look("1@1", "observe");
  expect(() => watch.look("2@9", "other")).toThrow(restarted);
  watch.look("2@9", "other");
  expect(() => watch.look("2@9", "observe")).toThrow(restarted);
  watch.look("2@9", "observe");
});

test("restartWatch knows a process that got the same id again by when it started", () => {
  const watch = restartWatch();
  watch.look("1@1", "observe");
  expect(() => watch.look("1@9", "observe")).toThrow(restarted);
});

test("restartWatch compares with nothing after it was told to forget", () => {
  const watch = restartWatch();
  watch.look("1@1", "observe");
  expect(() => watch.look("2@9", "other")).toThrow(restarted);
  watch.forget();
  watch.look("3@9", "observe");
});
