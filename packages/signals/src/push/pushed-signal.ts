import { signalNameSchema } from "@fleet-persona/persona";

/** One pushed value; `at` in ms since the epoch. */
export type PushedSignal = { readonly name: string; readonly value: number; readonly at: number };

export type PushRefusalCode =
  | "not-a-pair"
  | "name-invalid"
  | "not-allowed"
  | "value-not-a-number"
  | "time-invalid"
  | "too-old"
  | "too-new"
  | "duplicate";

/** One item that was not taken: what it was called, and why. */
export type PushRefusal = { readonly item: string; readonly code: PushRefusalCode; readonly message: string };

export type ParsedPush =
  | { readonly kind: "parsed"; readonly accepted: readonly PushedSignal[]; readonly refused: readonly PushRefusal[] }
  | { readonly kind: "malformed"; readonly message: string };

export type PushRules = {
  /** ms since the epoch; also the time of values that carry none. */
  readonly now: number;
  readonly allowed: (name: string) => boolean;
};

/** A pushed time may be this far from the receiver's clock, in ms. */
export const MOST_PUSH_AGE_MS = 600_000;
export const MOST_PUSH_FUTURE_MS = 10_000;
export const MOST_PUSHED = 256;

/** Why a time is refused; null when it is near enough to now. */
export function timeProblem(at: number, now: number): "time-invalid" | "too-old" | "too-new" | null {
  if (!Number.isFinite(at)) return "time-invalid";
  if (at > now + MOST_PUSH_FUTURE_MS) return "too-new";
  return at < now - MOST_PUSH_AGE_MS ? "too-old" : null;
}

export const PUSH_MESSAGES = {
  "not-a-pair": "write name=value",
  "name-invalid": "names are snake_case parts joined by dots",
  "not-allowed": "the host's config does not list this signal under `signals`",
  "value-not-a-number": "the value must be a finite decimal number",
  "time-invalid": "`at` must be ms since 1970",
  "too-old": "`at` is more than 10 min ago",
  "too-new": "`at` is more than 10 s ahead of this host's clock",
  duplicate: "the same signal is there twice",
} as const satisfies Record<PushRefusalCode, string>;

export function pushRefusal(item: string, code: PushRefusalCode): PushRefusal {
  return { item: item.slice(0, 80), code, message: PUSH_MESSAGES[code] };
}

/** Sorts candidates into accepted and refused: each name once, allowed, with a finite value and a time near now. */
export function judge(
  candidates: readonly { readonly name: string; readonly value: unknown; readonly at: unknown }[],
  { now, allowed }: PushRules,
): { readonly accepted: readonly PushedSignal[]; readonly refused: readonly PushRefusal[] } {
  const accepted = new Map<string, PushedSignal>();
  const refused: PushRefusal[] = [];
  for (const { name, value, at } of candidates) {
    const code = problemOf(name, value, at, now, allowed) ?? (accepted.has(name) ? "duplicate" : null);
    if (code !== null) refused.push(pushRefusal(name, code));
    else accepted.set(name, { name, value: value as number, at: Math.min((at as number | undefined) ?? now, now) });
  }
  return { accepted: [...accepted.values()], refused };
}

function problemOf(
  name: string,
  value: unknown,
  at: unknown,
  now: number,
  allowed: PushRules["allowed"],
): PushRefusalCode | null {
  if (!signalNameSchema.safeParse(name).success) return "name-invalid";
  if (!allowed(name)) return "not-allowed";
  if (typeof value !== "number" || !Number.isFinite(value)) return "value-not-a-number";
  if (at === undefined) return null;
  return typeof at === "number" ? timeProblem(at, now) : "time-invalid";
}
