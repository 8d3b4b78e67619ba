"use client";

import type { ExperimentView } from "@fleet-persona/hub-core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useId, useRef, useState } from "react";
import { trpc } from "../../trpc/client.ts";
import { FailedCall } from "../../ui/failed-call.tsx";
import { Field } from "../../ui/field.tsx";
import { steeringsFor, steerWords } from "./steer-words.ts";
import type { Steering } from "./steer-words.ts";
import { experimentKey } from "./use-experiment.ts";

type Props = { readonly experiment: ExperimentView };

/** Pause, resume, stop, promote: each says what follows before it does it. */
export function SteerButtons({ experiment }: Props) {
  return steeringsFor(experiment).map((steering) => (
    <SteerButton key={steering} steering={steering} experiment={experiment} />
  ));
}

const classes: Record<Steering, string> = {
  pause: "button",
  resume: "button button-primary",
  stop: "button button-danger",
  promote: "button button-primary",
};

function SteerButton({ steering, experiment }: Props & { readonly steering: Steering }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const title = useId();
  const [reason, setReason] = useState("");
  const words = steerWords(steering, experiment);
  const steer = useSteering(steering, experiment, reason, () => dialog.current?.close());
  return (
    <>
      <button className={classes[steering]} type="button" onClick={() => dialog.current?.showModal()}>
        {words.label}
      </button>
      <dialog className="dialog" ref={dialog} aria-labelledby={title}>
        <form
          className="form"
          onSubmit={(event) => {
            event.preventDefault();
            steer.mutate();
          }}
        >
          <h2 id={title}>{words.question}</h2>
          <p className="muted">{words.consequence}</p>
          <Field label="Why" hint="Optional; kept in the log.">
            {(id) => (
              <input
                id={id}
                className="input"
                maxLength={500}
                value={reason}
                autoComplete="off"
                onChange={(event) => setReason(event.target.value)}
              />
            )}
          </Field>
          <FailedCall of={steer} />
          <div className="row dialog-actions">
            <button className="button" type="button" onClick={() => dialog.current?.close()}>
              {words.no}
            </button>
            <button className={classes[steering]} type="submit" disabled={steer.isPending}>
              {steer.isPending ? "A moment…" : words.yes}
            </button>
          </div>
        </form>
      </dialog>
    </>
  );
}

function useSteering(
  steering: Steering,
  { experimentId }: Pick<ExperimentView, "experimentId">,
  reason: string,
  done: () => void,
) {
  const queries = useQueryClient();
  const router = useRouter();
  return useMutation({
    mutationFn: () => tell(steering, { experimentId, reason: reason.trim() }),
    onSuccess: (after) => {
      queries.setQueryData(experimentKey(experimentId), after);
      done();
      router.refresh();
    },
  });
}

type Input = Pick<ExperimentView, "experimentId"> & { readonly reason: string };

function tell(steering: Steering, input: Input): Promise<ExperimentView> {
  switch (steering) {
    case "pause":
      return trpc.pauseExperiment.mutate(input);
    case "resume":
      return trpc.resumeExperiment.mutate(input);
    case "stop":
      return trpc.stopExperiment.mutate(input);
    case "promote":
      return trpc.promoteWinner.mutate(input);
    default:
      return steering satisfies never;
  }
}
