"use client";

import type { ReviewPolicyView } from "@fleet-persona/hub-core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { trpc } from "../trpc/client.ts";
import { FailedCall } from "../ui/failed-call.tsx";
import { LocalTime } from "../ui/local-time.tsx";

type Props = { readonly initial: ReviewPolicyView; readonly isOwner: boolean };
type Said = Pick<ReviewPolicyView, "fourEyes" | "autoApprove" | "takeEarly">;

const rules: readonly (readonly [rule: keyof Said, label: string, meaning: string])[] = [
  ["fourEyes", "Two admins approve", "One approves, another confirms. Refusing still takes one."],
  [
    "autoApprove",
    "New versions may follow by themselves",
    "Where the gate passed it, a key you approved before signed it, and its inputs, attributes, bounds, triggers and pace are unchanged. Everything else waits for you.",
  ],
  [
    "takeEarly",
    "New versions come early",
    "Some publishers hold a new version back for hours before fleets are led to it. Yours are told at once, as canaries.",
  ],
];

/** Three rules, all off until an owner says otherwise. */
export function ReviewPolicyForm({ initial, isOwner }: Props) {
  const [saved, setSaved] = useState(initial);
  const [said, setSaid] = useState<Said>(initial);
  const save = useMutation({
    mutationFn: () => {
      const { fourEyes, autoApprove, takeEarly } = said;
      return trpc.setReviewPolicy.mutate({ fourEyes, autoApprove, takeEarly });
    },
    onSuccess: setSaved,
  });
  const changed = rules.some(([rule]) => said[rule] !== saved[rule]);
  return (
    <form
      className="card card-body form"
      aria-label="Review policy"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <fieldset className="tick-fields" disabled={!isOwner}>
        <legend>Rules</legend>
        {rules.map(([rule, label, meaning]) => (
          <label key={rule}>
            <input
              type="checkbox"
              checked={said[rule]}
              onChange={(event) => setSaid({ ...said, [rule]: event.target.checked })}
            />
            <span>
              <span className="strong">{label}.</span> <span className="muted">{meaning}</span>
            </span>
          </label>
        ))}
      </fieldset>
      {isOwner ? (
        <div className="row">
          <button className="button button-primary" type="submit" disabled={!changed || save.isPending}>
            {save.isPending ? "Saving…" : "Save the policy"}
          </button>
          {save.isSuccess && !changed && (
            <span className="muted small" role="status">
              Saved.
            </span>
          )}
        </div>
      ) : (
        <p className="notice">An owner of this tenant can change it.</p>
      )}
      <FailedCall of={save} />
      {saved.changedAt !== null && (
        <p className="muted tiny">
          {saved.changedBy} changed it last, <LocalTime at={saved.changedAt} />.
        </p>
      )}
    </form>
  );
}
