"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { sentenceOf, trpc } from "../trpc/client.ts";
import { slugOf } from "./slug.ts";

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
    <form
      className="form card card-body"
      onSubmit={(event) => {
        event.preventDefault();
        create.mutate();
      }}
    >
      <NameField value={name} onChange={setName} />
      <SlugField value={slug} onChange={setOwnSlug} />
      {create.isError && (
        <p className="notice notice-bad" role="alert">
          {sentenceOf(create.error)}
        </p>
      )}
      <div>
        <button
          className="button button-primary button-large"
          type="submit"
          disabled={create.isPending || create.isSuccess}
        >
          {create.isPending || create.isSuccess ? "Creating…" : "Create fleet"}
        </button>
      </div>
    </form>
  );
}

type FieldProps = { readonly value: string; readonly onChange: (value: string) => void };

function NameField({ value, onChange }: FieldProps) {
  return (
    <div className="field">
      <label htmlFor="fleet-name">Name</label>
      <input
        id="fleet-name"
        className="input"
        value={value}
        onChange={(event) => onChange(event.target.value)}
        placeholder="Web Europe"
        maxLength={80}
        required
        autoFocus
      />
    </div>
  );
}

function SlugField({ value, onChange }: FieldProps) {
  return (
    <div className="field">
      <label htmlFor="fleet-slug">Short name</label>
      <input
        id="fleet-slug"
        className="input mono"
        value={value}
        onChange={(event) => onChange(event.target.value)}
        pattern="[a-z0-9]+(-[a-z0-9]+)*"
        minLength={2}
        maxLength={40}
        required
        aria-describedby="fleet-slug-hint"
      />
      <span className="hint" id="fleet-slug-hint">
        For the command line. Lower-case letters, digits and single dashes.
      </span>
    </div>
  );
}
