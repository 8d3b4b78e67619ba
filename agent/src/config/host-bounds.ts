import type { Bounds } from "@fleet-persona/engine";
import type { AgentConfig } from "./agent-config.ts";

/** The host's bounds in the engine's terms. The engine intersects layers, so no other layer can widen these. */
export function hostBounds(config: Pick<AgentConfig, "bounds">): Bounds {
  return Object.fromEntries(
    Object.entries(config.bounds).map(([attribute, bound]) => [
      attribute,
      "allowed" in bound
        ? { kind: "choices" as const, allowed: bound.allowed }
        : { kind: "range" as const, min: bound.min, max: bound.max },
    ]),
  );
}
