"use client";

import type { FleetView } from "@fleet-persona/hub-core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { trpc } from "../trpc/client.ts";
import { Button } from "../ui/button.tsx";
import { FailedCall } from "../ui/failed-call.tsx";
import { Field } from "../ui/field.tsx";
import { Select } from "../ui/select.tsx";
import { readinessSentence } from "./trial-words.ts";

type Choice = { readonly value: string; readonly words: string };

type Props = {
  /** What is chosen already is not asked for. */
  readonly fleets: readonly Pick<FleetView, "fleetId" | "name">[];
  readonly versions: readonly Choice[];
  readonly wide?: boolean;
};

/** Starts a trial of one version on one fleet, after saying whether the fleet has recorded enough. */
export function TrialForm({ fleets, versions, wide = false }: Props) {
  const router = useRouter();
  const [fleetId, setFleet] = useState<string>(fleets[0]?.fleetId ?? "");
  const [personaVersionId, setVersion] = useState(versions[0]?.value ?? "");
  const ready = useQuery({
    queryKey: ["trial-readiness", fleetId],
    queryFn: () => trpc.getTrialReadiness.query({ fleetId }),
    refetchInterval: 10_000,
    enabled: fleetId !== "",
  });
  const request = useMutation({
    mutationFn: () => trpc.requestTrial.mutate({ fleetId, personaVersionId }),
    onSuccess: ({ trialId }) => router.push(`/trials/${trialId}`),
  });
  const enough = ready.data !== undefined && ready.data.minutes >= ready.data.neededMinutes;
  return (
    <form
      className={wide ? "grid max-w-[480px] gap-3" : "grid gap-3"}
      aria-label="Try it on your traffic"
      onSubmit={(event) => {
        event.preventDefault();
        request.mutate();
      }}
    >
      {(versions.length > 1 || wide) && (
        <Pick label="Persona" value={personaVersionId} set={setVersion} choices={versions} />
      )}
      {fleets.length > 1 && (
        <Pick
          label="Fleet"
          value={fleetId}
          set={setFleet}
          choices={fleets.map((fleet) => ({ value: fleet.fleetId, words: fleet.name }))}
        />
      )}
      <p className="text-13 text-muted" role="status">
        {ready.data === undefined ? "Looking at what it recorded…" : readinessSentence(ready.data)}
      </p>
      <Button type="submit" disabled={!enough || request.isPending || personaVersionId === ""}>
        {request.isPending ? "Starting…" : "Try it on your traffic"}
      </Button>
      <FailedCall of={request} />
    </form>
  );
}

type PickProps = {
  readonly label: string;
  readonly value: string;
  readonly set: (value: string) => void;
  readonly choices: readonly Choice[];
};

function Pick({ label, value, set, choices }: PickProps) {
  return (
    <Field label={label}>
      {(id) => (
        <Select id={id} value={value} onChange={(event) => set(event.target.value)}>
          {choices.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.words}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}
