"use client";

import type { ListingSummary } from "@fleet-persona/hub-core";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { sentenceOf, trpc } from "../trpc/client.ts";
import { Button } from "../ui/button.tsx";
import { LinkButton } from "../ui/link-button.tsx";
import { Notice } from "../ui/notice.tsx";

type Props = {
  readonly listing: Pick<ListingSummary, "listingId" | "title">;
  /** Whether a fleet may begin with one of its versions. */
  readonly offered: boolean;
  readonly owned: boolean;
  readonly next: string;
};

/** Gets a free Persona for the tenant, then says where to take it. */
export function GetButton({ listing, offered, owned, next }: Props) {
  const router = useRouter();
  const get = useMutation({
    mutationFn: () => trpc.getPersona.mutate({ listingId: listing.listingId }),
    onSuccess: () => router.refresh(),
  });
  if (!offered) return <Notice tone="warn">Its publisher offers no version of it any more.</Notice>;
  if (owned || get.isSuccess) {
    return (
      <div className="grid gap-3" role="status">
        <Notice tone="good">In your library.</Notice>
        <LinkButton tone="primary" size="large" wide href={next}>
          Put it on a fleet
        </LinkButton>
      </div>
    );
  }
  return (
    <div className="grid gap-3">
      <Button
        tone="primary"
        size="large"
        wide
        disabled={get.isPending}
        onClick={() => get.mutate()}
        aria-label={`Get ${listing.title}`}
      >
        {get.isPending ? "Getting…" : "Get"}
      </Button>
      {get.isError && <Notice tone="bad">{sentenceOf(get.error)}</Notice>}
    </div>
  );
}
