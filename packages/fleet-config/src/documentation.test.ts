import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { controlOf } from "./control-of.ts";
import { diffFleetConfig } from "./diff-fleet-config.ts";
import { emptyFleetConfig } from "./empty-fleet-config.ts";
import { formatFleetYaml } from "./format-fleet-yaml.ts";
import { parseFleetYaml } from "./parse-fleet-yaml.ts";

test("parseFleetYaml takes the example of docs/fleet-yaml.md, which shows every part there is", () => {
  const page = readFileSync(new URL("../../../docs/fleet-yaml.md", import.meta.url), "utf8");
  const example = /^```yaml\n(.*?)^```$/ms.exec(page)?.[1] ?? "";
  const parsed = parseFleetYaml(example);
  expect(parsed.kind).toBe("config");
  if (parsed.kind !== "config") return;
  const { attributes, triggers, freeze_windows: freezes, personas, settings } = parsed.config;
  expect(Object.keys(attributes["cpu_allocation"] ?? {}).toSorted()).toEqual([
    "bounds",
    "owner",
    "scope",
    "step",
    "value",
  ]);
  expect([triggers.length, freezes.length, personas.length, Object.keys(settings).length]).toEqual([1, 2, 1, 10]);
  expect(controlOf(parsed.config, { hostId: "a", hostIds: ["a", "b"] }).control.rollout?.perWindow).toBe(1);
});

test("diffFleetConfig says what the README's example says", () => {
  const before = emptyFleetConfig("web-eu");
  const parsed = parseFleetYaml(formatFleetYaml({ ...before, settings: { risk_tolerance: 0.2 } }));
  expect(parsed.kind === "config" && diffFleetConfig(before, parsed.config)[0]?.sentence).toBe(
    "risk_tolerance: the Persona's own becomes 0.2",
  );
});
