import type { TestClockRow } from "../state/rows-accounts.ts";
import type { Due } from "../state/due.ts";
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
  const guard = new RepeatGuard();
  for (;;) {
    const due = world.agenda.take(null, Math.floor(until / 1000));
    if (due === null) return guard.count;
    guard.pass(due);
    // What was due while nobody ran happens late, but at its own time.
    world.at(due.at * 1000, () => world.transact(() => happen(world, due)));
  }
}

export function advanceTestClock(world: World, row: TestClockRow, until: number): TestClockRow {
  const guard = new RepeatGuard();
  for (;;) {
    const due = world.agenda.take(row.id, until);
    if (due === null) break;
    guard.pass(due);
    world.heldClock = { id: row.id, at: Math.max(due.at, row.frozen) };
    try {
      happen(world, due);
    } finally {
      world.heldClock = null;
    }
  }
  return world.tables.testClocks.put({ ...row, frozen: until });
}

const MOST_REPEATS = 10_000;

/** Whatever happened must not be due again at the same moment for ever: better a bug that says so than a clock that never arrives. */
class RepeatGuard {
  count = 0;
  private last = "";
  private repeats = 0;

  pass(due: Due): void {
    const key = `${due.kind} ${due.id} ${due.at}`;
    this.repeats = key === this.last ? this.repeats + 1 : 0;
    this.last = key;
    this.count += 1;
    if (this.repeats > MOST_REPEATS) throw new TypeError(`${due.kind} of ${due.id} stays due at ${due.at}`);
  }
}
