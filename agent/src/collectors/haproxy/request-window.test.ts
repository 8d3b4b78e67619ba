import { expect, test } from "vitest";
import { requestWindow } from "./request-window.ts";

const request = { activeMs: 10, failed: false, search: false, checkout: false };

test("requestWindow gives percentiles within one per cent", () => {
  const window = requestWindow();
  for (let ms = 1; ms <= 1000; ms += 1) window.add({ ...request, activeMs: ms }, 1_000 + ms);
  const { percentiles } = window.summary(2_500);
  expect(percentiles?.p50).toBeGreaterThan(490);
  expect(percentiles?.p50).toBeLessThan(510);
  expect(percentiles?.p99).toBeGreaterThan(975);
  expect(percentiles?.p99).toBeLessThan(1_005);
});

test("requestWindow counts shares and failures", () => {
  const window = requestWindow();
  window.add({ ...request, search: true }, 0);
  window.add({ ...request, checkout: true, failed: true }, 0);
  window.add(request, 0);
  window.add(request, 0);
  expect(window.summary(500)).toMatchObject({ requests: 4, errorRate: 0.25, searchShare: 0.25, checkoutShare: 0.25 });
});

test("requestWindow knows nothing when nobody asked within it", () => {
  const window = requestWindow(5);
  window.add(request, 1_000);
  expect(window.summary(5_900).requests).toBe(1);
  expect(window.summary(6_000)).toEqual({
    requests: 0,
    percentiles: null,
    errorRate: null,
    searchShare: null,
    checkoutShare: null,
  });
});
