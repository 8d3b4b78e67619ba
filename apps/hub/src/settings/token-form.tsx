"use client";

import type { ApiScope, CreatedApiToken } from "@fleet-persona/hub-core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { trpc } from "../trpc/client.ts";
import { Field } from "../ui/field.tsx";
import { Input } from "../ui/input.tsx";
import { Select } from "../ui/select.tsx";
import { TellForm } from "../ui/tell-form.tsx";
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
    <TellForm
      label="Create a token"
      says={["Create the token", "Creating…"]}
      call={create}
      ready={scopes.length > 0}
      card
    >
      <Field label="Name">
        {(id) => (
          <Input
            id={id}
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
          <Select id={id} value={expiresInDays} onChange={(event) => setExpires(Number(event.target.value))}>
            {lives.map(([days, words]) => (
              <option key={days} value={days}>
                {words}
              </option>
            ))}
          </Select>
        )}
      </Field>
    </TellForm>
  );
}
