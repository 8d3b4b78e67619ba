"use client";

import type { ExperimentView } from "@fleet-persona/hub-core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { trpc } from "../../trpc/client.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog, DialogClose } from "../../ui/dialog.tsx";
import { FailedCall } from "../../ui/failed-call.tsx";
import { LocalTime } from "../../ui/local-time.tsx";
import { Row } from "../../ui/row.tsx";
import { EffectRecord } from "../effects/effect-record.tsx";
import { experimentKey } from "../live/use-experiment.ts";
import { recordOf } from "./record-of.ts";

type Props = { readonly experiment: ExperimentView };

/** Tells everybody who looks at the listing what this experiment found, after showing exactly that. */
export function PublishEffect({ experiment }: Props) {
  const [open, setOpen] = useState(false);
  const queries = useQueryClient();
  const { experimentId, conclusion } = experiment;
  const publish = useMutation({
    mutationFn: () => trpc.publishEffect.mutate({ experimentId }),
    onSuccess: async () => {
      setOpen(false);
      await queries.invalidateQueries({ queryKey: experimentKey(experimentId) });
    },
  });
  const record = recordOf(experiment);
  if (conclusion?.published)
    return (
      <span className="text-13 text-muted">
        Published <LocalTime at={conclusion.published.at} />: others see it on the listing.
      </span>
    );
  if (record === null) return null;
  return (
    <Dialog
      title="Publish this effect?"
      lead="Everybody who looks at the listing sees exactly this, without your name, your fleet's or any other metric:"
      button={{ label: "Publish this effect…" }}
      open={open}
      onOpenChange={setOpen}
      width="wide"
    >
      <div className="rounded-2 border border-dashed border-line-strong p-3">
        <EffectRecord effect={record} />
      </div>
      <FailedCall of={publish} />
      <Row className="justify-end">
        <DialogClose>Keep it to yourselves</DialogClose>
        <Button tone="primary" disabled={publish.isPending} onClick={() => publish.mutate()}>
          {publish.isPending ? "Publishing…" : "Publish it"}
        </Button>
      </Row>
    </Dialog>
  );
}
