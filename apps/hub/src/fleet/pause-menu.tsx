"use client";

import type { FleetView, PauseScope } from "@fleet-persona/hub-core";
import { useRef, useState } from "react";
import { sentenceOf, trpc } from "../trpc/client.ts";
import { pauseScopeOf } from "./pause-words.ts";
import { useFleetCommand } from "./use-fleet-command.ts";

const durations = [
  { label: "For 15 minutes", minutes: 15 },
  { label: "For 1 hour", minutes: 60 },
  { label: "For 8 hours", minutes: 480 },
  { label: "Until I remove it", minutes: null },
] as const;

const scopes = [
  ["all", "Everything"],
  ["grow", "Only growing"],
  ["shrink", "Only shrinking"],
  ["attribute", "One attribute"],
] as const;

type Choice = (typeof scopes)[number][0];
type Props = { readonly fleet: FleetView; readonly attributes: readonly string[] };

/** Stops changes for a while: all of them, one direction or one attribute. */
export function PauseMenu({ fleet, attributes }: Props) {
  const menu = useRef<HTMLDetailsElement>(null);
  const [choice, setChoice] = useState<Choice>("all");
  const [attribute, setAttribute] = useState("");
  const { fleetId } = fleet;
  const pause = useFleetCommand(fleetId, (input: { scope: PauseScope; minutes: number | null }) =>
    trpc.addPause.mutate({ fleetId, ...input }),
  );
  const scope = pauseScopeOf(choice, attribute);
  return (
    <details className="menu" ref={menu}>
      <summary className="button" role="button" aria-label="Pause">
        Pause <span aria-hidden="true">▾</span>
      </summary>
      <div className="menu-sheet pause-sheet">
        <fieldset className="pause-scopes">
          <legend className="muted tiny">What</legend>
          {scopes.map(([key, label]) => (
            <label key={key}>
              <input type="radio" name="pause-scope" checked={choice === key} onChange={() => setChoice(key)} />
              {label}
            </label>
          ))}
          {choice === "attribute" && (
            <select
              className="input"
              aria-label="Attribute to pause"
              value={attribute}
              onChange={(event) => setAttribute(event.target.value)}
            >
              <option value="">Choose one…</option>
              {attributes.map((name) => (
                <option key={name}>{name}</option>
              ))}
            </select>
          )}
        </fieldset>
        <p className="muted tiny pause-when">How long</p>
        {durations.map(({ label, minutes }) => (
          <button
            key={label}
            type="button"
            disabled={pause.isPending || scope === null}
            onClick={() => {
              if (menu.current !== null) menu.current.open = false;
              if (scope !== null) pause.mutate({ scope, minutes });
            }}
          >
            {label}
          </button>
        ))}
        {pause.isError && (
          <p className="notice notice-bad" role="alert">
            {sentenceOf(pause.error)}
          </p>
        )}
      </div>
    </details>
  );
}
