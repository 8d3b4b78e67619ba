"use client";

import type { FleetConfig } from "@fleet-persona/fleet-config";
import type { FleetConfigPlan } from "@fleet-persona/hub-core";
import { useId, useState } from "react";
import { useFleetCommand } from "../fleet/use-fleet-command.ts";
import { sentenceOf, trpc } from "../trpc/client.ts";
import { Button } from "../ui/button.tsx";
import { Card, CardBody, CardHead } from "../ui/card.tsx";
import { isConflict } from "../ui/failure.ts";
import { Field } from "../ui/field.tsx";
import { Input } from "../ui/input.tsx";
import { Notice } from "../ui/notice.tsx";
import { Row } from "../ui/row.tsx";
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
    <Card aria-labelledby={title}>
      <CardHead
        id={title}
        title={changes.length === 0 ? "This changes nothing" : countWords(changes.length)}
        level={3}
        note={<>from version {plan.baseVersion}</>}
      />
      <ChangeList changes={changes} />
      <CardBody className="grid gap-4">
        <PlanRefusals refusals={refusals} accepted={acceptMissing} accept={setAccept} />
        {apply.isError && <Failure error={apply.error} startOver={startOver} />}
        <Field label="Note">
          {(id) => (
            <Input
              id={id}
              value={note}
              maxLength={2_000}
              placeholder="Why, for whoever reads the versions"
              onChange={(event) => setNote(event.target.value)}
            />
          )}
        </Field>
        <Row>
          <Button
            tone="primary"
            disabled={standing.length > 0 || changes.length === 0 || apply.isPending}
            onClick={() => apply.mutate()}
          >
            {apply.isPending ? "Applying…" : `Apply as version ${baseVersion + 1}`}
          </Button>
          <Button tone="quiet" onClick={back}>
            Change it further
          </Button>
        </Row>
      </CardBody>
    </Card>
  );
}

function countWords(count: number): string {
  return count === 1 ? "1 change" : `${count} changes`;
}

type FailureProps = { readonly error: unknown; readonly startOver: () => void };

function Failure({ error, startOver }: FailureProps) {
  return (
    <Notice tone="bad">
      <div>
        {sentenceOf(error)}{" "}
        {isConflict(error) && (
          <button
            className="cursor-pointer border-0 bg-transparent p-0 text-accent underline underline-offset-3"
            type="button"
            onClick={startOver}
          >
            Start from the version that stands now
          </button>
        )}
      </div>
    </Notice>
  );
}
