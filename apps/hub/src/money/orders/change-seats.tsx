"use client";

import type { SubscriptionView } from "@fleet-persona/hub-core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import { sentenceOf, trpc } from "../../trpc/client.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog, DialogClose } from "../../ui/dialog.tsx";
import { FailedCall } from "../../ui/failed-call.tsx";
import { refusalOf } from "../../ui/failure.ts";
import { LocalTime } from "../../ui/local-time.tsx";
import { Notice } from "../../ui/notice.tsx";
import { SeatsField, seatsOf } from "../buying/seats-field.tsx";
import { everyWords, shownMoney } from "../shown-money.ts";
import { useSettling } from "../use-settling.ts";
import { seatsChange } from "./seats-change.ts";

type Props = { readonly subscription: SubscriptionView };

/** Another number of seats: what it costs first, then the change. */
export function ChangeSeats({ subscription }: Props) {
  const [open, setOpen] = useState(false);
  return (
    <Dialog
      title={`Seats of ${subscription.title}`}
      lead="One for each host that runs it, on any fleet of your tenant."
      button={{ label: "Change seats" }}
      open={open}
      onOpenChange={setOpen}
    >
      <SeatsForm subscription={subscription} done={() => setOpen(false)} />
    </Dialog>
  );
}

function SeatsForm({ subscription, done }: Props & { readonly done: () => void }) {
  const { subscriptionId, seats: paid, seatsUsed } = subscription;
  const [typed, setTyped] = useState(String(subscription.wantedSeats ?? paid));
  // Names the wish: two clicks are one change, and an answer that got lost is asked for again.
  const [once, setOnce] = useState(() => crypto.randomUUID());
  const settle = useSettling();
  const seats = seatsOf(typed);
  const change = useMutation({
    mutationFn: (wanted: number) => trpc.changeSeats.mutate({ subscriptionId, seats: wanted, once }),
    onSuccess: () => {
      settle();
      done();
    },
    onError: (error) => {
      if (refusalOf(error) !== "processor-silent") setOnce(crypto.randomUUID());
    },
  });
  const kind = seatsChange(subscription, seats);
  const refused =
    kind === "in-use" && seats !== null
      ? `${seatsUsed} hosts hold a seat. Take ${seatsUsed - seats} of them away from it first: nothing that runs is stopped for you.`
      : undefined;
  return (
    <form
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (seats !== null) change.mutate(seats);
      }}
    >
      <SeatsField
        label="Seats"
        hint={`${paid} paid, ${seatsUsed} in use.`}
        error={seats === null ? "Whole seats, 1 to 100,000." : refused}
        value={typed}
        onChange={setTyped}
      />
      {seats !== null && kind === "more" && <MoreSeats {...{ subscription, seats }} />}
      {seats !== null && kind === "fewer" && <FewerSeats {...{ subscription, seats }} />}
      <FailedCall of={change} />
      <div className="flex flex-wrap justify-end gap-2">
        <DialogClose>Leave them</DialogClose>
        <Button tone="primary" type="submit" disabled={change.isPending || labels[kind] === null}>
          {change.isPending ? "Changing…" : (labels[kind] ?? "Change them")}
        </Button>
      </div>
    </form>
  );
}

const labels = {
  unreadable: null,
  "in-use": null,
  same: null,
  keep: "Keep them",
  more: "Add them",
  fewer: "Reduce them",
} as const;

type CostProps = Props & { readonly seats: number };

function MoreSeats({ subscription: { subscriptionId, every }, seats }: CostProps) {
  const asked = useDeferredValue(seats);
  const preview = useQuery({
    queryKey: ["previewSeats", subscriptionId, asked],
    queryFn: () => trpc.previewSeats.query({ subscriptionId, seats: asked }),
  });
  if (preview.isError) return <Notice tone="warn">{sentenceOf(preview.error)}</Notice>;
  const cost = asked === seats ? preview.data : undefined;
  return (
    <div className="min-h-10 text-13" aria-live="polite" aria-busy={cost === undefined}>
      {cost === undefined ? (
        <p className="text-muted">Asking what it costs…</p>
      ) : (
        <>
          {cost.dueNowMinor === 0 ? (
            <p>Nothing is charged now. The seats are there at once.</p>
          ) : (
            <p>
              <strong className="font-mono tabular-nums">
                {shownMoney({ amountMinor: cost.dueNowMinor, currency: cost.currency })}
              </strong>{" "}
              is charged now, with tax, for the rest of this period. The seats are there at once.
            </p>
          )}
          <p className="text-muted">
            From <LocalTime at={cost.nextAt} as="day" /> on:{" "}
            {shownMoney({ amountMinor: cost.nextMinor, currency: cost.currency })}
            {everyWords(every)}, + tax.
          </p>
        </>
      )}
    </div>
  );
}

function FewerSeats({ subscription: { seats: paid, unitMinor, currency, every, periodEndsAt }, seats }: CostProps) {
  return (
    <div className="min-h-10 text-13" aria-live="polite">
      <p>
        Nothing is charged or given back now: all {paid} seats are paid and stay until{" "}
        <LocalTime at={periodEndsAt} as="day" />.
      </p>
      <p className="text-muted">
        From then on: {shownMoney({ amountMinor: unitMinor * seats, currency })}
        {everyWords(every)}, + tax. You can take this back until then.
      </p>
    </div>
  );
}
