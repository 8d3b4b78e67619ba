import * as fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { diffFleetConfig } from "./diff-fleet-config.ts";
import { emptyFleetConfig } from "./empty-fleet-config.ts";
import { formatFleetYaml } from "./format-fleet-yaml.ts";
import { parseFleetYaml } from "./parse-fleet-yaml.ts";
import { arbitraryConfig } from "./testing/arbitrary-config.ts";

test("parseFleetYaml reads back exactly what formatFleetYaml wrote, whatever the values now are", () => {
  const now = fc.dictionary(
    fc.stringMatching(/^[a-z]{1,6}$/),
    fc.array(fc.record({ hostName: fc.string({ unit: "binary" }), value: fc.oneof(fc.double(), fc.string()) })),
  );
  fc.assert(
    fc.property(arbitraryConfig, now, (config, values) => {
      const names = Object.keys(config.attributes);
      const byName = Object.fromEntries(
        Object.entries(values).map(([name, hosts], index) => [names[index] ?? name, hosts]),
      );
      const text = formatFleetYaml(config, { now: byName, head: JSON.stringify(values) });
      expect(parseFleetYaml(text)).toEqual({ kind: "config", config });
      expect(parseFleetYaml(JSON.stringify(config))).toEqual({ kind: "config", config });
    }),
    { numRuns: 150 },
  );
}, 60_000);

test("formatFleetYaml writes the same text for the same document, however its keys are ordered", () => {
  fc.assert(
    fc.property(arbitraryConfig, (config) => {
      const turned = Object.fromEntries(Object.entries(config).toReversed()) as typeof config;
      const attributes = Object.fromEntries(Object.entries(config.attributes).toReversed());
      expect(formatFleetYaml({ ...turned, attributes })).toBe(formatFleetYaml(config));
    }),
    { numRuns: 50 },
  );
}, 60_000);

test("formatFleetYaml shows what hosts report beside the attribute, on one line", () => {
  const config = { ...emptyFleetConfig("web"), attributes: { cpu_allocation: { scope: "host" as const } } };
  const now = {
    cpu_allocation: [
      { hostName: "web-1", value: 0.2 },
      { hostName: "web-2\n  scope: fleet", value: 0.21 },
    ],
  };
  const text = formatFleetYaml(config, { now });
  expect(
    formatFleetYaml(config, { now: { active_servers: now.cpu_allocation.slice(0, 1) }, head: "version 3" }),
  ).toMatch(
    /^# version 3\n\nschema: [^]*scope: host\n {2}# not declared: active_servers, now: 0.2 \(web-1\)\ntriggers/,
  );
  expect(text).toContain("  cpu_allocation:\n    # now: 0.2 (web-1), 0.21 (web-2   scope: fleet)\n    scope: host\n");
});

describe("parseFleetYaml", () => {
  const head = "schema: fleet-persona/fleet/1\nfleet: web\npersonas: []\n";
  const tail = "triggers: []\nfreeze_windows: []\nsettings: {}\n";

  it.each([
    ["an unknown field", `${head}attributes: {}\n${tail}colour: red\n`, "colour", 8, "there is no such field"],
    [
      "an unknown field of an attribute",
      `${head}attributes:\n  cpu_allocation:\n    scope: host\n    limits: 3\n${tail}`,
      "attributes.cpu_allocation.limits",
      7,
      "there is no such field",
    ],
    [
      "bounds the wrong way round",
      `${head}attributes:\n  cpu_allocation:\n    scope: host\n    bounds: { min: 2, max: 1 }\n${tail}`,
      "attributes.cpu_allocation.bounds",
      7,
      "min is above max",
    ],
    [
      "a scope that does not exist",
      `${head}attributes:\n  cpu_allocation:\n    scope: planet\n${tail}`,
      "attributes.cpu_allocation.scope",
      6,
      'Invalid option: expected one of "host"|"fleet"',
    ],
    [
      "a name that is none",
      `${head}attributes:\n  CPU:\n    scope: host\n${tail}`,
      "attributes.CPU",
      5,
      "must be snake_case or namespace/snake_case",
    ],
    [
      "a time zone nobody lives in",
      `${head}attributes: {}\ntriggers: []\nsettings: {}\nfreeze_windows:\n  - name: night\n    weekly:\n      days: [mon]\n      from: "22:00"\n      until: "06:00"\n      time_zone: Mars/Olympus\n`,
      "freeze_windows.0.weekly.time_zone",
      13,
      "must be a time zone such as Europe/Berlin",
    ],
    [
      "a section that is not there",
      `${head}attributes: {}\ntriggers: []\nsettings: {}\n`,
      "freeze_windows",
      1,
      "is missing",
    ],
  ])("names the field and the line of %s", (_, text, path, line, message) => {
    expect(parseFleetYaml(text)).toEqual({ kind: "refused", problems: [{ path, line, message }] });
  });

  it.each([
    ["text that is no YAML", "fleet: [", 1],
    ["a key twice", "fleet: web\nfleet: api\n", 2],
    ["a tag", "fleet: !!js/function 'x'\n", 1],
    ["an alias", "a: &a [1]\nb: *a\n", 1],
    ["two documents", "fleet: web\n---\nfleet: api\n", 2],
    ["nothing", "", 1],
    ["a list", "- 1\n", 1],
  ])("refuses %s and says where", (_, text, line) => {
    const parsed = parseFleetYaml(text);
    expect(parsed.kind).toBe("refused");
    expect(parsed.kind === "refused" && parsed.problems[0]?.line).toBe(line);
  });

  it("refuses names that are used twice and a file of the size of a book", () => {
    const freeze = "  - { name: sale, from: 2026-11-27T00:00:00Z, until: 2026-11-28T00:00:00Z }\n";
    const twice = parseFleetYaml(
      `${head}attributes: {}\ntriggers: []\nsettings: {}\nfreeze_windows:\n${freeze}${freeze}`,
    );
    expect(twice).toMatchObject({
      problems: [{ path: "freeze_windows.1.name", line: 9, message: expect.stringContaining("used twice") }],
    });
    expect(parseFleetYaml("#".repeat(300_000))).toMatchObject({ problems: [{ line: 1 }] });
  });

  it("never throws, whatever it is given", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        expect(["config", "refused"]).toContain(parseFleetYaml(text).kind);
      }),
    );
  });
});

test("diffFleetConfig finds nothing between a document and what a person reads of it", () => {
  fc.assert(
    fc.property(arbitraryConfig, (config) => {
      const parsed = parseFleetYaml(formatFleetYaml(config));
      expect(parsed.kind === "config" && diffFleetConfig(config, parsed.config)).toEqual([]);
    }),
    { numRuns: 50 },
  );
}, 60_000);
