"use client";

import type { CreatedSource } from "@fleet-persona/hub-core";
import { useId, useState } from "react";
import { useFleetCommand } from "../fleet/use-fleet-command.ts";
import { sentenceOf, trpc } from "../trpc/client.ts";

type Props = { readonly fleetId: string; readonly created: (source: CreatedSource) => void };

/** Makes a source: its name, and the only figures it may tell. */
export function SourceForm({ fleetId, created }: Props) {
  const id = useId();
  const [name, setName] = useState("");
  const [written, setWritten] = useState("");
  const signals = [...new Set(written.split(/[\s,]+/).filter(Boolean))];
  const create = useFleetCommand(fleetId, async () => {
    created(await trpc.createSource.mutate({ fleetId, name: name.trim(), signals }));
    setName("");
    setWritten("");
  });
  return (
    <form
      className="card-body tell-form"
      aria-label="Create a source"
      onSubmit={(event) => {
        event.preventDefault();
        create.mutate();
      }}
    >
      <div className="field">
        <label htmlFor={`${id}-name`}>Source</label>
        <input
          id={`${id}-name`}
          className="input"
          value={name}
          required
          maxLength={80}
          placeholder="till"
          onChange={(event) => setName(event.target.value)}
        />
      </div>
      <div className="field tell-wide">
        <label htmlFor={`${id}-signals`}>Figures it may tell</label>
        <input
          id={`${id}-signals`}
          className="input mono"
          value={written}
          required
          placeholder="conversion_rate revenue_rate"
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => setWritten(event.target.value)}
        />
        <span className="hint">Names with spaces or commas between; any other is refused when it is pushed.</span>
      </div>
      <button className="button button-primary" type="submit" disabled={signals.length === 0 || create.isPending}>
        {create.isPending ? "Creating…" : "Create the source"}
      </button>
      {create.isError && (
        <p className="notice notice-bad" role="alert">
          {sentenceOf(create.error)}
        </p>
      )}
    </form>
  );
}
