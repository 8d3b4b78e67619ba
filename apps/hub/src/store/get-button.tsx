"use client";

import type { ListingSummary } from "@fleet-persona/hub-core";
import { useMutation } from "@tanstack/react-query";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { sentenceOf, trpc } from "../trpc/client.ts";

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
  if (!offered) return <p className="notice notice-warn">Its publisher offers no version of it any more.</p>;
  if (owned || get.isSuccess) {
    return (
      <div className="stack stack-small" role="status">
        <p className="notice notice-good">In your library.</p>
        <Link className="button button-primary button-large button-wide" href={next}>
          Put it on a fleet
        </Link>
      </div>
    );
  }
  return (
    <div className="stack stack-small">
      <button
        className="button button-primary button-large button-wide"
        type="button"
        disabled={get.isPending}
        onClick={() => get.mutate()}
        aria-label={`Get ${listing.title}`}
      >
        {get.isPending ? "Getting…" : "Get"}
      </button>
      {get.isError && (
        <p className="notice notice-bad" role="alert">
          {sentenceOf(get.error)}
        </p>
      )}
    </div>
  );
}
