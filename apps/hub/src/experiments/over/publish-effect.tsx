"use client";

import type { ExperimentView } from "@fleet-persona/hub-core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId, useRef } from "react";
import { trpc } from "../../trpc/client.ts";
import { FailedCall } from "../../ui/failed-call.tsx";
import { LocalTime } from "../../ui/local-time.tsx";
import { EffectRecord } from "../effects/effect-record.tsx";
import { experimentKey } from "../live/use-experiment.ts";
import { recordOf } from "./record-of.ts";

type Props = { readonly experiment: ExperimentView };

/** Tells everybody who looks at the listing what this experiment found, after showing exactly that. */
export function PublishEffect({ experiment }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const title = useId();
  const queries = useQueryClient();
  const { experimentId, conclusion } = experiment;
  const publish = useMutation({
    mutationFn: () => trpc.publishEffect.mutate({ experimentId }),
    onSuccess: async () => {
      dialog.current?.close();
      await queries.invalidateQueries({ queryKey: experimentKey(experimentId) });
    },
  });
  const record = recordOf(experiment);
  if (conclusion?.published)
    return (
      <span className="muted small">
        Published <LocalTime at={conclusion.published.at} />: others see it on the listing.
      </span>
    );
  if (record === null) return null;
  return (
    <>
      <button className="button" type="button" onClick={() => dialog.current?.showModal()}>
        Publish this effect…
      </button>
      <dialog className="dialog xp-publish" ref={dialog} aria-labelledby={title}>
        <div className="stack stack-small">
          <h2 id={title}>Publish this effect?</h2>
          <p className="muted">
            Everybody who looks at the listing sees exactly this, without your name, your fleet's or any other metric:
          </p>
          <EffectRecord effect={record} />
          <FailedCall of={publish} />
          <div className="row dialog-actions">
            <button className="button" type="button" onClick={() => dialog.current?.close()}>
              Keep it to yourselves
            </button>
            <button
              className="button button-primary"
              type="button"
              disabled={publish.isPending}
              onClick={() => publish.mutate()}
            >
              {publish.isPending ? "Publishing…" : "Publish it"}
            </button>
          </div>
        </div>
      </dialog>
    </>
  );
}
