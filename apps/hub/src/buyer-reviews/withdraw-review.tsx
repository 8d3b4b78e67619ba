"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { trpc } from "../trpc/client.ts";
import { Button } from "../ui/button.tsx";
import { Dialog, DialogClose } from "../ui/dialog.tsx";
import { FailedCall } from "../ui/failed-call.tsx";

/** Takes the tenant's own review back. */
export function WithdrawReview({ reviewId }: { readonly reviewId: string }) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const withdraw = useMutation({
    mutationFn: () => trpc.withdrawBuyerReview.mutate({ reviewId }),
    onSuccess: () => {
      setOpen(false);
      router.refresh();
    },
  });
  return (
    <Dialog
      title="Take your review back?"
      lead="Nobody reads it any more and it counts no longer. You can write it anew."
      button={{ label: "Take it back", tone: "quiet", size: "small" }}
      open={open}
      onOpenChange={setOpen}
    >
      <FailedCall of={withdraw} />
      <div className="flex flex-wrap justify-end gap-2">
        <DialogClose>Keep it</DialogClose>
        <Button tone="danger" disabled={withdraw.isPending} onClick={() => withdraw.mutate()}>
          {withdraw.isPending ? "A moment…" : "Take it back"}
        </Button>
      </div>
    </Dialog>
  );
}
