"use client";

import { useId, useState } from "react";
import { useFleetCommand } from "../fleet/use-fleet-command.ts";
import { sentenceOf, trpc } from "../trpc/client.ts";
import { percent } from "../ui/figures.ts";
import { instantOf } from "./local-instant.ts";

/** Adds one campaign. */
export function CampaignForm({ fleetId }: { readonly fleetId: string }) {
  const id = useId();
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
  return (
    <form
      className="card-body tell-form"
      aria-label="Add a campaign"
      onSubmit={(event) => {
        event.preventDefault();
        add.mutate();
      }}
    >
      <div className="field">
        <label htmlFor={`${id}-name`}>Campaign</label>
        <input
          id={`${id}-name`}
          className="input"
          value={name}
          required
          maxLength={80}
          placeholder="Spring sale"
          onChange={(event) => setName(event.target.value)}
        />
      </div>
      <div className="field">
        <label htmlFor={`${id}-starts`}>Starts</label>
        <input
          id={`${id}-starts`}
          className="input"
          type="datetime-local"
          required
          value={starts}
          onChange={(event) => setStarts(event.target.value)}
        />
      </div>
      <div className="field">
        <label htmlFor={`${id}-ends`}>Ends</label>
        <input
          id={`${id}-ends`}
          className="input"
          type="datetime-local"
          required
          value={ends}
          onChange={(event) => setEnds(event.target.value)}
        />
        {startsAt !== null && endsAt !== null && !inOrder && <span className="hint tone-bad">before it starts</span>}
      </div>
      <div className="field">
        <label htmlFor={`${id}-weight`}>Weight, {percent(weight)}</label>
        <input
          id={`${id}-weight`}
          type="range"
          min={0}
          max={1}
          step={0.05}
          value={weight}
          onChange={(event) => setWeight(Number(event.target.value))}
        />
      </div>
      <button className="button button-primary" type="submit" disabled={!inOrder || add.isPending}>
        {add.isPending ? "Adding…" : "Add the campaign"}
      </button>
      {add.isError && (
        <p className="notice notice-bad" role="alert">
          {sentenceOf(add.error)}
        </p>
      )}
    </form>
  );
}
