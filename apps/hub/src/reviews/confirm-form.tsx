"use client";

import type { ReviewView } from "@fleet-persona/hub-core";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { trpc } from "../trpc/client.ts";
import { Field } from "../ui/field.tsx";
import { Input } from "../ui/input.tsx";
import { Notice } from "../ui/notice.tsx";
import { Tag } from "../ui/tag.tsx";
import { TellForm } from "../ui/tell-form.tsx";
import { boundWords } from "./bound-words.ts";

type Props = { readonly review: ReviewView; readonly isFirst: boolean };

/** The second pair of eyes: yes to what the first admin approved, as they approved it. */
export function ConfirmForm({ review, isFirst }: Props) {
  const router = useRouter();
  const [note, setNote] = useState("");
  const confirm = useMutation({
    mutationFn: () => trpc.confirmReview.mutate({ reviewId: review.reviewId, note: note.trim() }),
    onSuccess: () => router.refresh(),
  });
  const bounds = Object.entries(review.bounds);
  return (
    <>
      {bounds.length > 0 && (
        <p className="flex flex-wrap items-center gap-1.5 text-13">
          Within{" "}
          {bounds.map(([name, bound]) => (
            <Tag key={name}>
              {name} {boundWords(bound)}
            </Tag>
          ))}
        </p>
      )}
      {isFirst ? (
        <Notice>It takes another admin's yes now. Deciding anew below takes the place of yours.</Notice>
      ) : (
        <TellForm label="Confirm" says={["Confirm as the second admin", "Confirming…"]} call={confirm}>
          <Field label="Note (optional)">
            {(id) => (
              <Input
                id={id}

                value={note}
                maxLength={2_000}
                onChange={(event) => setNote(event.target.value)}
              />
            )}
          </Field>
        </TellForm>
      )}
    </>
  );
}
