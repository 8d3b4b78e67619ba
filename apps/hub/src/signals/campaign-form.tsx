"use client";

import { useState } from "react";
import { useFleetCommand } from "../fleet/use-fleet-command.ts";
import { trpc } from "../trpc/client.ts";
import { Field } from "../ui/field.tsx";
import { Input } from "../ui/input.tsx";
import { InstantField } from "../ui/instant-field.tsx";
import { TellForm } from "../ui/tell-form.tsx";
import { WeightField } from "../ui/weight-field.tsx";
import { instantOf } from "./local-instant.ts";

/** Adds one campaign. */
export function CampaignForm({ fleetId }: { readonly fleetId: string }) {
  const [name, setName] = useState("");
  const [starts, setStarts] = useState("");
  const [ends, setEnds] = useState("");
  const [weight, setWeight] = useState(1);
  const [startsAt, endsAt] = [instantOf(starts), instantOf(ends)];
  const inOrder = startsAt !== null && endsAt !== null && startsAt < endsAt;
  const add = useFleetCommand(fleetId, async () => {
    if (!inOrder) return;
    await trpc.addCampaign.mutate({ fleetId, name: name.trim(), startsAt, endsAt, weight });
    setName("");
  });
  const wrong = startsAt !== null && endsAt !== null && !inOrder;
  return (
    <TellForm label="Add a campaign" says={["Add the campaign", "Adding…"]} call={add} ready={inOrder}>
      <Field label="Campaign">
        {(id) => (
          <Input
            id={id}
            value={name}
            required
            maxLength={80}
            placeholder="Spring sale"
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      <InstantField label="Starts" value={starts} set={setStarts} required />
      <InstantField label="Ends" value={ends} set={setEnds} required hint={wrong ? "before it starts" : ""} />
      <WeightField weight={weight} set={setWeight} />
    </TellForm>
  );
}
