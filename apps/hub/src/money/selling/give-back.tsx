"use client";

import type { SaleView } from "@fleet-persona/hub-core";
import { useState } from "react";
import { trpc } from "../../trpc/client.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { BackForm } from "../back-form.tsx";
import { leftOf } from "./sale-words.ts";

/** Gives money of a sale back that nobody asked for. */
export function GiveBack({ sale }: { readonly sale: SaleView }) {
  const [open, setOpen] = useState(false);
  const { paymentId, title, currency } = sale;
  return (
    <Dialog
      title={`Give money back: ${title}`}
      lead="Your part is taken from what you are owed, or from your next transfers; the platform gives its part too. Given back whole, what the buyer runs goes on for 14 more days."
      button={{ label: "Give back", size: "small" }}
      open={open}
      onOpenChange={setOpen}
    >
      <BackForm
        {...{ paymentId, currency }}
        leftMinor={leftOf(sale)}
        why={{ label: "Why", hint: "Kept with it; the buyer reads it." }}
        yes="Give it back"
        tell={(wish) => trpc.giveBack.mutate(wish)}
        done={() => setOpen(false)}
      />
    </Dialog>
  );
}
