"use client";

import type { PaymentView } from "@fleet-persona/hub-core";
import { useState } from "react";
import { trpc } from "../../trpc/client.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { BackForm } from "../back-form.tsx";

type Props = {
  readonly payment: Pick<PaymentView, "paymentId" | "title" | "refundableMinor" | "currency">;
};

/** Asks for a payment's money back, whole or in part. */
export function AskRefund({ payment: { paymentId, title, refundableMinor, currency } }: Props) {
  const [open, setOpen] = useState(false);
  return (
    <Dialog
      title={`Ask for your money back: ${title}`}
      lead="The seller answers within seven days; silence grants it. Given back whole, what runs goes on for 14 more days, so that you can change over."
      button={{ label: "Ask for it back", size: "small" }}
      open={open}
      onOpenChange={setOpen}
    >
      <BackForm
        {...{ paymentId, currency }}
        leftMinor={refundableMinor}
        why={{ label: "Why", hint: "The seller reads this, and never who you are." }}
        yes="Ask for it back"
        tell={(wish) => trpc.askRefund.mutate(wish)}
        done={() => setOpen(false)}
      />
    </Dialog>
  );
}
