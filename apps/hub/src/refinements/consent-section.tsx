"use client";

import type { LearningConsentView } from "@fleet-persona/hub-core";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { trpc } from "../trpc/client.ts";
import { FailedCall } from "../ui/failed-call.tsx";
import { LocalTime } from "../ui/local-time.tsx";

type Props = { readonly consents: readonly LearningConsentView[]; readonly mayChange: boolean };

/** What the tenant agreed to, what it was used for, and the way to take it back. */
export function ConsentList({ consents, mayChange }: Props) {
  return (
    <ul role="list" className="rf-list">
      {consents.map((consent) => (
        <li key={consent.consentId}>
          <div>
            <p className="row">
              <span className="strong">
                {consent.fleetName} → {consent.title}
              </span>
              <span className={consent.withdrawnAt === null ? "badge badge-good" : "badge"}>
                {consent.withdrawnAt === null ? "Agreed" : "Taken back"}
              </span>
            </p>
            <p className="tiny muted">
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
  if (uses.length === 0) return <p className="tiny muted">Nothing of it was used.</p>;
  return (
    <ul className="tiny muted">
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
      <button
        className="button"
        type="button"
        disabled={withdraw.isPending}
        aria-label={`Take back what was agreed for ${fleetName}`}
        onClick={() => withdraw.mutate()}
      >
        {withdraw.isPending ? "Taking back…" : "Take back"}
      </button>
      <FailedCall of={withdraw} />
    </div>
  );
}
