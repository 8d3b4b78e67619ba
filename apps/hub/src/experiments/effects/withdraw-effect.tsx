"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { sentenceOf, trpc } from "../../trpc/client.ts";
import { TextButton } from "../../ui/text-button.tsx";

/** Takes back what the tenant told of an experiment; the experiment stays. */
export function WithdrawEffect({ effectId }: { readonly effectId: string }) {
  const router = useRouter();
  const withdraw = useMutation({
    mutationFn: () => trpc.withdrawEffect.mutate({ effectId }),
    onSuccess: () => router.refresh(),
  });
  return (
    <>
      {" "}
      <TextButton disabled={withdraw.isPending} onClick={() => withdraw.mutate()}>
        {withdraw.isPending ? "Withdrawing…" : "Withdraw it"}
      </TextButton>
      {withdraw.isError && <span role="alert"> {sentenceOf(withdraw.error)}</span>}
    </>
  );
}
