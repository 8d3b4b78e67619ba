"use client";

import type { FleetId, SuggestedDesign } from "@fleet-persona/hub-core";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { trpc } from "../../trpc/client.ts";
import { Card, CardBody, CardHead } from "../../ui/card.tsx";
import { FailedCall } from "../../ui/failed-call.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { Term } from "../term.tsx";

type Props = {
  readonly fleetId: FleetId;
  readonly suggestion: SuggestedDesign;
  readonly mayChange: boolean;
};

const answers = [
  { value: "shared", label: "They share load" },
  { value: "own", label: "Each has traffic of its own" },
] as const;

/** What the fleet's people know and nobody can measure: whether its hosts share load. */
export function LoadSharing({ fleetId, suggestion, mayChange }: Props) {
  const router = useRouter();
  const { sharesLoad, sentence, design } = suggestion;
  const declare = useMutation({
    mutationFn: (shares: boolean) => trpc.declareLoadSharing.mutate({ fleetId, sharesLoad: shares }),
    onSuccess: () => router.refresh(),
  });
  return (
    <Card aria-labelledby="load-title">
      <CardHead
        id="load-title"
        title="Do its hosts share load?"
        note={<>suggests: {design.kind === "hosts" ? "hosts side by side" : <Term of="switchback" />}</>}
      />
      <CardBody className="grid gap-3">
        <Segmented
          label="Do its hosts share load?"
          value={sharesLoad ? "shared" : "own"}
          segments={answers.map((answer) => ({ ...answer, disabled: !mayChange || declare.isPending }))}
          onChange={(answer) => (answer === "shared") !== sharesLoad && declare.mutate(answer === "shared")}
        />
        <p className="text-13 text-muted">{sentence}</p>
        <FailedCall of={declare} />
      </CardBody>
    </Card>
  );
}
