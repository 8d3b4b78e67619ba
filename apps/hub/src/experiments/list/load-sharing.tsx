"use client";

import type { FleetId, SuggestedDesign } from "@fleet-persona/hub-core";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { trpc } from "../../trpc/client.ts";
import { FailedCall } from "../../ui/failed-call.tsx";
import { Term } from "../term.tsx";

type Props = {
  readonly fleetId: FleetId;
  readonly suggestion: SuggestedDesign;
  readonly mayChange: boolean;
};

/** What the fleet's people know and nobody can measure: whether its hosts share load. */
export function LoadSharing({ fleetId, suggestion, mayChange }: Props) {
  const router = useRouter();
  const { sharesLoad, sentence, design } = suggestion;
  const declare = useMutation({
    mutationFn: (shares: boolean) => trpc.declareLoadSharing.mutate({ fleetId, sharesLoad: shares }),
    onSuccess: () => router.refresh(),
  });
  return (
    <section className="card" aria-labelledby="load-title">
      <div className="card-head">
        <h2 id="load-title">Do its hosts share load?</h2>
        <p>suggests: {design.kind === "hosts" ? "hosts side by side" : <Term of="switchback" />}</p>
      </div>
      <div className="card-body stack stack-small">
        <div className="segmented xp-declare" role="group" aria-label="Do its hosts share load?">
          {[
            [true, "They share load"],
            [false, "Each has traffic of its own"],
          ].map(([shares, words]) => (
            <button
              key={String(shares)}
              type="button"
              aria-pressed={shares === sharesLoad}
              disabled={!mayChange || declare.isPending}
              onClick={() => shares !== sharesLoad && declare.mutate(shares === true)}
            >
              {words}
            </button>
          ))}
        </div>
        <p className="muted small">{sentence}</p>
        <FailedCall of={declare} />
      </div>
    </section>
  );
}
