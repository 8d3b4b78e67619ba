"use client";

import type { FleetConfig } from "@fleet-persona/fleet-config";
import type { FleetConfigPlan } from "@fleet-persona/hub-core";
import { useId, useState } from "react";
import { useFleetCommand } from "../fleet/use-fleet-command.ts";
import { sentenceOf, trpc } from "../trpc/client.ts";
import { isConflict } from "../ui/failure.ts";
import { Field } from "../ui/field.tsx";
import { ChangeList } from "./change-list.tsx";
import { PlanRefusals } from "./plan-refusals.tsx";

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
  const [acceptMissing, setAccept] = useState(false);
  const title = useId();
  const { fleetId, changes, refusals } = plan;
  const apply = useFleetCommand(fleetId, async () => {
    await trpc.applyFleetConfig.mutate({ fleetId, config, baseVersion, note: note.trim(), acceptMissing });
    done();
  });
  const standing = refusals.filter(({ code }) => code !== "signals-missing" || !acceptMissing);
  return (
    <section className="card" aria-labelledby={title}>
      <div className="card-head">
        <h3 id={title}>{changes.length === 0 ? "This changes nothing" : countWords(changes.length)}</h3>
        <p>from version {plan.baseVersion}</p>
      </div>
      <ChangeList changes={changes} />
      <div className="card-body form">
        <PlanRefusals refusals={refusals} accepted={acceptMissing} accept={setAccept} />
        {apply.isError && <Failure error={apply.error} startOver={startOver} />}
        <Field label="Note">
          {(id) => (
            <input
              id={id}
              className="input"
              value={note}
              maxLength={2_000}
              placeholder="Why, for whoever reads the versions"
              onChange={(event) => setNote(event.target.value)}
            />
          )}
        </Field>
        <div className="row">
          <button
            className="button button-primary"
            type="button"
            disabled={standing.length > 0 || changes.length === 0 || apply.isPending}
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

function countWords(count: number): string {
  return count === 1 ? "1 change" : `${count} changes`;
}

type FailureProps = { readonly error: unknown; readonly startOver: () => void };

function Failure({ error, startOver }: FailureProps) {
  return (
    <div className="notice notice-bad" role="alert">
      <div>
        {sentenceOf(error)}{" "}
        {isConflict(error) && (
          <button className="link" type="button" onClick={startOver}>
            Start from the version that stands now
          </button>
        )}
      </div>
    </div>
  );
}
