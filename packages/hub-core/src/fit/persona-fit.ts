import type { FleetId, PersonaVersionId } from "../ids.ts";

/**
 * Where a signal comes from: a host's target, a source that pushes it, declared context (campaigns, intents), the clock. `missing`
 * when hosts reported and none of these has it, `unknown` while no host has reported yet.
 */
export type SignalSupply = {
  readonly name: string;
  readonly supply: "target" | "source" | "context" | "clock" | "missing" | "unknown";
  /** Who supplies it, for a person to read: host names, a source's name, `campaigns`; empty when nobody does. */
  readonly by: string;
};

/** Whether the hosts can steer an attribute of the Persona. */
export type AttributeSupply = {
  readonly name: string;
  /** Whether the Persona cannot do without it. */
  readonly required: boolean;
  readonly supply: "target" | "missing" | "unknown";
  /** The hosts that can steer it. */
  readonly by: string;
};

/** Whether a fleet can give a Persona what it needs. */
export type PersonaFitView = {
  readonly fleetId: FleetId;
  readonly personaVersionId: PersonaVersionId;
  /** Null while nobody can say: no host has reported yet. */
  readonly fits: boolean | null;
  readonly requiredSignals: readonly SignalSupply[];
  /** Those the policy can do without; a missing one lowers its confidence. */
  readonly optionalSignals: readonly SignalSupply[];
  readonly attributes: readonly AttributeSupply[];
};
