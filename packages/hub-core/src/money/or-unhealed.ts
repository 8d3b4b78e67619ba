import { PaymentError } from "@fleet-persona/payments";
import type { Finding } from "./reconcile.ts";

/** One thing that cannot be read must not hide all others: it is reported. A processor that is silent ends the run. */
export async function orUnhealed(
  heal: () => Promise<readonly Finding[]>,
  failed: Finding,
): Promise<readonly Finding[]> {
  try {
    return await heal();
  } catch (error) {
    if (error instanceof PaymentError && error.retryable) throw error;
    return [{ ...failed, healed: false }];
  }
}
