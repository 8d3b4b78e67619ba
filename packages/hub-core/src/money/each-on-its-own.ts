import { PaymentError } from "@fleet-persona/payments";

/**
 * Works through items one after the other; one that fails keeps no other from its turn: a seller whose account is in disorder must not
 * keep all others from their money. Rejects at the end with what failed, and at once where the processor is silent for all of them.
 */
export async function eachOnItsOwn<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
  const failures: unknown[] = [];
  for (const item of items) {
    try {
      await work(item);
    } catch (error) {
      if (error instanceof PaymentError && (error.retryable || error.code === "credentials-invalid")) throw error;
      failures.push(error);
    }
  }
  if (failures.length > 1) throw new AggregateError(failures, `${failures.length} of ${items.length} failed.`);
  if (failures.length === 1) throw failures[0];
}
