import type { GateReason } from "@fleet-persona/persona";

const MESSAGE = 1_000;

export function reason(severity: GateReason["severity"], code: string, message: string): GateReason {
  return { severity, code, message: message.length > MESSAGE ? `${message.slice(0, MESSAGE - 1)}…` : message };
}

/** The first few of many, in words. */
export function firstFew(all: readonly string[], shown = 3): string {
  const rest = all.length - shown;
  return `${all.slice(0, shown).join("; ")}${rest > 0 ? `; and ${rest} more` : ""}`;
}

export function percent(share: number): string {
  return `${Math.round(100 * share)} %`;
}
