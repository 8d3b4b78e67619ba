import { duesOf, type Due } from "../state/due.ts";
import type { AnyRow, TableName } from "../state/tables.ts";

/** What is to happen and when, soonest first; one queue for the simulated clock and one for each test clock. */
export class Agenda {
  private readonly queues = new Map<string, Due[]>();
  /** What is queued: a row is written many times without its moment moving. */
  private readonly known = new Set<string>();

  noticed(table: TableName, row: AnyRow | undefined): void {
    if (row === undefined) return;
    for (const due of duesOf(table, row)) this.push(due);
  }

  /** Takes the soonest thing that is due by `until`. */
  take(clock: string | null, until: number): Due | null {
    const queue = this.queues.get(clock ?? "");
    const first = queue?.[0];
    if (queue === undefined || first === undefined || first.at > until) return null;
    this.known.delete(keyOf(first));
    const last = queue.pop();
    if (last !== undefined && queue.length > 0) {
      queue[0] = last;
      sink(queue);
    }
    return first;
  }

  forget(clock: string): void {
    for (const due of this.queues.get(clock) ?? []) this.known.delete(keyOf(due));
    this.queues.delete(clock);
  }

  private push(due: Due): void {
    const key = keyOf(due);
    if (this.known.has(key)) return;
    this.known.add(key);
    const queue = this.queues.get(due.clock ?? "") ?? [];
    this.queues.set(due.clock ?? "", queue);
    queue.push(due);
    let at = queue.length - 1;
    while (at > 0) {
      const parent = (at - 1) >>> 1;
      if (!swapIfLater(queue, parent, at)) break;
      at = parent;
    }
  }
}

function keyOf({ kind, id, at }: Due): string {
  return `${kind}/${id}/${at}`;
}

function sink(queue: Due[]): void {
  let at = 0;
  for (;;) {
    const left = 2 * at + 1;
    const right = left + 1;
    const sooner = (queue[right]?.at ?? Infinity) < (queue[left]?.at ?? Infinity) ? right : left;
    if (!swapIfLater(queue, at, sooner)) return;
    at = sooner;
  }
}

function swapIfLater(queue: Due[], upper: number, lower: number): boolean {
  const above = queue[upper];
  const below = queue[lower];
  if (above === undefined || below === undefined || above.at <= below.at) return false;
  queue[upper] = below;
  queue[lower] = above;
  return true;
}
