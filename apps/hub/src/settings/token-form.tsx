"use client";

import type { ApiScope, CreatedApiToken } from "@fleet-persona/hub-core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { sentenceOf, trpc } from "../trpc/client.ts";

const scopes: readonly (readonly [scope: ApiScope, meaning: string])[] = [
  ["fleet:read", "read fleets, documents and decisions"],
  ["fleet:write", "apply documents, pause, stop"],
  ["signals:write", "push figures as any source of the tenant"],
];

const lives = [
  [7, "a week"],
  [30, "a month"],
  [90, "three months"],
  [365, "a year"],
] as const;

/** Makes a token: its name, what it may be used for, and how long. */
export function TokenForm({ created }: { readonly created: (token: CreatedApiToken) => void }) {
  const [name, setName] = useState("");
  const [chosen, setChosen] = useState<readonly ApiScope[]>(["fleet:read"]);
  const [expiresInDays, setExpires] = useState(90);
  const create = useMutation({
    mutationFn: () => trpc.createApiToken.mutate({ name: name.trim(), scopes: [...chosen], expiresInDays }),
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
      <div className="field">
        <label htmlFor="token-name">Name</label>
        <input
          id="token-name"
          className="input"
          value={name}
          required
          maxLength={80}
          placeholder="deploy pipeline"
          onChange={(event) => setName(event.target.value)}
        />
      </div>
      <fieldset className="field token-scopes">
        <legend>May</legend>
        {scopes.map(([scope, meaning]) => (
          <label key={scope}>
            <input
              type="checkbox"
              checked={chosen.includes(scope)}
              onChange={(event) =>
                setChosen(event.target.checked ? [...chosen, scope] : chosen.filter((known) => known !== scope))
              }
            />
            <span>
              {meaning} <code className="muted tiny">{scope}</code>
            </span>
          </label>
        ))}
      </fieldset>
      <div className="field">
        <label htmlFor="token-life">For</label>
        <select
          id="token-life"
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
      </div>
      <button className="button button-primary" type="submit" disabled={chosen.length === 0 || create.isPending}>
        {create.isPending ? "Creating…" : "Create the token"}
      </button>
      {create.isError && (
        <p className="notice notice-bad" role="alert">
          {sentenceOf(create.error)}
        </p>
      )}
    </form>
  );
}
