"use client";

import type { FleetView } from "@fleet-persona/hub-core";
import { useState } from "react";
import { trpc } from "../trpc/client.ts";
import { Button } from "../ui/button.tsx";
import { FailedCall } from "../ui/failed-call.tsx";
import { Field } from "../ui/field.tsx";
import { Input } from "../ui/input.tsx";
import { Row } from "../ui/row.tsx";
import { TextArea } from "../ui/text-area.tsx";
import { hostCount } from "./fleet-state.ts";
import { useFleetCommand } from "./use-fleet-command.ts";

type Props = { readonly fleet: FleetView; readonly cancel: () => void };

/** The reason, the name of a fleet that is being steered, and the one button. */
export function KillSwitchForm({ fleet, cancel }: Props) {
  const [reason, setReason] = useState("");
  const [typed, setTyped] = useState("");
  const { fleetId, name, hosts, assignment } = fleet;
  const engage = useFleetCommand(fleetId, () => trpc.engageKillSwitch.mutate({ fleetId, reason: reason.trim() }));
  const steered = assignment?.mode === "active";
  const confirmed = !steered || typed.trim() === name;
  return (
    <form
      className="grid gap-4 mt-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (confirmed) engage.mutate();
      }}
    >
      <p className="text-muted">
        Every host goes back to what was declared safe, or to what it had before any Persona touched it, and stays there
        until an admin releases the switch. It comes before pauses, freezes, triggers and the Persona.
      </p>
      <Field label="Reason">
        {(id) => (
          <TextArea
            id={id}
            value={reason}
            maxLength={500}
            placeholder="What whoever is called next should know"
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Field>
      {steered && <TypedName name={name} typed={typed} set={setTyped} />}
      <FailedCall of={engage} />
      <Row className="justify-end mt-2">
        <Button onClick={cancel}>Go on as it is</Button>
        <Button tone="stop" type="submit" disabled={!confirmed || engage.isPending}>
          {engage.isPending ? "Stopping…" : `Stop everything on ${hostCount(hosts)}`}
        </Button>
      </Row>
    </form>
  );
}

type TypedNameProps = { readonly name: string; readonly typed: string; readonly set: (typed: string) => void };

function TypedName({ name, typed, set }: TypedNameProps) {
  return (
    <Field
      label={
        <>
          This fleet is being steered. Type its name, <strong>{name}</strong>
        </>
      }
    >
      {(id) => (
        <Input
          id={id}
          value={typed}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => set(event.target.value)}
        />
      )}
    </Field>
  );
}
