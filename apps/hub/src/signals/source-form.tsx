"use client";

import type { CreatedSource } from "@fleet-persona/hub-core";
import { useState } from "react";
import { useFleetCommand } from "../fleet/use-fleet-command.ts";
import { trpc } from "../trpc/client.ts";
import { Field } from "../ui/field.tsx";
import { Input } from "../ui/input.tsx";
import { TellForm } from "../ui/tell-form.tsx";

type Props = { readonly fleetId: string; readonly created: (source: CreatedSource) => void };

/** Makes a source: its name, and the only figures it may tell. */
export function SourceForm({ fleetId, created }: Props) {
  const [name, setName] = useState("");
  const [written, setWritten] = useState("");
  const signals = [...new Set(written.split(/[\s,]+/).filter(Boolean))];
  const create = useFleetCommand(fleetId, async () => {
    created(await trpc.createSource.mutate({ fleetId, name: name.trim(), signals }));
    setName("");
    setWritten("");
  });
  return (
    <TellForm
      label="Create a source"
      says={["Create the source", "Creating…"]}
      call={create}
      ready={signals.length > 0}
    >
      <Field label="Source">
        {(id) => (
          <Input
            id={id}
            value={name}
            required
            maxLength={80}
            placeholder="till"
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      <Field
        label="Figures it may tell"
        hint="Names with spaces or commas between; any other is refused when it is pushed."
        wide
      >
        {(id) => (
          <Input
            id={id}
            className="font-mono text-[0.93em]"
            value={written}
            required
            placeholder="conversion_rate revenue_rate"
            spellCheck={false}
            autoComplete="off"
            onChange={(event) => setWritten(event.target.value)}
          />
        )}
      </Field>
    </TellForm>
  );
}
