import { expect, test } from "vitest";
import { haproxyTargetSchema } from "./config.ts";

const least = { kind: "haproxy", stats_socket: "/s", servers: [{ name: "a" }], backends: [{ name: "b" }] };

test("haproxyTargetSchema takes a socket, a backend and its servers as enough", () => {
  expect(haproxyTargetSchema.parse(least)).toMatchObject({ name: "haproxy", maps: {}, limits: {}, cgroup: null });
});

test.each([
  ["a map name that holds a second command", { maps: { cache: "/a.map;shutdown frontend www" } }],
  ["a map name of two words", { maps: { cache: "/a.map current" } }],
  ["an algorithm of two words", { backends: [{ name: "b", algorithm: "x y" }] }],
  ["a cache strategy that ends a line", { cache_strategies: ["off\nset map x y z"] }],
  ["a server name with a blank", { servers: [{ name: "a b" }] }],
  ["a relative socket", { stats_socket: "s" }],
  ["a limit whose ends are exchanged", { limits: { queue_limit: { min: 9, max: 1 } } }],
  ["a weight that HAProxy does not know", { limits: { weight: { min: 1, max: 257 } } }],
  ["a word that it does not know", { reload: ["/bin/sh"] }],
])("haproxyTargetSchema refuses %s", (_what, part) => {
  expect(haproxyTargetSchema.safeParse({ ...least, ...part }).success).toBe(false);
});
