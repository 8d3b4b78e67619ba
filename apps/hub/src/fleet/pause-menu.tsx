"use client";

import type { FleetView, PauseScope } from "@fleet-persona/hub-core";
import { useState } from "react";
import { sentenceOf, trpc } from "../trpc/client.ts";
import { pauseScopeOf } from "./pause-words.ts";
import { useFleetCommand } from "./use-fleet-command.ts";
import { buttonLook } from "../ui/button-look.ts";
import { Notice } from "../ui/notice.tsx";
import { RadioGroup } from "../ui/radio-group.tsx";
import { Select } from "../ui/select.tsx";
import { SheetMenu } from "../ui/sheet-menu.tsx";
import { sheetRow } from "../ui/sheet-row.ts";

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
  const [choice, setChoice] = useState<Choice>("all");
  const [attribute, setAttribute] = useState("");
  const { fleetId } = fleet;
  const pause = useFleetCommand(fleetId, (input: { scope: PauseScope; minutes: number | null }) =>
    trpc.addPause.mutate({ fleetId, ...input }),
  );
  const scope = pauseScopeOf(choice, attribute);
  return (
    <SheetMenu
      label="Pause"
      look={buttonLook({})}
      side="start"
      sign={
        <>
          Pause <span aria-hidden="true">▾</span>
        </>
      }
    >
      <div className="m-0 grid min-w-0 gap-0.5 border-0 border-b border-line px-2.5 pt-1 pb-2">
        <RadioGroup
          legend="What"
          name="pause-scope"
          value={choice}
          onChange={setChoice}
          options={scopes.map(([value, label]) => ({ value, label }))}
        />
        {choice === "attribute" && (
          <Select
            aria-label="Attribute to pause"
            value={attribute}
            onChange={(event) => setAttribute(event.target.value)}
          >
            <option value="">Choose one…</option>
            {attributes.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </Select>
        )}
      </div>
      <p className="text-muted text-12 px-2.5 pt-2 pb-0.5">How long</p>
      {durations.map(({ label, minutes }) => (
        <button
          key={label}
          type="button"
          className={sheetRow}
          data-closes=""
          disabled={pause.isPending || scope === null}
          onClick={() => {
            if (scope !== null) pause.mutate({ scope, minutes });
          }}
        >
          {label}
        </button>
      ))}
      {pause.isError && <Notice tone="bad">{sentenceOf(pause.error)}</Notice>}
    </SheetMenu>
  );
}
