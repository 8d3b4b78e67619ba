import type { OrderView, PaymentView } from "@fleet-persona/hub-core";
import type { StepState } from "../../ui/progress-steps.tsx";

/** How far an order has come: ordered, paid, in the library. */
export type OrderSteps = { readonly paid: StepState; readonly yours: StepState };

type Known = {
  readonly order: Pick<OrderView, "status" | "failure" | "checkoutExpiresAt">;
  readonly payments: readonly Pick<PaymentView, "status">[];
  /** Whether the buyer comes back from the page where it is paid. */
  readonly back: boolean;
};

/** The steps of an order. What the buyer's browser says of a payment is believed as "in progress" and no further. */
export function orderSteps({ order, payments, back }: Known): OrderSteps {
  const { status, failure, checkoutExpiresAt } = order;
  if (status === "fulfilled" || status === "refunded") return { paid: "done", yours: "done" };
  if (payments.some((payment) => payment.status === "succeeded")) return { paid: "done", yours: "now" };
  if (payments.some((payment) => payment.status === "pending")) return { paid: "now", yours: "waiting" };
  if (status === "abandoned" || checkoutExpiresAt === null) return { paid: "failed", yours: "waiting" };
  if (failure !== null && !back) return { paid: "failed", yours: "waiting" };
  return { paid: "now", yours: "waiting" };
}
