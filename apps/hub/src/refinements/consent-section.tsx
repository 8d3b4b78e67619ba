"use client";

import type { LearningConsentView } from "@fleet-persona/hub-core";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { trpc } from "../trpc/client.ts";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { FailedCall } from "../ui/failed-call.tsx";
import { LocalTime } from "../ui/local-time.tsx";
import { Row } from "../ui/row.tsx";

type Props = { readonly consents: readonly LearningConsentView[]; readonly mayChange: boolean };

/** What the tenant agreed to, what it was used for, and the way to take it back. */
export function ConsentList({ consents, mayChange }: Props) {
  return (
    <ul role="list" className="divide-y divide-line">
      {consents.map((consent) => (
        <li key={consent.consentId} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 py-3">
          <div>
            <Row as="p">
              <span className="font-medium">
                {consent.fleetName} → {consent.title}
              </span>
              <Badge tone={consent.withdrawnAt === null ? "good" : "neutral"}>
                {consent.withdrawnAt === null ? "Agreed" : "Taken back"}
              </Badge>
            </Row>
            <p className="text-12 text-muted">
              <code>{consent.personaId}</code> · <LocalTime at={consent.givenAt} /> by {consent.givenBy}
              {consent.withdrawnAt !== null && (
                <>
                  {" "}
                  · taken back <LocalTime at={consent.withdrawnAt} />
                </>
              )}
            </p>
            <Uses uses={consent.uses} />
          </div>
          {mayChange && consent.withdrawnAt === null && <Withdraw consent={consent} />}
        </li>
      ))}
    </ul>
  );
}

function Uses({ uses }: Pick<LearningConsentView, "uses">) {
  if (uses.length === 0) return <p className="text-12 text-muted">Nothing of it was used.</p>;
  return (
    <ul className="text-12 text-muted">
      {uses.map(({ datasetVersion, steps, usedAt, publishedAs }) => (
        <li key={datasetVersion}>
          {steps.toLocaleString("en-GB")} draws in dataset{" "}
          <code title={datasetVersion}>{datasetVersion.slice(0, 10)}…</code>, <LocalTime at={usedAt} />
          {publishedAs.length > 0 && ` · learned into version ${publishedAs.join(", ")}`}
        </li>
      ))}
    </ul>
  );
}

function Withdraw({ consent: { consentId, fleetName } }: { readonly consent: LearningConsentView }) {
  const router = useRouter();
  const withdraw = useMutation({
    mutationFn: () => trpc.withdrawLearningConsent.mutate({ consentId }),
    onSuccess: () => router.refresh(),
  });
  return (
    <div>
      <Button
        disabled={withdraw.isPending}
        aria-label={`Take back what was agreed for ${fleetName}`}
        onClick={() => withdraw.mutate()}
      >
        {withdraw.isPending ? "Taking back…" : "Take back"}
      </Button>
      <FailedCall of={withdraw} />
    </div>
  );
}
