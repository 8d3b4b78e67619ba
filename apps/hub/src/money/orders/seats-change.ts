import type { SubscriptionView } from "@fleet-persona/hub-core";

/** What another number of seats would be: charged now, from the next period on, a wish for fewer taken back, no change, or refused. */
export function seatsChange(
  { seats: paid, seatsUsed, wantedSeats }: Pick<SubscriptionView, "seats" | "seatsUsed" | "wantedSeats">,
  seats: number | null,
): "unreadable" | "in-use" | "same" | "keep" | "more" | "fewer" {
  if (seats === null) return "unreadable";
  if (seats === (wantedSeats ?? paid)) return "same";
  if (seats < seatsUsed) return "in-use";
  if (seats === paid) return "keep";
  return seats > paid ? "more" : "fewer";
}
