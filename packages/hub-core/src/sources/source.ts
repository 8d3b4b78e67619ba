import { standardSignal } from "@fleet-persona/signals";
import type { FleetId } from "../ids.ts";

/** How old a value may be before it says nothing about now, ms: what the standard says of its name, else five minutes. */
export function staleAfterMs(signal: string): number {
  return (standardSignal(signal)?.stalenessS ?? 300) * 1_000;
}

/** One figure that a source may tell, and the last it told. */
export type SourceSignalView = {
  readonly name: string;
  readonly unit: string | null;
  readonly value: number | null;
  readonly observedAt: number | null;
  readonly receivedAt: number | null;
  readonly freshness: "never" | "fresh" | "stale";
};

/** Something outside that tells a fleet figures its hosts cannot see. */
export type SourceView = {
  readonly sourceId: string;
  readonly fleetId: FleetId;
  readonly name: string;
  /** The email address of who made it. */
  readonly createdBy: string;
  readonly createdAt: number;
  readonly lastSeenAt: number | null;
  /** The last thing that was refused of what it sent; null when nothing was since it last sent only good values. */
  readonly lastError: { readonly message: string; readonly at: number } | null;
  readonly signals: readonly SourceSignalView[];
};

/** `token` is shown once; only its hash is kept. */
export type CreatedSource = SourceView & { readonly token: string };
