"use client";

import type { VariationCampaignView } from "@fleet-persona/hub-core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId, useRef, useState } from "react";
import { trpc } from "../trpc/client.ts";
import { FailedCall } from "../ui/failed-call.tsx";
import { Field } from "../ui/field.tsx";
import { campaignKey } from "./use-campaign.ts";

type Steering = "pause" | "resume" | "end";
type Props = { readonly campaign: VariationCampaignView };

const words: Record<
  Steering,
  { readonly label: string; readonly question: string; readonly consequence: string; readonly className: string }
> = {
  pause: {
    label: "Pause",
    question: "Pause the campaign?",
    consequence: "It begins no further experiment until somebody lets it go on. The one under way runs to its end.",
    className: "button",
  },
  resume: {
    label: "Go on",
    question: "Let the campaign go on?",
    consequence: "It proposes what to try next within its bounds and budget.",
    className: "button button-primary",
  },
  end: {
    label: "End",
    question: "End the campaign?",
    consequence:
      "Its experiment is stopped and what was in charge before is in charge again. Winners that it adopted stay. It cannot be opened again; another one can.",
    className: "button button-danger",
  },
};

/** Pause, go on, end: each says what follows before it does it. */
export function SteerCampaign({ campaign }: Props) {
  if (campaign.status === "ended") return null;
  const steerings: readonly Steering[] = campaign.status === "open" ? ["pause", "end"] : ["resume", "end"];
  return steerings.map((steering) => <SteerButton key={steering} steering={steering} campaign={campaign} />);
}

function SteerButton({ steering, campaign }: Props & { readonly steering: Steering }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const title = useId();
  const [reason, setReason] = useState("");
  const queries = useQueryClient();
  const { label, question, consequence, className } = words[steering];
  const { campaignId } = campaign;
  const steer = useMutation({
    mutationFn: () => tell(steering, { campaignId, reason: reason.trim() }),
    onSuccess: (after) => {
      queries.setQueryData(campaignKey(campaignId), after);
      dialog.current?.close();
    },
  });
  return (
    <>
      <button className={className} type="button" onClick={() => dialog.current?.showModal()}>
        {label}
      </button>
      <dialog className="dialog" ref={dialog} aria-labelledby={title}>
        <form
          className="form"
          onSubmit={(event) => {
            event.preventDefault();
            steer.mutate();
          }}
        >
          <h2 id={title}>{question}</h2>
          <p className="muted">{consequence}</p>
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
              Leave it
            </button>
            <button className={className} type="submit" disabled={steer.isPending}>
              {steer.isPending ? "A moment…" : label}
            </button>
          </div>
        </form>
      </dialog>
    </>
  );
}

type Input = Pick<VariationCampaignView, "campaignId"> & { readonly reason: string };

function tell(steering: Steering, input: Input): Promise<VariationCampaignView> {
  switch (steering) {
    case "pause":
      return trpc.pauseVariationCampaign.mutate(input);
    case "resume":
      return trpc.resumeVariationCampaign.mutate(input);
    case "end":
      return trpc.endVariationCampaign.mutate(input);
  }
  return steering satisfies never;
}
