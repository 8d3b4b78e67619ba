import type { PolicyFigures } from "@fleet-persona/learning";
import { PERSONA } from "../bundle/evidence.ts";

/** One sentence: who won, by how much, and at what cost. */
export function verdict(policies: Readonly<Record<string, PolicyFigures>>): string {
  const own = policies[PERSONA];
  const other = policies["reactive"] ?? policies["default"];
  const name = policies["reactive"] === undefined ? "default" : "reactive rule";
  if (own === undefined || other === undefined) return "";
  const breach = changed(own.breach_seconds, other.breach_seconds, "breach seconds");
  const cost = changed(own.core_seconds, other.core_seconds, "core-seconds");
  const better = own.reward > other.reward ? "did better than" : "did worse than";
  return `By its own reward the Persona ${better} the ${name}: ${breach}, ${cost}.`;
}

function changed(own: number, other: number, what: string): string {
  if (other === 0) return own === 0 ? `no ${what} either` : `${own.toFixed(1)} ${what} where there were none`;
  const percent = Math.round(100 * (own / other - 1));
  if (percent === 0) return `as many ${what}`;
  return `${Math.abs(percent)} % ${percent < 0 ? "fewer" : "more"} ${what}`;
}
