"use client";

import type { AttributeSupply, PersonaFitView, PersonaVersionId, SignalSupply } from "@fleet-persona/hub-core";
import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { familyOf, howToSupply } from "../signals/family-of.ts";
import { trpc } from "../trpc/client.ts";
import { fleetKey } from "./use-fleet.ts";
import { Badge } from "../ui/badge.tsx";
import { CardFoot } from "../ui/card.tsx";
import { Skeleton } from "../ui/skeleton.tsx";

type Props = {
  readonly fleetId: string;
  readonly personaVersionId: PersonaVersionId;
  /** Told whether a required signal is missing. */
  readonly misses: (missing: boolean) => void;
};

/** Whether this fleet can give a Persona what it needs, before it is assigned: what is missing, and how to supply it. */
export function FitCheck({ fleetId, personaVersionId, misses }: Props) {
  const { data, isError } = useQuery({
    queryKey: [...fleetKey(fleetId), "fit", personaVersionId],
    queryFn: () => trpc.checkPersonaFit.query({ fleetId, personaVersionId }),
    refetchInterval: 5_000,
  });
  const missing = data !== undefined && lacking(data.requiredSignals).length > 0;
  useEffect(() => misses(missing), [misses, missing]);
  if (isError) return <CardFoot>Whether it fits could not be asked.</CardFoot>;
  if (data === undefined)
    return (
      <CardFoot>
        <Skeleton className="w-2/5" />
      </CardFoot>
    );
  return (
    <CardFoot className="[&_code]:wrap-anywhere">
      <p>
        <Verdict fit={data} />
      </p>
      <Missing fit={data} />
    </CardFoot>
  );
}

function lacking<One extends SignalSupply | AttributeSupply>(supplies: readonly One[]): readonly One[] {
  return supplies.filter(({ supply }) => supply === "missing");
}

function Verdict({ fit: { fits, requiredSignals, optionalSignals } }: { readonly fit: PersonaFitView }) {
  const optional = lacking(optionalSignals).length;
  const rest =
    optional === 0
      ? ""
      : `, ${optional} of ${optionalSignals.length} optional ones are missing and lower its confidence`;
  if (fits === null)
    return (
      <>
        <Badge>fit not known</Badge> No host has reported yet, so nobody can say what this fleet supplies.
      </>
    );
  if (fits)
    return (
      <>
        <span className="good">fits</span> All {requiredSignals.length} required signals are supplied{rest}.
      </>
    );
  return (
    <>
      <span className="bad">does not fit</span> Without what it requires, the fallback decides in its place.
    </>
  );
}

function Missing({ fit }: { readonly fit: PersonaFitView }) {
  const signals = lacking(fit.requiredSignals);
  const attributes = lacking(fit.attributes).filter(({ required }) => required);
  const optional = lacking(fit.optionalSignals);
  if (signals.length + attributes.length + optional.length === 0) return null;
  return (
    <ul role="list" className="mt-2 grid gap-1">
      {signals.map(({ name }) => (
        <li key={name}>
          <code className="font-medium">{name}</code> is required and nobody supplies it.{" "}
          {howToSupply(name, familyOf(name, false))}
        </li>
      ))}
      {attributes.map(({ name }) => (
        <li key={name}>
          <code className="font-medium">{name}</code> is required and no host can steer it. Name it in the host's
          targets file.
        </li>
      ))}
      {optional.length > 0 && (
        <li>
          Optional and missing: <code>{optional.map(({ name }) => name).join(", ")}</code>
        </li>
      )}
    </ul>
  );
}
