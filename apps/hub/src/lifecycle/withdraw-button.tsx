"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { trpc } from "../trpc/client.ts";
import { Button } from "../ui/button.tsx";
import { FailedCall } from "../ui/failed-call.tsx";

type Props = { readonly advisoryId: string; readonly title: string };

/** Takes an advisory back that should not have been published. */
export function WithdrawButton({ advisoryId, title }: Props) {
  const router = useRouter();
  const withdraw = useMutation({
    mutationFn: () => trpc.withdrawAdvisory.mutate({ advisoryId }),
    onSuccess: () => router.refresh(),
  });
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Button
        tone="quiet"
        size="small"
        disabled={withdraw.isPending}
        aria-label={`Withdraw the advisory: ${title}`}
        onClick={() => withdraw.mutate()}
      >
        {withdraw.isPending ? "Withdrawing…" : "Withdraw"}
      </Button>
      <FailedCall of={withdraw} />
    </div>
  );
}
