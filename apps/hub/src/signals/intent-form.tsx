"use client";

import { useState } from "react";
import { useFleetCommand } from "../fleet/use-fleet-command.ts";
import { trpc } from "../trpc/client.ts";
import { Field } from "../ui/field.tsx";
import { Input } from "../ui/input.tsx";
import { InstantField } from "../ui/instant-field.tsx";
import { TellForm } from "../ui/tell-form.tsx";
import { WeightField } from "../ui/weight-field.tsx";
import { IntentName } from "./intent-name.tsx";
import { instantOf } from "./local-instant.ts";

type Props = { readonly fleetId: string };

/** Declares one intent: which, how much, from when until when, and for what. */
export function IntentForm({ fleetId }: Props) {
  const [name, setName] = useState("prepare_for_surge");
  const [weight, setWeight] = useState(1);
  const [from, setFrom] = useState("");
  const [until, setUntil] = useState("");
  const [target, setTarget] = useState("");
  const declare = useFleetCommand(fleetId, () => {
    const window = { from: instantOf(from), until: instantOf(until) };
    return trpc.declareIntent.mutate({ fleetId, name, weight, ...window, target: target.trim() || null });
  });
  return (
    <TellForm label="Declare an intent" says={["Declare", "Declaring…"]} call={declare}>
      <IntentName name={name} set={setName} />
      <WeightField weight={weight} set={setWeight} />
      <InstantField label="From" value={from} set={setFrom} hint="empty: now" />
      <InstantField label="Until" value={until} set={setUntil} hint="empty: until somebody ends it" />
      <Field label="For">
        {(id) => (
          <Input
            id={id}
            value={target}
            maxLength={200}
            placeholder="the spring sale"
            onChange={(event) => setTarget(event.target.value)}
          />
        )}
      </Field>
    </TellForm>
  );
}
