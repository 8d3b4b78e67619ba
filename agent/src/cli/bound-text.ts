import type { Bound } from "@fleet-persona/engine";
import { AgentError } from "../agent-error.ts";

/** Reads `name=1..8` or `name=micro,short`; on and off are the values of a switch. */
export function parseBound(text: string): { attribute: string; bound: Bound } {
  const at = text.indexOf("=");
  const attribute = text.slice(0, Math.max(0, at)).trim();
  const said = text.slice(at + 1).trim();
  const [, low, high] = /^(-?[\d.eE+-]+)\.\.(-?[\d.eE+-]+)$/.exec(said) ?? [];
  if (at <= 0 || attribute === "" || said === "") throw unreadable(text);
  if (low === undefined || high === undefined) return { attribute, bound: { kind: "choices", allowed: choices(said) } };
  const [min, max] = [Number(low), Number(high)];
  if (!Number.isFinite(min) || !Number.isFinite(max) || min > max) throw unreadable(text);
  return { attribute, bound: { kind: "range", min, max } };
}

function choices(text: string): (string | boolean)[] {
  return text.split(",").map((choice) => (choice === "true" ? true : choice === "false" ? false : choice.trim()));
}

function unreadable(text: string): AgentError {
  return new AgentError("usage", `${text} is not a bound: write NAME=MIN..MAX (min not above max) or NAME=A,B,C.`);
}
