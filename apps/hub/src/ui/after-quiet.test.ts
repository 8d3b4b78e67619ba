import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { afterQuiet } from "./after-quiet.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A page whose every click lands inside what `closest` finds, or on nothing that has ancestors. */
function page(within?: "a[href]" | "button") {
  const root = new EventTarget();
  return within === undefined ? root : Object.assign(root, { closest: (of: string) => (of === within ? root : null) });
}

test("afterQuiet acts once, when the time is over", () => {
  const act = vi.fn();
  afterQuiet(250, act, page());
  vi.advanceTimersByTime(249);
  expect(act).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1000);
  expect(act).toHaveBeenCalledOnce();
});

test("afterQuiet does nothing once its canceller was called", () => {
  const act = vi.fn();
  afterQuiet(250, act, page())();
  vi.advanceTimersByTime(1000);
  expect(act).not.toHaveBeenCalled();
});

test.each([
  ["a link is forgotten", "a[href]", 0],
  ["a button still acts", "button", 1],
  ["what has no ancestors still acts", undefined, 1],
] as const)("afterQuiet and a click on %s", (_, within, times) => {
  const act = vi.fn();
  const root = page(within);
  afterQuiet(250, act, root);
  root.dispatchEvent(new Event("click"));
  vi.advanceTimersByTime(1000);
  expect(act).toHaveBeenCalledTimes(times);
});

test.each(["acted", "cancelled", "forgotten"])("afterQuiet leaves no listener behind when it has %s", (how) => {
  const root = page("a[href]");
  const listening = new Set<unknown>();
  const add = vi.spyOn(root, "addEventListener").mockImplementation((_, listener) => void listening.add(listener));
  vi.spyOn(root, "removeEventListener").mockImplementation((_, listener) => void listening.delete(listener));
  const cancel = afterQuiet(250, () => undefined, root);
  expect(listening.size).toBe(1);
  if (how === "cancelled") cancel();
  if (how === "acted") vi.advanceTimersByTime(250);
  const [, onClick] = add.mock.calls[0] ?? [];
  if (how === "forgotten") (onClick as (event: object) => void)({ target: root });
  expect(listening.size).toBe(0);
});
