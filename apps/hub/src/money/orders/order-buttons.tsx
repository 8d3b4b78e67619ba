"use client";

import { trpc } from "../../trpc/client.ts";
import { Confirm } from "../confirm.tsx";
import { TellButton } from "../tell-button.tsx";

/** The processor's page with the card and every invoice. */
export function BillingButton() {
  return (
    <TellButton
      label="Change card and see invoices"
      asking="Opening…"
      tell={async () => (await trpc.openBilling.mutate({})).url}
    />
  );
}

/** Gives an order up that nobody paid. */
export function GiveUpButton({ orderId, title }: { readonly orderId: string; readonly title: string }) {
  return (
    <Confirm
      label="Give it up"
      tone="danger"
      size="small"
      question={`Give up the order of ${title}?`}
      consequence="Nothing was charged, and nothing will be. You can order it again at any time."
      yes="Give it up"
      no="Keep it"
      tell={() => trpc.abandonOrder.mutate({ orderId })}
    />
  );
}

type OfSubscription = { readonly subscriptionId: string; readonly title: string };

/** Ends a subscription with what is paid. */
export function CancelButton({ subscriptionId, title, trial }: OfSubscription & { readonly trial: boolean }) {
  return (
    <Confirm
      label="Cancel"
      tone="danger"
      question={`Cancel ${title}?`}
      consequence={
        trial
          ? "Nothing is charged. It runs until the trial is over; then hosts go back to their fallback. You can take this back until then."
          : "Nothing more is charged. It runs until the period that is paid is over; then hosts go back to their fallback. You can take this back until then."
      }
      yes="Cancel it"
      no="Keep it"
      tell={() => trpc.cancelSubscription.mutate({ subscriptionId })}
    />
  );
}

/** Takes a cancellation back. */
export function ResumeButton({ subscriptionId, title }: OfSubscription) {
  return (
    <Confirm
      label="Keep it after all"
      question={`Keep ${title}?`}
      consequence="It renews again at the end of the period, from your card by itself."
      yes="Keep it"
      no="Let it end"
      tell={() => trpc.resumeSubscription.mutate({ subscriptionId })}
    />
  );
}

type KeepSeats = OfSubscription & { readonly seats: number };

/** Takes the wish for fewer seats back. */
export function KeepSeatsButton({ subscriptionId, title, seats }: KeepSeats) {
  return (
    <Confirm
      label={`Keep ${seats} seats`}
      question={`Keep ${seats} seats of ${title}?`}
      consequence="The next period is paid for as many seats as this one."
      yes={`Keep ${seats} seats`}
      no="Let them go"
      tell={() => trpc.changeSeats.mutate({ subscriptionId, seats, once: crypto.randomUUID() })}
    />
  );
}

/** Takes back a request for a refund. */
export function WithdrawButton({ requestId, title }: { readonly requestId: string; readonly title: string }) {
  return (
    <Confirm
      label="Take it back"
      size="small"
      question={`Take back the request for ${title}?`}
      consequence="You keep it, and the seller keeps the money. You can ask again while its 14 days last."
      yes="Take it back"
      no="Leave it"
      tell={() => trpc.withdrawRefund.mutate({ requestId })}
    />
  );
}
