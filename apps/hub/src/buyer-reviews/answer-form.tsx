"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { trpc } from "../trpc/client.ts";
import { Button } from "../ui/button.tsx";
import { FailedCall } from "../ui/failed-call.tsx";
import { Field } from "../ui/field.tsx";
import { TextArea } from "../ui/text-area.tsx";

type Props = { readonly reviewId: string; readonly said: string | null };

/** The seller's one answer to a review, or its next wording. */
export function AnswerForm({ reviewId, said }: Props) {
  const router = useRouter();
  const [body, setBody] = useState(said ?? "");
  const answer = useMutation({
    mutationFn: () => trpc.replyToBuyerReview.mutate({ reviewId, body }),
    onSuccess: () => router.refresh(),
  });
  return (
    <form
      className="grid max-w-read gap-3"
      aria-label="Answer the review"
      onSubmit={(event) => {
        event.preventDefault();
        answer.mutate();
      }}
    >
      <Field label="Your answer" hint="Everybody reads it below the review; earlier wordings stay in its history.">
        {(id, below) => (
          <TextArea
            id={id}
            aria-describedby={below}
            rows={3}
            maxLength={3_000}
            value={body}
            onChange={(event) => setBody(event.target.value)}
          />
        )}
      </Field>
      <FailedCall of={answer} />
      <div>
        <Button tone="primary" type="submit" disabled={body.trim() === "" || body.trim() === said || answer.isPending}>
          {answer.isPending ? "Sending…" : said === null ? "Publish the answer" : "Publish the new wording"}
        </Button>
      </div>
    </form>
  );
}
