import type { HostId } from "../ids.ts";

/** A decision as the agent journalled it: the engine's Decision and what became of it. */
export type DecisionRecord = {
  readonly hostId: HostId;
  readonly hostName: string;
  readonly epoch: number;
  readonly seq: number;
  readonly at: number;
  readonly payload: unknown;
};

/** Something that happened on a host: a fallback, a lost target, a Persona installed or refused. */
export type EventRecord = DecisionRecord;
