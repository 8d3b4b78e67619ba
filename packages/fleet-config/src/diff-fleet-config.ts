import { diffAttributes } from "./diff-attributes.ts";
import { diffNamed, type NamedList } from "./diff-named.ts";
import { diffPersonas } from "./diff-personas.ts";
import type { FleetChange } from "./fleet-change.ts";
import type { FleetConfig, Freeze } from "./fleet-config.ts";
import { sameJson } from "./same-json.ts";
import { sayFreeze, sayTrigger } from "./say.ts";

const triggers: NamedList<FleetConfig["triggers"][number]> = {
  field: "triggers",
  word: "trigger",
  reordered: "triggers-reordered",
  say: sayTrigger,
};
const freezes: NamedList<Freeze> = {
  field: "freeze_windows",
  word: "freeze",
  reordered: "freezes-reordered",
  say: sayFreeze,
};

/**
 * What has to change to get from one state document to another, as a person reads it: attributes (scope, bounds, safe value,
 * step, owner), triggers, freezes, Personas, settings. Empty exactly when both say the same.
 */
export function diffFleetConfig(before: FleetConfig, after: FleetConfig): readonly FleetChange[] {
  return [
    ...diffFleet(before.fleet, after.fleet),
    ...diffAttributes(before.attributes, after.attributes),
    ...diffNamed(triggers, before.triggers, after.triggers),
    ...diffNamed(freezes, before.freeze_windows, after.freeze_windows),
    ...diffPersonas(before.personas, after.personas),
    ...diffSettings(before.settings, after.settings),
  ];
}

function diffFleet(before: string, after: string): FleetChange[] {
  if (before === after) return [];
  const sentence = `the document is about the fleet ${after} instead of ${before}`;
  return [{ kind: "fleet-changed", path: "fleet", before, after, sentence }];
}

function diffSettings(before: FleetConfig["settings"], after: FleetConfig["settings"]): FleetChange[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].toSorted() as (keyof typeof before)[];
  return names.flatMap((name): FleetChange[] => {
    const [was, is] = [before[name], after[name]];
    if (sameJson(was, is)) return [];
    const said = (value: Setting | undefined): string =>
      value === undefined ? "the Persona's own" : saySetting(value);
    const sentence = `${name}: ${said(was)} becomes ${said(is)}`;
    return [{ kind: "setting-changed", path: `settings.${name}`, before: was ?? null, after: is ?? null, sentence }];
  });
}

type Setting = NonNullable<FleetConfig["settings"][keyof FleetConfig["settings"]]> | null;

function saySetting(value: Setting): string {
  if (value === null) return "off";
  if (typeof value !== "object") return String(value);
  return Object.entries(value)
    .map(([name, part]) => `${name} ${String(part)}`)
    .join(", ");
}
