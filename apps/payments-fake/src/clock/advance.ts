import type { TestClockRow } from "../state/rows-accounts.ts";
import type { World } from "../state/world.ts";
import { happen } from "./happen.ts";

/** Moves the simulated clock on and lives through everything that falls due on the way, each at its own moment. */
export function advance(world: World, ms: number): number {
  const until = world.nowMs() + ms;
  const done = catchUp(world, until);
  world.transact(() => world.setOffset(world.offsetMs() + ms));
  return done;
}

/** Does what is due by `until` (ms) on the simulated clock; the number of things that happened. */
export function catchUp(world: World, until: number = world.nowMs()): number {
  let done = 0;
  for (;;) {
    const due = world.agenda.take(null, Math.floor(until / 1000));
    if (due === null) return done;
    // What was due while nobody ran happens late, but at its own time.
    world.at(due.at * 1000, () => world.transact(() => happen(world, due)));
    done += 1;
  }
}

export function advanceTestClock(world: World, row: TestClockRow, until: number): TestClockRow {
  for (;;) {
    const due = world.agenda.take(row.id, until);
    if (due === null) break;
    world.heldClock = { id: row.id, at: Math.max(due.at, row.frozen) };
    try {
      happen(world, due);
    } finally {
      world.heldClock = null;
    }
  }
  return world.tables.testClocks.put({ ...row, frozen: until });
}
