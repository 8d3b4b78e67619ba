import type { Signals } from "@fleet-persona/engine";

/** `waiting`: nothing was seen yet; `fresh`, `stale`: by the time of the newest observation; `failed`: it cannot read now. */
export type SourceHealth = {
  readonly state: "fresh" | "stale" | "failed" | "waiting";
  readonly lastAt: number | null;
  /** What is wrong, or worth knowing, in one sentence. */
  readonly message: string | null;
};

/** Where signals come from beside the targets: a log, an exporter, the host itself, a receiver, the clock. */
export interface Source {
  readonly name: string;
  /**
   * What is known now (`now` in ms since the epoch), each reading with the time it was observed. What is not known is
   * absent, never zero; what stopped keeps its old time. Never throws and never waits.
   */
  read(now: number): Signals;
  health(now: number): SourceHealth;
  close(): Promise<void>;
}
