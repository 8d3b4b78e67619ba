import type { RequestTable } from "../requests/request-table.ts";

/** The requests that servers work on, and in which order their work gets done. Work is in core-ms. */
export interface Jobs {
  /** Requests at this server, those included that nobody waits for any more. */
  count(server: number): number;
  /** How many of them can be worked on at the same time. */
  parallel(server: number): number;
  add(requests: RequestTable, server: number, slot: number): void;
  /** Work to do, on all together, until the next one is done; only when there is one. */
  untilNext(requests: RequestTable, server: number): number;
  progress(requests: RequestTable, server: number, work: number): void;
  /** Takes out the one that is done next. */
  takeNext(requests: RequestTable, server: number): number;
}
