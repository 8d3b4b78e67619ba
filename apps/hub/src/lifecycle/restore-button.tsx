"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { trpc } from "../trpc/client.ts";
import { Button } from "../ui/button.tsx";
import { FailedCall } from "../ui/failed-call.tsx";

type Props = { readonly personaId: string; readonly version: number };

/** Offers a version again that was deprecated or yanked. */
export function RestoreButton({ personaId, version }: Props) {
  const router = useRouter();
  const restore = useMutation({
    mutationFn: () => trpc.restoreVersion.mutate({ personaId, version }),
    onSuccess: () => router.refresh(),
  });
  return (
    <>
      <Button
        size="small"
        disabled={restore.isPending}
        aria-label={`Offer version ${version} again`}
        onClick={() => restore.mutate()}
      >
        {restore.isPending ? "Restoring…" : "Offer again"}
      </Button>
      <FailedCall of={restore} />
    </>
  );
}
