import type { Assignment, Control, FreezeWindow, Rollout, SettingsOverrides } from "@fleet-persona/protocol";
import type { FleetConfig, Freeze } from "./fleet-config.ts";

/** Which host of which the document is read for. The order of `hostIds` does not matter. */
export type Place = { readonly hostId: string; readonly hostIds: readonly string[] };

/** What a state document tells one host, in the names of the protocol and the engine. */
export type HostControl = {
  readonly control: Pick<Control, "freezeWindows" | "triggers" | "declared" | "stepLimits" | "rollout">;
  readonly settings: SettingsOverrides;
  readonly bounds: Assignment["bounds"];
};

// The hosts of one window spread their starts over half of it.
const ROLLOUT_JITTER = 0.5;

const isoDays = { mon: 1, tue: 2, wed: 3, thu: 4, fri: 5, sat: 6, sun: 7 } as const;

/** What a document means for one host of the fleet. */
export function controlOf(config: FleetConfig, place: Place): HostControl {
  const attributes = Object.entries(config.attributes);
  const { blast_radius: radius } = config.settings;
  return {
    control: {
      freezeWindows: config.freeze_windows.map(freezeWindowOf),
      triggers: config.triggers,
      declared: collect(attributes, ({ value }) => value),
      stepLimits: collect(attributes, ({ step }) => step),
      rollout: radius === undefined ? null : rolloutOf(radius, place),
    },
    settings: settingsOf(config.settings),
    bounds: collect(attributes, ({ bounds }) => bounds && boundOf(bounds)),
  };
}

function collect<In, Out>(entries: readonly [string, In][], read: (value: In) => Out | undefined): Record<string, Out> {
  const found = entries.flatMap(([name, value]): [string, Out][] => {
    const out = read(value);
    return out === undefined ? [] : [[name, out]];
  });
  return Object.fromEntries(found);
}

type Bound = NonNullable<FleetConfig["attributes"][string]["bounds"]>;

function boundOf(bound: Bound): Assignment["bounds"][string] {
  return "allowed" in bound ? { kind: "choices", allowed: bound.allowed } : { kind: "range", ...bound };
}

function freezeWindowOf(freeze: Freeze): FreezeWindow {
  const { name } = freeze;
  if (!("weekly" in freeze)) {
    return { name, window: { kind: "once", from: Date.parse(freeze.from), until: Date.parse(freeze.until) } };
  }
  const { days, from, until, time_zone: timeZone } = freeze.weekly;
  const numbers = [...new Set(days.map((day) => isoDays[day]))].toSorted((a, b) => a - b);
  return { name, window: { kind: "weekly", days: numbers, from, until, timeZone } };
}

type BlastRadius = NonNullable<FleetConfig["settings"]["blast_radius"]>;

// Every host computes the same order from the same ids, so that no two share a place.
function rolloutOf(radius: BlastRadius, { hostId, hostIds }: Place): Rollout {
  const order = [...new Set([...hostIds, hostId])].toSorted();
  const hosts = order.length;
  const wanted = "share" in radius ? Math.floor(radius.share * hosts) : radius.hosts;
  return {
    place: order.indexOf(hostId),
    hosts,
    perWindow: Math.max(1, Math.min(wanted, hosts)),
    windowMs: radius.window_s * 1000,
    jitter: ROLLOUT_JITTER,
  };
}

function settingsOf(settings: FleetConfig["settings"]): SettingsOverrides {
  const { cooldown_s: cooldown, stabilisation_s: stabilisation, guardrail } = settings;
  return defined({
    adjustmentFactor: settings.adjustment_factor,
    riskTolerance: settings.risk_tolerance,
    deadband: settings.deadband,
    confidenceFloor: settings.confidence_floor,
    cooldownMs: cooldown && millisecondsOf(cooldown),
    stabilisationMs: stabilisation && millisecondsOf(stabilisation),
    fallback: settings.fallback,
    yieldMs: settings.yield_s === undefined ? undefined : settings.yield_s * 1000,
    guardrail: guardrail && {
      errorRateIncrease: guardrail.error_rate_increase,
      latencyIncrease: guardrail.latency_increase,
      windowMs: guardrail.window_s * 1000,
    },
  });
}

function millisecondsOf({ grow, shrink }: { grow: number; shrink: number }): { grow: number; shrink: number } {
  return { grow: grow * 1000, shrink: shrink * 1000 };
}

// Absent means the Persona's own; a key with undefined would be refused on the wire.
function defined(overrides: { [K in keyof SettingsOverrides]: SettingsOverrides[K] | undefined }): SettingsOverrides {
  return Object.fromEntries(Object.entries(overrides).filter(([, value]) => value !== undefined));
}
