import { describe, expect, it } from "vitest";
import { sourcesSchema } from "./source-config.ts";

const log = { kind: "log-file", path: "/var/log/nginx/access.log", format: { kind: "common" } };

describe("sourcesSchema", () => {
  it("sourcesSchema fills what is left out", () => {
    const [parsed] = sourcesSchema.parse([log]);
    expect(parsed).toMatchObject({
      name: "log-file",
      window_s: 5,
      silence: "unknown",
      format: { trailing: [], time_unit: "s" },
    });
    expect(sourcesSchema.parse(undefined)).toEqual([]);
  });

  it.each<readonly [string, unknown, RegExp]>([
    ["two of one name", [log, log], /name them apart/],
    ["a path that is not absolute", [{ ...log, path: "access.log" }], /absolute/],
    ["an unknown kind", [{ kind: "script" }], /kind|discriminator|input/i],
    ["an unknown field", [{ ...log, command: "rm" }], /command/],
    [
      "syslog from outside",
      [{ kind: "syslog", address: "0.0.0.0", port: 5140, format: { kind: "httplog" } }],
      /loopback/,
    ],
    ["a receiver for everybody", [{ kind: "receiver", address: "0.0.0.0" }], /token_file/],
    ["a receiver on a name", [{ kind: "receiver", address: "localhost" }], /token_file/],
    ["a time zone that is none", [{ kind: "clock", time_zone: "Mars/Olympus" }], /IANA/],
    [
      "a selector that is none",
      [
        {
          kind: "prometheus",
          url: "http://127.0.0.1:9100/metrics",
          rules: [{ signal: "host_load", use: "gauge", of: "x{" }],
        },
      ],
      /selector/,
    ],
    [
      "a scrape of a file",
      [{ kind: "prometheus", url: "file:///etc/passwd", rules: [{ signal: "host_load", use: "gauge", of: "x" }] }],
      /URL/i,
    ],
    ["a signal that is no name", [{ kind: "receiver", signals: ["Conversion Rate"] }], /snake_case/],
  ])("sourcesSchema refuses %s", (_what, sources, message) => {
    const parsed = sourcesSchema.safeParse(sources);
    expect(parsed.success).toBe(false);
    expect(JSON.stringify(parsed.error?.issues)).toMatch(message);
  });

  it("sourcesSchema lets a receiver listen elsewhere with a token file", () => {
    expect(
      sourcesSchema.safeParse([{ kind: "receiver", address: "0.0.0.0", token_file: "/etc/fleet-agent/token" }]).success,
    ).toBe(true);
  });
});
