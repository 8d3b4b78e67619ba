import type { Bound, Fallback } from "@fleet-persona/engine";

export type PauseChoice = "none" | "all" | "grow" | "shrink";

/** What a person changed about a moment; what is absent is as it was. */
export type Scenario = {
  /** By input name, in its unit; null = missing. */
  readonly signals: Readonly<Record<string, number | null>>;
  readonly bounds: Readonly<Record<string, Bound>>;
  readonly riskTolerance?: number | undefined;
  readonly adjustmentFactor?: number | undefined;
  readonly confidenceFloor?: number | undefined;
  readonly fallback?: Fallback | undefined;
  readonly pause?: PauseChoice | undefined;
  readonly freeze?: boolean | undefined;
  readonly kill?: boolean | undefined;
};

/** The moment as it was. */
export const unchanged: Scenario = { signals: {}, bounds: {} };

const FALLBACKS = ["reactive", "hold", "safe"] as const satisfies readonly Fallback[];
const PAUSES = ["none", "all", "grow", "shrink"] as const satisfies readonly PauseChoice[];
const NUMBERS = { risk: "riskTolerance", factor: "adjustmentFactor", floor: "confidenceFloor" } as const;

/** How many things a person changed. */
export function changeCount({ signals, bounds, ...rest }: Scenario): number {
  const others = Object.values(rest).filter((value) => value !== undefined).length;
  return Object.keys(signals).length + Object.keys(bounds).length + others;
}

/** A scenario as the part of an address, readable by people: `s.request_rate=300&b.cpu_allocation=0.1~0.2&risk=0.3`. */
export function toAddress(scenario: Scenario): URLSearchParams {
  const address = new URLSearchParams();
  for (const [name, value] of Object.entries(scenario.signals))
    address.set(`s.${name}`, value === null ? "missing" : String(value));
  for (const [name, bound] of Object.entries(scenario.bounds))
    address.set(`b.${name}`, bound.kind === "range" ? `${bound.min}~${bound.max}` : bound.allowed.join(","));
  for (const [key, field] of Object.entries(NUMBERS)) {
    const value = scenario[field];
    if (value !== undefined) address.set(key, String(value));
  }
  if (scenario.fallback !== undefined) address.set("fallback", scenario.fallback);
  if (scenario.pause !== undefined) address.set("pause", scenario.pause);
  if (scenario.freeze !== undefined) address.set("freeze", scenario.freeze ? "on" : "off");
  if (scenario.kill !== undefined) address.set("kill", scenario.kill ? "on" : "off");
  return address;
}

/** The scenario of an address. What cannot be read is as it was. */
export function fromAddress(address: URLSearchParams): Scenario {
  const signals: Record<string, number | null> = {};
  const bounds: Record<string, Bound> = {};
  for (const [key, text] of address) {
    if (key.startsWith("s.")) {
      const value = text === "missing" ? null : numberOf(text);
      if (value !== undefined) signals[key.slice(2)] = value;
    }
    const bound = key.startsWith("b.") ? boundOf(text) : undefined;
    if (bound !== undefined) bounds[key.slice(2)] = bound;
  }
  return {
    signals,
    bounds,
    riskTolerance: numberOf(address.get("risk")),
    adjustmentFactor: numberOf(address.get("factor")),
    confidenceFloor: numberOf(address.get("floor")),
    fallback: oneOf(FALLBACKS, address.get("fallback")),
    pause: oneOf(PAUSES, address.get("pause")),
    freeze: switchOf(address.get("freeze")),
    kill: switchOf(address.get("kill")),
  };
}

function boundOf(text: string): Bound | undefined {
  if (!text.includes("~")) {
    const allowed = text.split(",").filter(Boolean);
    const booleans = allowed.every((choice) => choice === "true" || choice === "false");
    return allowed.length === 0
      ? undefined
      : { kind: "choices", allowed: booleans ? allowed.map((choice) => choice === "true") : allowed };
  }
  const [low, high] = text.split("~").map(numberOf);
  return low === undefined || high === undefined || low > high ? undefined : { kind: "range", min: low, max: high };
}

function numberOf(text: string | null): number | undefined {
  const value = text === null || text.trim() === "" ? Number.NaN : Number(text);
  return Number.isFinite(value) ? value : undefined;
}

function oneOf<Choice extends string>(choices: readonly Choice[], text: string | null): Choice | undefined {
  return choices.find((choice) => choice === text);
}

function switchOf(text: string | null): boolean | undefined {
  return text === "on" ? true : text === "off" ? false : undefined;
}
