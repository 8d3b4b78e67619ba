"use client";

import type { ReviewPolicyView } from "@fleet-persona/hub-core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { trpc } from "../trpc/client.ts";
import { Button } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { Checkbox } from "../ui/checkbox.tsx";
import { FailedCall } from "../ui/failed-call.tsx";
import { LocalTime } from "../ui/local-time.tsx";
import { Notice } from "../ui/notice.tsx";
import { Row } from "../ui/row.tsx";

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
    <Card as="div">
      <form
        className="grid gap-4 p-4"
        aria-label="Review policy"
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <fieldset className="m-0 grid min-w-0 gap-2 border-0 p-0" disabled={!isOwner}>
          <legend className="p-0 pb-1.5 text-13 font-medium">Rules</legend>
          {rules.map(([rule, label, meaning]) => (
            <Checkbox
              key={rule}
              label={
                <>
                  <span className="font-medium">{label}.</span> <span className="text-muted">{meaning}</span>
                </>
              }
              checked={said[rule]}
              onChange={(event) => setSaid({ ...said, [rule]: event.target.checked })}
            />
          ))}
        </fieldset>
        {isOwner ? (
          <Row>
            <Button tone="primary" type="submit" disabled={!changed || save.isPending}>
              {save.isPending ? "Saving…" : "Save the policy"}
            </Button>
            {save.isSuccess && !changed && (
              <span className="text-muted text-13" role="status">
                Saved.
              </span>
            )}
          </Row>
        ) : (
          <Notice>An owner of this tenant can change it.</Notice>
        )}
        <FailedCall of={save} />
        {saved.changedAt !== null && (
          <p className="text-muted text-12">
            {saved.changedBy} changed it last, <LocalTime at={saved.changedAt} />.
          </p>
        )}
      </form>
    </Card>
  );
}
