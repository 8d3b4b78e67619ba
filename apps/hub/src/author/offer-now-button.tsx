"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { trpc } from "../trpc/client.ts";
import { Button } from "../ui/button.tsx";
import { FailedCall } from "../ui/failed-call.tsx";

type Props = { readonly personaId: string; readonly version: number };

/** Ends the cool-down of a version. */
export function OfferNowButton({ personaId, version }: Props) {
  const router = useRouter();
  const offer = useMutation({
    mutationFn: () => trpc.offerVersionNow.mutate({ personaId, version }),
    onSuccess: () => router.refresh(),
  });
  return (
    <>
      <Button size="small" disabled={offer.isPending} onClick={() => offer.mutate()}>
        {offer.isPending ? "Offering…" : "Offer it now"}
        <span className="visually-hidden">, version {version}</span>
      </Button>
      <FailedCall of={offer} />
    </>
  );
}
