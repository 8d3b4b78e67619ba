"use client";

import type { GateProgressView } from "@fleet-persona/hub-core";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { trpc } from "../trpc/client.ts";
import { Card, CardBody, CardHead } from "../ui/card.tsx";
import { Notice } from "../ui/notice.tsx";
import { ProgressSteps } from "../ui/progress-steps.tsx";
import { gateLine, gateSteps } from "./gate-steps.ts";

const refreshMs = 1_000;

type Props = { readonly personaVersionId: string; readonly version: number; readonly initial: GateProgressView };

/** What the gate does with a version just now, until it has said its word. */
export function GateProgress({ personaVersionId, version, initial }: Props) {
  const router = useRouter();
  const { data, isError } = useQuery({
    queryKey: ["gate-progress", personaVersionId],
    queryFn: () => trpc.getGateProgress.query({ personaVersionId }),
    initialData: initial,
    refetchInterval: ({ state }) => (state.data?.kind === "ended" ? false : refreshMs),
  });
  const ended = data.kind === "ended" && initial.kind !== "ended";
  // What the verdict changes on the page around is the server's to say.
  useEffect(() => {
    if (ended) router.refresh();
  }, [ended, router]);
  return (
    <Card aria-label={`The gate and version ${version}`}>
      <CardHead
        title={`The gate looks at version ${version}`}
        note="Signature, model, sandbox, scenarios: the same for everybody"
      >
        {data.kind === "ended" && <Link href={`/reviews/${personaVersionId}`}>What it found</Link>}
      </CardHead>
      <CardBody className="grid gap-3">
        <ProgressSteps label="How far the gate is" steps={gateSteps(data)} />
        <p className="visually-hidden" aria-live="polite">
          {gateLine(data)}
        </p>
        {isError && <Notice tone="warn">The hub cannot be reached just now; what you see is from before.</Notice>}
      </CardBody>
    </Card>
  );
}
