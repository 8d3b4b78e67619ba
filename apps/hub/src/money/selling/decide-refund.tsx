"use client";

import type { RefundRequestView } from "@fleet-persona/hub-core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { trpc } from "../../trpc/client.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog, DialogClose } from "../../ui/dialog.tsx";
import { FailedCall } from "../../ui/failed-call.tsx";
import { Field } from "../../ui/field.tsx";
import { Row } from "../../ui/row.tsx";
import { TextArea } from "../../ui/text-area.tsx";
import { shownMoney } from "../shown-money.ts";
import { useSettling } from "../use-settling.ts";

type Decision = "granted" | "refused";
type Props = { readonly request: Pick<RefundRequestView, "requestId" | "title" | "amountMinor" | "currency"> };

/** Grants a request for a refund as it was asked, or refuses it and says why. */
export function DecideRefund({ request }: Props) {
  return (
    <Row as="span">
      <DecisionDialog request={request} decision="granted" />
      <DecisionDialog request={request} decision="refused" />
    </Row>
  );
}

const words = {
  granted: {
    label: "Grant",
    tone: "primary",
    lead: "It goes back to the buyer’s card at once. Your part is taken from what you are owed; the platform gives its part too.",
    answer: "What the buyer should know; optional.",
  },
  refused: {
    label: "Refuse",
    tone: "danger",
    lead: "The buyer keeps what it bought and reads your answer. It can still ask its bank.",
    answer: "The buyer reads this.",
  },
} as const;

function DecisionDialog({ request, decision }: Props & { readonly decision: Decision }) {
  const { requestId, title, amountMinor, currency } = request;
  const [open, setOpen] = useState(false);
  const [answer, setAnswer] = useState("");
  const settle = useSettling();
  const { label, tone, lead, answer: hint } = words[decision];
  const amount = shownMoney({ amountMinor, currency });
  const ready = decision === "granted" || answer.trim() !== "";
  const decide = useMutation({
    mutationFn: () => trpc.decideRefund.mutate({ requestId, decision, answer: answer.trim() }),
    onSuccess: () => {
      setOpen(false);
      settle();
    },
  });
  return (
    <Dialog
      title={`${label} ${amount} for ${title}?`}
      lead={lead}
      button={{ label: `${label}…`, size: "small", tone }}
      open={open}
      onOpenChange={setOpen}
    >
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) decide.mutate();
        }}
      >
        <Field label="Your answer" hint={hint}>
          {(id, describedBy) => (
            <TextArea
              id={id}
              aria-describedby={describedBy}
              required={decision === "refused"}
              maxLength={2_000}
              value={answer}
              onChange={(event) => setAnswer(event.target.value)}
            />
          )}
        </Field>
        <FailedCall of={decide} />
        <div className="flex flex-wrap justify-end gap-2">
          <DialogClose>Not now</DialogClose>
          <Button tone={tone} type="submit" disabled={!ready || decide.isPending}>
            {decide.isPending ? "A moment…" : `${label} ${amount}`}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
