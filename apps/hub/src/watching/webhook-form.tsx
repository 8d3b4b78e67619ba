"use client";

import type { StoreEventKind, WebhookWithSecret } from "@fleet-persona/hub-core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { FormEvent } from "react";
import { trpc } from "../trpc/client.ts";
import { Button } from "../ui/button.tsx";
import { Checkbox } from "../ui/checkbox.tsx";
import { FailedCall } from "../ui/failed-call.tsx";
import { Field } from "../ui/field.tsx";
import { Input } from "../ui/input.tsx";
import { Stack } from "../ui/stack.tsx";

/** A kind of notice with its words: the words live with the use cases, which no browser loads. */
export type KindChoice = { readonly kind: StoreEventKind; readonly words: string };

type KindsProps = {
  readonly kinds: readonly KindChoice[];
  readonly chosen: ReadonlySet<StoreEventKind>;
  readonly choose: (chosen: ReadonlySet<StoreEventKind>) => void;
};

/** Which kinds an endpoint hears of. */
export function KindBoxes({ kinds, chosen, choose }: KindsProps) {
  return (
    <fieldset className="m-0 grid gap-x-4 border-0 p-0 sm:grid-cols-2">
      <legend className="mb-1 p-0 text-13 font-medium">What is sent</legend>
      {kinds.map(({ kind, words }) => (
        <Checkbox
          key={kind}
          label={words}
          checked={chosen.has(kind)}
          onChange={(event) => {
            const next = new Set(chosen);
            if (event.target.checked) next.add(kind);
            else next.delete(kind);
            choose(next);
          }}
        />
      ))}
    </fieldset>
  );
}

const usual: ReadonlySet<StoreEventKind> = new Set(["version-published", "version-revoked", "advisory-published"]);

type Props = { readonly kinds: readonly KindChoice[]; readonly added: (webhook: WebhookWithSecret) => void };

/** Adds an endpoint; its secret comes back once. */
export function WebhookForm({ kinds, added }: Props) {
  const [url, setUrl] = useState("");
  const [chosen, setChosen] = useState(usual);
  const add = useMutation({
    mutationFn: () => trpc.addWebhook.mutate({ url: url.trim(), kinds: [...chosen] }),
    onSuccess: (webhook) => {
      added(webhook);
      setUrl("");
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    add.mutate();
  };
  return (
    <form onSubmit={submit} aria-label="Add an endpoint">
      <Stack gap="medium">
        <Field label="Address" hint="https, on port 443 or 8443, at a public address. Redirects are not followed.">
          {(id, describedBy) => (
            <Input
              id={id}
              aria-describedby={describedBy}
              type="url"
              inputMode="url"
              required
              maxLength={2_048}
              placeholder="https://ops.example.com/hooks/fleet-persona"
              value={url}
              onChange={(event) => setUrl(event.target.value)}
            />
          )}
        </Field>
        <KindBoxes kinds={kinds} chosen={chosen} choose={setChosen} />
        <FailedCall of={add} />
        <div>
          <Button tone="primary" type="submit" disabled={add.isPending || chosen.size === 0}>
            {add.isPending ? "Adding…" : "Add the endpoint"}
          </Button>
        </div>
      </Stack>
    </form>
  );
}
