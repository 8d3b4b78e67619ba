"use client";

import { useMutation } from "@tanstack/react-query";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useCallback, useState } from "react";
import { trpc } from "../../trpc/client.ts";
import { Button } from "../../ui/button.tsx";
import { DialogClose, Dialog } from "../../ui/dialog.tsx";
import { Fact, Facts } from "../../ui/facts.tsx";
import { FailedCall } from "../../ui/failed-call.tsx";
import { refusalOf } from "../../ui/failure.ts";
import { LinkButton } from "../../ui/link-button.tsx";
import { leaveFor, useReturned } from "../leave.ts";
import { wayOn } from "./purchase-refusal.ts";
import { buyLabel, purchaseTerms, totalWords } from "./purchase-words.ts";
import type { Charged, Offer } from "./purchase-words.ts";
import { SeatsField, seatsOf } from "./seats-field.tsx";

type Props = {
  readonly listing: { readonly listingId: string; readonly title: string };
  readonly price: Charged;
  readonly trialDays: number | null;
  /** Seats to begin with: those of an order that was begun. */
  readonly seats: number;
  readonly testMode: boolean;
};

/** Chooses how many seats, says what is agreed to, and leaves for the page where it is paid. */
export function BuyButton({ listing, price, trialDays, seats: begun, testMode }: Props) {
  const [typed, setTyped] = useState(String(begun));
  const [open, setOpen] = useState(false);
  const seats = price.kind === "per-agent" ? seatsOf(typed) : 1;
  const offer: Offer = { price, seats: seats ?? 1, trialDays };
  return (
    <div className="grid gap-3">
      {price.kind === "per-agent" && (
        <>
          <SeatsField
            label="Seats"
            hint="One for each host that runs it. You can change them at any time."
            error={seats === null ? "Whole seats, 1 to 100,000." : undefined}
            value={typed}
            onChange={setTyped}
          />
          <p className="text-13" aria-live="polite">
            Together <strong className="font-mono tabular-nums">{totalWords(offer)}</strong>
            <span className="text-muted"> + tax</span>
          </p>
        </>
      )}
      <Button tone="primary" size="large" wide disabled={seats === null} onClick={() => setOpen(true)}>
        {buyLabel(offer)}
      </Button>
      <Dialog
        title={`${trialDays === null ? "Buy" : "Try"} ${listing.title}`}
        lead={testMode ? "Test mode: no money moves." : "What you agree to before you pay."}
        open={open}
        onOpenChange={setOpen}
      >
        <Agreement listing={listing} offer={offer} />
      </Dialog>
    </div>
  );
}

type AgreementProps = Pick<Props, "listing"> & { readonly offer: Offer };

function Agreement({ listing, offer }: AgreementProps) {
  const router = useRouter();
  const { price, seats: quantity, trialDays } = offer;
  const { amountMinor, currency } = price;
  const buy = useMutation({
    mutationFn: () =>
      trpc.buyPersona.mutate({ listingId: listing.listingId, quantity, seen: { amountMinor, currency } }),
    onSuccess: ({ checkoutUrl }) => leaveFor(checkoutUrl),
  });
  useReturned(useCallback(() => buy.reset(), [buy]));
  // Two clicks are one order at the hub too; this only spares the second question.
  const leaving = buy.isPending || buy.isSuccess;
  const way = buy.isError ? wayOn(refusalOf(buy.error)) : null;
  return (
    <>
      <Facts>
        {purchaseTerms(listing.title, offer).map(({ term, says }) => (
          <Fact key={term} term={term}>
            {says}
          </Fact>
        ))}
      </Facts>
      <p className="text-12 text-muted">
        You agree to the <Link href="/terms/buying">terms of buying</Link>. The payment processor asks for your card;
        this hub never sees it.
      </p>
      <FailedCall of={buy} />
      <div className="flex flex-wrap justify-end gap-2">
        <DialogClose>Not now</DialogClose>
        {way === null ? (
          <Button tone="primary" disabled={leaving} onClick={() => buy.mutate()}>
            {leaving ? "Opening the payment page…" : trialDays === null ? "Go to payment" : "Go on to start the trial"}
          </Button>
        ) : way.kind === "go" ? (
          <LinkButton tone="primary" href={way.href}>
            {way.label}
          </LinkButton>
        ) : (
          <Button
            tone="primary"
            onClick={() => {
              buy.reset();
              router.refresh();
            }}
          >
            {way.label}
          </Button>
        )}
      </div>
    </>
  );
}
