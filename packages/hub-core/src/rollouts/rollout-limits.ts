import { HubError } from "../hub-error.ts";
import type { ScenarioSize } from "./scenario-size.ts";

/** What one batch and all batches of a tenant may come to. */
export const rolloutLimits = {
  itemsPerBatch: 1_000,
  seedsPerItem: 64,
  genomeBytes: 512 * 1024,
  taskBytes: 4 * 1024 * 1024,
  /** What the scenarios of one item may come to, so that its worker is free again within minutes. */
  simulatedRequests: 20_000_000,
  simulatedSteps: 500_000,
  /** Items of a tenant that have not ended. */
  pendingItems: 4_000,
  /** Bytes of tasks, genomes and results that a tenant keeps here at a time. */
  storedBytes: 256 * 1024 * 1024,
  resultBytes: 2 * 1024 * 1024,
  /** What the results of one answer weigh before it ends; the first of them may be larger. */
  pageBytes: 4 * 1024 * 1024,
} as const;

type Sized = {
  /** The JSON of the task, and what one of its scenarios comes to. */
  readonly text: string;
  readonly scenario: ScenarioSize;
  /** What each item comes to beside its scenarios. */
  readonly learning: ScenarioSize;
  readonly items: readonly { readonly genome: Uint8Array; readonly seeds: readonly number[] }[];
};

/** Refuses a batch that is too large in itself; the refusal's `detail` is a stable code. */
export function refuseTooLarge({ text, items, ...size }: Sized): void {
  const { itemsPerBatch, taskBytes } = rolloutLimits;
  if (Buffer.byteLength(text) > taskBytes)
    throw refused("task-too-large", `A task may weigh ${taskBytes / 1_048_576} MiB at most.`);
  if (items.length === 0) throw refused("no-items", "There is no item to work on.");
  if (items.length > itemsPerBatch)
    throw refused("too-many-items", `A batch has at most ${itemsPerBatch} items; send the others in another one.`);
  for (const [index, item] of items.entries()) refuseItem(size, index, item);
}

function refuseItem(
  { scenario, learning }: Pick<Sized, "scenario" | "learning">,
  index: number,
  { genome, seeds }: Sized["items"][number],
): void {
  const { seedsPerItem, genomeBytes, simulatedRequests, simulatedSteps } = rolloutLimits;
  if (genome.length > genomeBytes)
    throw refused("genome-too-large", `The genome of item ${index} weighs more than ${genomeBytes / 1024} KiB.`);
  if (seeds.length === 0 || seeds.length > seedsPerItem)
    throw refused("too-many-seeds", `Item ${index} has ${seeds.length} seeds; it may have 1 to ${seedsPerItem}.`);
  const requests = seeds.length * scenario.requests + learning.requests;
  if (requests > simulatedRequests) {
    const message = `Item ${index} may simulate ${requests} requests; ${simulatedRequests} are allowed: give it less.`;
    throw refused("too-many-simulated-requests", message);
  }
  const steps = seeds.length * scenario.steps + learning.steps;
  if (steps > simulatedSteps) {
    const message = `Item ${index} simulates ${steps} steps; ${simulatedSteps} are allowed: give it less.`;
    throw refused("too-many-simulated-steps", message);
  }
}

/** Refuses what would make a tenant's share too large. */
export function refuseTooMuch(
  before: { readonly pending: number; readonly bytes: number },
  added: typeof before,
): void {
  const { pendingItems, storedBytes } = rolloutLimits;
  if (before.pending + added.pending > pendingItems) {
    const message = `${before.pending} items are waiting already, and ${pendingItems} may: wait for them or cancel some.`;
    throw refused("too-many-pending", message);
  }
  if (before.bytes + added.bytes > storedBytes) {
    const message = `More than ${storedBytes / 1_048_576} MiB would be kept: delete batches whose results you have.`;
    throw refused("too-much-stored", message);
  }
}

function refused(code: string, message: string): HubError {
  return new HubError("refused", message, code);
}
