"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { trpc } from "../trpc/client.ts";
import { Button } from "../ui/button.tsx";
import { Checkbox } from "../ui/checkbox.tsx";
import { FailedCall } from "../ui/failed-call.tsx";
import { Field } from "../ui/field.tsx";
import { Input } from "../ui/input.tsx";
import { Select } from "../ui/select.tsx";
import { StarsField } from "../ui/stars-field.tsx";
import { TextArea } from "../ui/text-area.tsx";

/** What the form starts from: what was said before, or nothing. */
export type ReviewDraft = {
  readonly rating: number | null;
  readonly title: string;
  readonly body: string;
  readonly personaVersionId: string | null;
  readonly effectId: string | null;
  readonly named: boolean;
};

type Props = {
  readonly listingId: string;
  readonly draft: ReviewDraft;
  readonly editing: boolean;
  readonly tenantName: string;
  readonly versions: readonly { readonly personaVersionId: string; readonly version: number }[];
  readonly effects: readonly { readonly effectId: string; readonly phrase: string }[];
};

/** Writes the tenant's one review of a listing, or says it otherwise. */
export function WriteReviewForm({ listingId, draft, editing, tenantName, versions, effects }: Props) {
  const router = useRouter();
  const [said, setSaid] = useState(draft);
  const change = (part: Partial<ReviewDraft>): void => setSaid((before) => ({ ...before, ...part }));
  const write = useMutation({
    mutationFn: () => {
      const { rating, personaVersionId, ...rest } = said;
      const version = personaVersionId === null ? {} : { personaVersionId };
      return trpc.writeBuyerReview.mutate({ listingId, rating: rating ?? 0, ...rest, ...version });
    },
    onSuccess: () => router.refresh(),
  });
  const ready = said.rating !== null && said.title.trim() !== "";
  return (
    <form
      className="grid max-w-read gap-4"
      aria-label={editing ? "Edit your review" : "Write a review"}
      onSubmit={(event) => {
        event.preventDefault();
        write.mutate();
      }}
    >
      <StarsField
        legend="Your rating"
        name="rating"
        value={said.rating ?? undefined}
        onChange={(rating) => change({ rating })}
      />
      <Wording said={said} onChange={change} />
      <VersionChoice versions={versions} value={said.personaVersionId} onChange={change} />
      <EffectChoice effects={effects} value={said.effectId} onChange={change} />
      <Checkbox
        label={`Show it under the name ${tenantName}`}
        checked={said.named}
        onChange={(event) => change({ named: event.target.checked })}
      />
      <FailedCall of={write} />
      <div className="flex flex-wrap items-center gap-3">
        <Button tone="primary" type="submit" disabled={!ready || write.isPending}>
          {write.isPending ? "Sending…" : editing ? "Publish the new wording" : "Publish the review"}
        </Button>
        <span className="text-12 text-muted">Everybody can read it; every earlier wording stays in its history.</span>
      </div>
    </form>
  );
}

type Change = (part: Partial<ReviewDraft>) => void;
type WordingProps = { readonly said: ReviewDraft; readonly onChange: Change };

function Wording({ said, onChange: change }: WordingProps) {
  return (
    <>
      <Field label="In one line">
        {(id) => (
          <Input
            id={id}
            maxLength={120}
            value={said.title}
            autoComplete="off"
            onChange={(event) => change({ title: event.target.value })}
          />
        )}
      </Field>
      <Field
        label="What happened on your fleet"
        hint="What you ran it for, what changed, what you would want to know before."
      >
        {(id, below) => (
          <TextArea
            id={id}
            aria-describedby={below}
            rows={5}
            maxLength={5_000}
            value={said.body}
            onChange={(event) => change({ body: event.target.value })}
          />
        )}
      </Field>
    </>
  );
}

type VersionProps = Pick<Props, "versions"> & { readonly value: string | null; readonly onChange: Change };

function VersionChoice({ versions, value, onChange }: VersionProps) {
  if (versions.length < 2) return null;
  return (
    <Field label="The version it is about">
      {(id) => (
        <Select
          id={id}
          value={value ?? versions[0]?.personaVersionId}
          onChange={(event) => onChange({ personaVersionId: event.target.value })}
        >
          {versions.map(({ personaVersionId, version }) => (
            <option key={personaVersionId} value={personaVersionId}>
              version {version}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}

type EffectProps = Pick<Props, "effects"> & { readonly value: string | null; readonly onChange: Change };

function EffectChoice({ effects, value, onChange }: EffectProps) {
  const hint =
    effects.length === 0
      ? "None of your experiments with it is published yet: conclude one and publish its effect, then it can go here."
      : undefined;
  return (
    <Field label="A measured effect" hint={hint}>
      {(id, below) => (
        <Select
          id={id}
          aria-describedby={below}
          value={value ?? ""}
          disabled={effects.length === 0}
          onChange={(event) => onChange({ effectId: event.target.value === "" ? null : event.target.value })}
        >
          <option value="">none</option>
          {effects.map(({ effectId, phrase }) => (
            <option key={effectId} value={effectId}>
              {phrase}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}
