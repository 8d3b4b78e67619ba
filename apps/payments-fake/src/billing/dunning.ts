import type { World } from "../state/world.ts";

/** What is done about an invoice that a card refused. */
export type Dunning = {
  /** Days between one attempt and the next; after the last one the subscription ends or stays unpaid. */
  readonly retryDays: readonly number[];
  readonly finally: "canceled" | "unpaid";
};

const USUAL: Dunning = { retryDays: [3, 5, 7], finally: "canceled" };

export function dunningOf(world: World): Dunning {
  return (world.tables.settings.get("dunning")?.value as Dunning | undefined) ?? USUAL;
}

export function setDunning(world: World, dunning: Dunning): void {
  world.tables.settings.put({ id: "dunning", created: 0, value: dunning });
}
