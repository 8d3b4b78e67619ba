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
  /** The first found whose deadline has come and that somebody still waits for, -1 when there is none. */
  overdue(requests: RequestTable, server: number, now: number): number;
  /** The earliest deadline of those that somebody still waits for. */
  earliestDeadline(requests: RequestTable, server: number): number;
}
