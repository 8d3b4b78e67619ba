"use client";

import type { RefinementId } from "@fleet-persona/hub-core";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { trpc } from "../trpc/client.ts";
import { Button } from "../ui/button.tsx";
import { FailedCall } from "../ui/failed-call.tsx";

/** Ends a refinement that waits or is under way. */
export function CancelRefinement({ refinementId }: { readonly refinementId: RefinementId }) {
  const router = useRouter();
  const cancel = useMutation({
    mutationFn: () => trpc.cancelRefinement.mutate({ refinementId }),
    onSuccess: () => router.refresh(),
  });
  return (
    <>
      <Button disabled={cancel.isPending} onClick={() => cancel.mutate()}>
        {cancel.isPending ? "Cancelling…" : "Cancel"}
      </Button>
      <FailedCall of={cancel} />
    </>
  );
}
