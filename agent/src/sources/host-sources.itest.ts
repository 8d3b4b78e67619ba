import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { eventually } from "../testing/toy-agent.fixture.ts";
import { opened } from "./testing/opened.fixture.ts";
import { temporaryFolder } from "./testing/temporary-folder.fixture.ts";

describe("openSources", () => {
  it("openSources reads this host's own /proc", async () => {
    await using source = await opened({ kind: "proc", interval_s: 0.5, cpu_is_service: true });
    await eventually("a rate", () => source.read(Date.now())["host_cpu_utilisation"] !== undefined);
    const signals = source.read(Date.now());
    for (const name of ["host_cpu_utilisation", "host_memory_utilisation", "cpu_utilisation"]) {
      expect(signals[name]?.value, name).toBeGreaterThanOrEqual(0);
      expect(signals[name]?.value, name).toBeLessThanOrEqual(1);
    }
    expect(source.health(Date.now()).state).toBe("fresh");
  });

  it("openSources says that a folder is no /proc, and gives nothing", async () => {
    using folder = temporaryFolder();
    await using source = await opened({ kind: "proc", folder: folder.path });
    expect(source.read(Date.now())).toEqual({});
    expect(source.health(Date.now())).toMatchObject({ state: "failed" });
  });

  it("openSources tells the time of the host's zone", async () => {
    const noon = Date.parse("2026-07-06T10:00:00Z");
    await using source = await opened({ kind: "clock", time_zone: "Europe/Berlin" });
    expect(source.read(noon)["time_of_day.cos"]).toEqual({ value: expect.closeTo(-1) as number, at: noon });
  });

  it("openSources reads campaigns from a file and keeps the last that could be read", async () => {
    using folder = temporaryFolder();
    const path = join(folder.path, "campaigns.ics");
    const now = Date.parse("2026-02-10T09:00:00Z");
    const event = (extra: string) =>
      `BEGIN:VEVENT\nSUMMARY:Sale\nDTSTART:20260210T080000Z\nDURATION:PT2H\n${extra}END:VEVENT\n`;
    await using missing = await opened({ kind: "campaigns", path }, () => now);
    expect(missing.read(now)).toEqual({});
    expect(missing.health(now)).toMatchObject({ state: "failed" });
    writeFileSync(path, `BEGIN:VCALENDAR\n${event("")}${event("RRULE:FREQ=YEARLY\n")}END:VCALENDAR\n`);
    await using source = await opened({ kind: "campaigns", path }, () => now);
    expect(source.read(now)["campaign_active"]).toEqual({ value: 1, at: now });
    expect(source.read(now + 7_200_000)["campaign_active"]?.value).toBe(0);
    expect(source.health(now)).toMatchObject({
      state: "fresh",
      message: expect.stringMatching(/repeats yearly/) as string,
    });
    rmSync(path);
    expect(source.read(now)["campaign_active"]?.value).toBe(1);
  });
});
