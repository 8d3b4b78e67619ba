"use client";

import type { CandidateView, Role } from "@fleet-persona/hub-core";
import Link from "next/link";
import { useState } from "react";
import { NoticeLines } from "../lifecycle/notice-lines.tsx";
import { VersionStateBadge } from "../lifecycle/version-state-badge.tsx";
import { VerdictChip } from "../reviews/verdict-chip.tsx";
import { trpc } from "../trpc/client.ts";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { Card, CardBody, CardFoot } from "../ui/card.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { FailedCall } from "../ui/failed-call.tsx";
import { LinkButton } from "../ui/link-button.tsx";
import { Stack } from "../ui/stack.tsx";
import { FitCheck } from "./fit-check.tsx";
import { mayApprove, mayOperate } from "./may.ts";
import { RunInShadow } from "./run-in-shadow.tsx";
import { useFleetCommand } from "./use-fleet-command.ts";

type Props = {
  readonly fleetId: string;
  readonly candidates: readonly CandidateView[];
  readonly role: Role;
};

/** The Personas the tenant got, each with how far it is from running here. */
export function ChoosePersona({ fleetId, candidates, role }: Props) {
  if (candidates.length === 0) {
    return (
      <Card as="div">
        <EmptyState title="Your library is empty" action={{ href: "/store", label: "Find a Persona" }}>
          Get a Persona from the store, then come back and have it reviewed for this fleet.
        </EmptyState>
      </Card>
    );
  }
  return (
    <ul role="list" className="grid gap-3 *:min-w-0" aria-label="Your Personas">
      {candidates.map((candidate) => (
        <Candidate key={candidate.listing.listingId} {...{ fleetId, candidate, role }} />
      ))}
    </ul>
  );
}

type CandidateProps = Omit<Props, "candidates"> & { readonly candidate: CandidateView };

function Candidate({ fleetId, candidate, role }: CandidateProps) {
  const { listing, personaVersionId, version, gate, blocked } = candidate;
  const [misses, setMisses] = useState(false);
  return (
    <Card as="li">
      <CardBody className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 [&>div]:flex-[1_1_300px]">
        <div>
          <h3>
            <Link href={`/store/${listing.personaId}`}>{listing.title}</Link>{" "}
            <span className="text-muted font-mono text-12">v{version}</span> <VerdictChip gate={gate} />{" "}
            {listing.offer === null && <VersionStateBadge state={listing.latestState.state} />}
          </h3>
          <p className="text-muted text-13">{listing.summary}</p>
        </div>
        {blocked !== null && <Blocked />}
        {listing.offer !== null && blocked === null && <NextStep {...{ fleetId, candidate, role, misses }} />}
      </CardBody>
      {listing.offer === null ? (
        <CardFoot>
          <NoticeLines notices={listing.latestState.notices} />
        </CardFoot>
      ) : (
        <FitCheck fleetId={fleetId} personaVersionId={personaVersionId} misses={setMisses} />
      )}
    </Card>
  );
}

function Blocked() {
  return (
    <div className="grid gap-1 text-13">
      <p>
        <Badge tone="bad">Disputed</Badge>
      </p>
      <p className="text-muted">
        Its payment is disputed: nothing new can begin until the bank has decided; what runs goes on.{" "}
        <Link href="/orders">See your payments</Link>
      </p>
    </div>
  );
}

function NextStep({ fleetId, candidate, role, misses }: CandidateProps & { readonly misses: boolean }) {
  const { personaVersionId, listing, permission, asked } = candidate;
  const review = `/reviews/${personaVersionId}?fleet=${fleetId}`;
  if (permission !== null && mayOperate(role)) {
    return <RunInShadow {...{ fleetId, personaVersionId, misses }} title={listing.title} />;
  }
  if (mayApprove(role)) {
    return (
      <LinkButton tone="primary" href={review} aria-label={`Review ${listing.title} for this fleet`}>
        Review it
      </LinkButton>
    );
  }
  if (asked || !mayOperate(role)) {
    return (
      <Link className="text-13" href={review}>
        {asked ? "Waits for an admin" : "See its review"}
      </Link>
    );
  }
  return <AskForReview {...{ fleetId, personaVersionId }} title={listing.title} />;
}

type AskProps = Pick<CandidateView, "personaVersionId"> & { readonly fleetId: string; readonly title: string };

function AskForReview({ fleetId, personaVersionId, title }: AskProps) {
  const ask = useFleetCommand(fleetId, () => trpc.requestReview.mutate({ fleetId, personaVersionId }));
  return (
    <Stack gap="small">
      <Button
        tone="primary"
        disabled={ask.isPending}
        onClick={() => ask.mutate()}
        aria-label={`Ask an admin to review ${title}`}
      >
        {ask.isPending ? "Asking…" : "Ask for a review"}
      </Button>
      <FailedCall of={ask} />
    </Stack>
  );
}
