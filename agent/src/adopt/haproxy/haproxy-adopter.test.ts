import { expect, test } from "vitest";
import { adopt } from "../adopt.ts";
import { DEBIAN, LISTEN, PLAIN, TCP } from "./haproxy-configs.fixture.ts";

const options = { file: "/etc/haproxy/haproxy.cfg", outFolder: "/var/fleet" };
const adopted = (text: string, backend?: string) => adopt(text, { ...options, backend });
const refused = expect.objectContaining({ code: "not-adoptable" });
const added = (diff: string) =>
  diff
    .split("\n")
    .filter((line) => line.startsWith("+") && !line.startsWith("+++"))
    .map((line) => line.slice(1).trim());

test("adopt asks for two lines where a stats socket and httplog are there", () => {
  const { diff, steers, cannot } = adopted(DEBIAN);
  expect(added(diff)).toEqual([
    "log ring@fleet_shop_requests format raw local0",
    "use_backend fleet_shop_%[str(current),map(/var/fleet/algorithm.map,leastconn)]",
  ]);
  expect(diff).not.toMatch(/^-[^-]/m);
  expect(steers).toContain("load_balancing_algorithm");
  expect(cannot.join("\n")).toMatch(/^cpu_allocation: .*add limits/m);
  expect(cannot.join("\n")).toMatch(/^api: left alone/m);
});

test("adopt asks for nothing that is there already", () => {
  for (const text of [DEBIAN, LISTEN, PLAIN, TCP]) expect(adopted(adopted(text).edited).diff).toBe("");
});

test("adopt asks for an admin socket beside the one that may not change anything, and for a log where there is none", () => {
  expect(added(adopted(LISTEN).diff)).toEqual([
    "stats socket /run/haproxy/fleet-agent.sock mode 660 level admin",
    "log ring@fleet_web_requests format raw local0",
    'log-format "%Ta %Tw %Tr %ST %b %s %tsc %HP"',
    "use_backend fleet_web_%[str(current),map(/var/fleet/algorithm.map,roundrobin)]",
  ]);
});

test("adopt sends what a condition sends to the service on under the same condition", () => {
  const { diff } = adopted(DEBIAN, "api");
  expect(added(diff)).toContain(
    "use_backend fleet_api_%[str(current),map(/var/fleet/algorithm.map,roundrobin)] if is_api",
  );
});

test("adopt leaves an algorithm alone that keeps clients on their servers, and steers the rest", () => {
  const { diff, cannot, steers } = adopted(TCP);
  expect(added(diff)).toContain("use_backend fleet_db_steered");
  expect(cannot.join("\n")).toMatch(/load_balancing_algorithm: db balances by source/);
  expect(cannot.join("\n")).toMatch(/mode http/);
  expect(steers).toEqual(["active_servers", "max_connections", "haproxy/weight_<server>"]);
});

test("adopt takes relative sizes from weights and leaves spares out of what it counts", () => {
  const { target } = adopted(DEBIAN);
  expect(target.json).toMatchObject({
    servers: [
      { name: "web1", relative_size: 1.333333 },
      { name: "web2", relative_size: 0.666667 },
    ],
    limits: { active_servers: { min: 1, max: 2 } },
  });
});

test("adopt copies what the service does, except what only one section can have", () => {
  const snippet = adopted(DEBIAN).files[0]?.content ?? "";
  expect(snippet).toContain("http-request deny if { path_beg /admin }");
  expect(snippet).toContain("stick on src table shop");
  expect(snippet).not.toContain("stick-table");
  expect(snippet).toContain("cookie w1 no-check no-agent-check track shop/web1");
  // A refused request must not be answered from the cache.
  expect(snippet.indexOf("path_beg /admin")).toBeLessThan(snippet.indexOf("cache-use"));
});

test("adopt keeps nothing that may be one person's own", () => {
  const snippet = adopted(DEBIAN).files[0]?.content ?? "";
  for (const rule of ["req.hdr(cookie)", "req.hdr(authorization)", "res.hdr(set-cookie)", "no-store no-cache private"])
    expect(snippet).toContain(rule);
});

test.each([
  ["no servers", "frontend a\n  bind :80\nbackend b\n  mode http\n", /no backend with servers/],
  ["another program's file", "[mysqld]\nport = 3306\n", /not a configuration of haproxy/],
  ["a file that was cut off", "listen a\n  bind :80\n  server s 1:1", /ends within a line/],
  [
    "several services and none by default",
    "frontend f\n  bind :80\nbackend a\n  server s 1:1\nbackend b\n  server s 1:1\n",
    /choose with --backend one of a, b/,
  ],
])("adopt refuses %s and says what to do", (_what, text, message) => {
  expect(() => adopted(text)).toThrow(refused);
  expect(() => adopted(text)).toThrow(message);
});

test("adopt refuses a backend that is not there", () => {
  expect(() => adopted(DEBIAN, "nope")).toThrow(/no backend nope with servers: choose with --backend one of shop, api/);
});
