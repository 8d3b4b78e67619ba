"use client";

import type { FleetConfig } from "@fleet-persona/fleet-config";
import type { FleetConfigPlan } from "@fleet-persona/hub-core";
import { useId, useState } from "react";
import { useFleetCommand } from "../fleet/use-fleet-command.ts";
import { sentenceOf, trpc } from "../trpc/client.ts";
import { isConflict } from "../ui/failure.ts";
import { ChangeList } from "./change-list.tsx";

type Props = {
  readonly plan: FleetConfigPlan;
  readonly config: FleetConfig;
  readonly baseVersion: number;
  readonly back: () => void;
  readonly done: () => void;
  readonly startOver: () => void;
};

/** What a document changes and what stands against it; then, with a note, applied. */
export function ApplyPlan({ plan, config, baseVersion, back, done, startOver }: Props) {
  const [note, setNote] = useState("");
  const [accepted, setAccepted] = useState(false);
  const id = useId();
  const { fleetId, changes, refusals } = plan;
  const missing = refusals.filter(({ code }) => code === "signals-missing");
  const blocking = refusals.filter(({ code }) => code !== "signals-missing");
  const apply = useFleetCommand(fleetId, () =>
    trpc.applyFleetConfig
      .mutate({ fleetId, config, baseVersion, note: note.trim(), acceptMissing: accepted })
      .then(done),
  );
  const ready = blocking.length === 0 && changes.length > 0 && (missing.length === 0 || accepted);
  return (
    <section className="card" aria-labelledby={`${id}-title`}>
      <div className="card-head">
        <h3 id={`${id}-title`}>
          {changes.length === 0
            ? "This changes nothing"
            : `${changes.length} ${changes.length === 1 ? "change" : "changes"}`}
        </h3>
        <p>from version {plan.baseVersion}</p>
      </div>
      <ChangeList changes={changes} />
      <div className="card-body form">
        {blocking.map(({ code, path, message }) => (
          <p key={code + path} className="notice notice-bad" role="alert">
            {path === "" ? "" : `${path}: `}
            {message}
          </p>
        ))}
        {missing.map(({ message }) => (
          <label key={message} className="notice notice-warn">
            <span>
              {message}{" "}
              <span className="nowrap">
                <input type="checkbox" checked={accepted} onChange={(event) => setAccepted(event.target.checked)} />{" "}
                Assign it anyway
              </span>
            </span>
          </label>
        ))}
        {apply.isError && (
          <div className="notice notice-bad" role="alert">
            <div>
              {sentenceOf(apply.error)}{" "}
              {isConflict(apply.error) && (
                <button className="link" type="button" onClick={startOver}>
                  Start from the version that stands now
                </button>
              )}
            </div>
          </div>
        )}
        <div className="field">
          <label htmlFor={`${id}-note`}>Note</label>
          <input
            id={`${id}-note`}
            className="input"
            value={note}
            maxLength={2_000}
            placeholder="Why, for whoever reads the versions"
            onChange={(event) => setNote(event.target.value)}
          />
        </div>
        <div className="row">
          <button
            className="button button-primary"
            type="button"
            disabled={!ready || apply.isPending}
            onClick={() => apply.mutate()}
          >
            {apply.isPending ? "Applying…" : `Apply as version ${baseVersion + 1}`}
          </button>
          <button className="button button-quiet" type="button" onClick={back}>
            Change it further
          </button>
        </div>
      </div>
    </section>
  );
}
