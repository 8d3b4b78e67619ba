import { AgentError } from "../agent-error.ts";

const UNITS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** "90s", "30m", "2h", "1d" in milliseconds. */
export function durationMs(text: string): number {
  const [, amount = "", unit = ""] = /^(\d+)([smhd])$/.exec(text) ?? [];
  const ms = Number(amount) * (UNITS[unit] ?? Number.NaN);
  if (amount !== "" && ms > 0) return ms;
  throw new AgentError("usage", `${text} is not a duration: write one such as 90s, 30m, 2h or 1d.`);
}
