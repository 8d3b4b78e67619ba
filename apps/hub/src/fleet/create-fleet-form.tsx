"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { sentenceOf, trpc } from "../trpc/client.ts";
import { slugOf } from "./slug.ts";
import { Button } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { Field } from "../ui/field.tsx";
import { Input } from "../ui/input.tsx";
import { Notice } from "../ui/notice.tsx";

/** Names a fleet; its address follows the name until somebody writes their own. */
export function CreateFleetForm() {
  const router = useRouter();
  const [name, setName] = useState("");
  const [ownSlug, setOwnSlug] = useState<string | null>(null);
  const slug = ownSlug ?? slugOf(name);
  const create = useMutation({
    mutationFn: () => trpc.createFleet.mutate({ name: name.trim(), slug }),
    onSuccess: ({ fleetId }) => router.push(`/fleets/${fleetId}/install`),
  });
  return (
    <Card as="div">
      <form
        className="grid gap-4 p-4"
        onSubmit={(event) => {
          event.preventDefault();
          create.mutate();
        }}
      >
        <NameField value={name} onChange={setName} />
        <SlugField value={slug} onChange={setOwnSlug} />
        {create.isError && <Notice tone="bad">{sentenceOf(create.error)}</Notice>}
        <div>
          <Button tone="primary" size="large" type="submit" disabled={create.isPending || create.isSuccess}>
            {create.isPending || create.isSuccess ? "Creating…" : "Create fleet"}
          </Button>
        </div>
      </form>
    </Card>
  );
}

type FieldProps = { readonly value: string; readonly onChange: (value: string) => void };

function NameField({ value, onChange }: FieldProps) {
  return (
    <Field label="Name">
      {(id) => (
        <Input
          id={id}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          placeholder="Web Europe"
          maxLength={80}
          required
          autoFocus
        />
      )}
    </Field>
  );
}

function SlugField({ value, onChange }: FieldProps) {
  return (
    <Field label="Short name" hint="For the command line. Lower-case letters, digits and single dashes.">
      {(id, describedBy) => (
        <Input
          id={id}
          className="font-mono"
          value={value}
          onChange={(event) => onChange(event.target.value)}
          pattern="[a-z0-9]+(-[a-z0-9]+)*"
          minLength={2}
          maxLength={40}
          required
          aria-describedby={describedBy}
        />
      )}
    </Field>
  );
}
