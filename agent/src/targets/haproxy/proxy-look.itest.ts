import { expect, test } from "vitest";
import { compression } from "./map-knob.ts";
import { proxyLooker, scopeOf } from "./proxy-look.ts";
import { runtimeApi } from "./runtime-api.ts";
import { maxConnections } from "./server-knobs.ts";
import { haproxyFixture } from "./testing/haproxy-fixture.ts";

test("proxyLooker asks proxy by proxy where there are many, and reads the same", async () => {
  await using fixture = await haproxyFixture();
  const looker = proxyLooker(fixture.config, 100);
  const api = runtimeApi(fixture.config.stats_socket);
  const look = async () => {
    const asked = looker(scopeOf([maxConnections]));
    return { commands: asked.commands, state: asked.state(await api.send(asked.commands)) };
  };
  const [all, apart] = [await look(), await look()];
  expect(all.commands).toContain("show stat");
  expect(apart.commands).not.toContain("show stat");
  expect(apart.commands).toContain("show stat be_uri_hash -1 -1");
  expect(all.state.serversState).toContain("be_leastconn");
  expect(apart.state.serversState).toBeNull();
  expect(apart.state.servers).toEqual(all.state.servers);
  const lines = (stat: typeof all.state.stat) => stat.map(({ proxy, line }) => `${proxy}/${line}`).sort();
  expect(lines(apart.state.stat)).toEqual(lines(all.state.stat));
});

test("proxyLooker asks about a map alone where nothing else is to change", async () => {
  await using fixture = await haproxyFixture();
  const { commands } = proxyLooker(fixture.config)(scopeOf([compression]));
  expect(commands).toEqual(["show info", `show map ${fixture.config.maps.compression}`]);
});
