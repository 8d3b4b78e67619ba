"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { trpc } from "../trpc/client.ts";
import { AskFirst } from "../ui/ask-first.tsx";
import { Button } from "../ui/button.tsx";
import { FailedCall } from "../ui/failed-call.tsx";

type Props = { readonly personaId: string };

/** Shows a draft to everybody. */
export function ListButton({ personaId, ready }: Props & { readonly ready: boolean }) {
  const router = useRouter();
  const list = useMutation({
    mutationFn: () => trpc.listListing.mutate({ personaId }),
    onSuccess: () => router.refresh(),
  });
  return (
    <>
      <div>
        <Button tone="primary" disabled={!ready || list.isPending} onClick={() => list.mutate()}>
          {list.isPending ? "Listing…" : "List it in the store"}
        </Button>
      </div>
      <FailedCall of={list} />
    </>
  );
}

/** Takes a listing off the shelf. */
export function UnlistButton({ personaId }: Props) {
  const router = useRouter();
  return (
    <AskFirst
      label="Unlist…"
      question={`Take ${personaId} off the store?`}
      consequence="Nobody new finds or gets it. Who got it keeps it, with its new versions. You can list it again."
      yes="Unlist it"
      no="Keep it listed"
      tell={async () => {
        await trpc.unlistListing.mutate({ personaId });
        router.refresh();
      }}
    />
  );
}
