import { createSocket } from "node:dgram";
import { once } from "node:events";
import { appendFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { eventually } from "../../testing/toy-agent.fixture.ts";
import { opened } from "../testing/opened.fixture.ts";
import { temporaryFolder } from "../testing/temporary-folder.fixture.ts";

const PHONE = "Mozilla/5.0 (Linux; Android 15) Mobile";
const combined = (path: string, status: number, ms: number, agent: string, region: string) =>
  `10.0.0.${ms % 4} - - [10/Oct/2026:13:55:36 +0000] "GET ${path} HTTP/1.1" ${status} 100 "-" "${agent}" ${(ms / 1000).toFixed(3)} ${region}\n`;

describe("openLogSource", () => {
  it("openLogSource makes every signal that a log can tell, from a file that nginx could have written", async () => {
    using folder = temporaryFolder();
    const path = join(folder.path, "access.log");
    writeFileSync(path, "");
    await using source = await opened({
      kind: "log-file",
      path,
      format: { kind: "common", trailing: ["request_time", "region"] },
      search_path: "/search",
      checkout_path: "/checkout",
      regions: ["eu", "us-east"],
    });
    expect(source.read(Date.now())).toEqual({});
    expect(source.health(Date.now())).toMatchObject({ state: "waiting", lastAt: null });
    const lines = Array.from({ length: 100 }, (_, n) =>
      combined(
        n < 20 ? "/search" : n < 30 ? "/checkout/1" : "/",
        n < 4 ? 503 : 200,
        n + 1,
        n < 50 ? PHONE : "Mozilla/5.0 (X11)",
        n < 60 ? "EU" : n < 90 ? "us-east" : "mars",
      ),
    );
    appendFileSync(path, lines.join(""));
    await eventually("signals", () => source.read(Date.now())["latency_p95"] !== undefined);
    const now = Date.now();
    const signals = source.read(now);
    const values = Object.fromEntries(Object.entries(signals).map(([name, reading]) => [name, reading?.value]));
    expect(values).toMatchObject({
      error_rate: 0.04,
      search_share: 0.2,
      checkout_share: 0.1,
      mobile_share: 0.5,
      session_depth: 25,
      "region_share.eu": 0.6,
      "region_share.us_east": 0.3,
      "region_share.other": 0.1,
    });
    expect(values["latency_p95"]).toBeGreaterThan(93);
    expect(values["latency_p95"]).toBeLessThan(97);
    expect(values["request_rate"]).toBeGreaterThan(20);
    expect(source.health(now)).toMatchObject({ state: "fresh", message: null });
    // The log falls silent: its signals stay, with the time they were seen; nothing becomes zero.
    const later = now + 60_000;
    expect(source.read(later)).toEqual(signals);
    expect(source.health(later)).toMatchObject({ state: "stale", lastAt: signals["latency_p95"]?.at });
  });

  it("openLogSource takes silence for no requests only where the host says so", async () => {
    using folder = temporaryFolder();
    const path = join(folder.path, "access.log");
    writeFileSync(path, "");
    await using source = await opened({ kind: "log-file", path, format: { kind: "haproxy" }, silence: "no-requests" });
    const now = Date.now();
    expect(source.read(now)).toEqual({ request_rate: { value: 0, at: now } });
  });

  it("openLogSource says when lines are of another format", async () => {
    using folder = temporaryFolder();
    const path = join(folder.path, "access.log");
    writeFileSync(path, "");
    await using source = await opened({ kind: "log-file", path, format: { kind: "json" } });
    appendFileSync(path, combined("/", 200, 5, PHONE, "eu").repeat(30));
    await eventually("a note", () => source.health(Date.now()).message?.includes('not of the format "json"') === true);
    expect(source.read(Date.now())).toEqual({});
  });

  it("openLogSource receives syslog on loopback, with either header and with none", async () => {
    const probe = createSocket("udp4").bind(0, "127.0.0.1");
    await once(probe, "listening");
    const { port } = probe.address();
    const taken = { kind: "syslog", port, format: { kind: "haproxy" }, checkout_path: "/checkout" };
    await using blocked = await opened(taken);
    await eventually("the port is taken", () => blocked.health(Date.now()).state === "failed");
    probe.close();
    await once(probe, "close");
    await using source = await opened({ ...taken, name: "second" });
    const sender = createSocket("udp4");
    const line = "21 0 21 200 be o1 ---- /checkout/1";
    await eventually("three lines counted", () => {
      for (const header of [
        "",
        "<134>Oct 11 22:14:15 lb haproxy[1]: ",
        "<134>1 2026-02-06T12:14:14Z lb haproxy 1 - - ",
      ])
        sender.send(`${header}${line}\n`, port, "127.0.0.1");
      return source.read(Date.now())["checkout_share"]?.value === 1;
    });
    expect(source.read(Date.now())["latency_p50"]?.value).toBeCloseTo(21, 0);
    sender.close();
  });
});
