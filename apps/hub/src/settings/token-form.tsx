"use client";

import type { ApiScope, CreatedApiToken } from "@fleet-persona/hub-core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { trpc } from "../trpc/client.ts";
import { FailedCall } from "../ui/failed-call.tsx";
import { Field } from "../ui/field.tsx";
import { TokenScopes } from "./token-scopes.tsx";

const lives = [
  [7, "a week"],
  [30, "a month"],
  [90, "three months"],
  [365, "a year"],
] as const;

/** Makes a token: its name, what it may be used for, and how long. */
export function TokenForm({ created }: { readonly created: (token: CreatedApiToken) => void }) {
  const [name, setName] = useState("");
  const [scopes, setScopes] = useState<readonly ApiScope[]>(["fleet:read"]);
  const [expiresInDays, setExpires] = useState(90);
  const create = useMutation({
    mutationFn: () => trpc.createApiToken.mutate({ name: name.trim(), scopes: [...scopes], expiresInDays }),
    onSuccess: (token) => {
      created(token);
      setName("");
    },
  });
  return (
    <form
      className="card card-body tell-form"
      aria-label="Create a token"
      onSubmit={(event) => {
        event.preventDefault();
        create.mutate();
      }}
    >
      <Field label="Name">
        {(id) => (
          <input
            id={id}
            className="input"
            value={name}
            required
            maxLength={80}
            placeholder="deploy pipeline"
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      <TokenScopes chosen={scopes} choose={setScopes} />
      <Field label="For">
        {(id) => (
          <select
            id={id}
            className="input"
            value={expiresInDays}
            onChange={(event) => setExpires(Number(event.target.value))}
          >
            {lives.map(([days, words]) => (
              <option key={days} value={days}>
                {words}
              </option>
            ))}
          </select>
        )}
      </Field>
      <button className="button button-primary" type="submit" disabled={scopes.length === 0 || create.isPending}>
        {create.isPending ? "Creating…" : "Create the token"}
      </button>
      <FailedCall of={create} />
    </form>
  );
}
