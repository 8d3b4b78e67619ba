import { expect, test } from "vitest";
import { fitOf } from "./fit.ts";

const host = (...attributes: unknown[]) => ({ capabilities: { targets: ["haproxy"], attributes } });

test.each([
  { hosts: [], fit: { kind: "unknown", because: "no-hosts" } },
  { hosts: [{ capabilities: null }], fit: { kind: "unknown", because: "not-said" } },
  { hosts: [host("a", { name: "b" })], fit: { kind: "fits" } },
  { hosts: [host("a"), host("b")], fit: { kind: "fits" } },
  { hosts: [host("a")], fit: { kind: "misses", attributes: ["b"] } },
])("fitOf finds $fit", ({ hosts, fit }) => {
  expect(fitOf(["a", "b"], hosts)).toEqual(fit);
});
