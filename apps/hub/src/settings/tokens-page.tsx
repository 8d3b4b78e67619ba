"use client";

import type { ApiTokenView, CreatedApiToken, Role } from "@fleet-persona/hub-core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { mayOperate } from "../fleet/may.ts";
import { CopyButton } from "../install/copy-button.tsx";
import { sentenceOf, trpc } from "../trpc/client.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { LocalTime } from "../ui/local-time.tsx";
import { TokenForm } from "./token-form.tsx";

const tokensKey = ["api-tokens"];

type Props = { readonly initial: readonly ApiTokenView[]; readonly role: Role; readonly userMail: string };

/** Tokens for programs: made, shown once, watched, revoked. */
export function TokensPage({ initial, role, userMail }: Props) {
  const queries = useQueryClient();
  const [created, setCreated] = useState<CreatedApiToken | null>(null);
  const { data: tokens } = useQuery({
    queryKey: tokensKey,
    queryFn: () => trpc.listApiTokens.query({}),
    initialData: initial,
    refetchInterval: 10_000,
  });
  const refresh = () => queries.invalidateQueries({ queryKey: tokensKey });
  const revoke = useMutation({
    mutationFn: (tokenId: string) => trpc.revokeApiToken.mutate({ tokenId }),
    onSettled: refresh,
  });
  return (
    <div className="stack">
      {created !== null && (
        <section className="card card-body stack stack-small" role="status" aria-label="The new token">
          <p className="notice notice-good">{created.name} is made. Its token is shown this once.</p>
          <div className="command-line">
            <code role="textbox" aria-readonly="true" aria-label="API token" tabIndex={0}>
              {created.token}
            </code>
            <CopyButton text={created.token} />
          </div>
        </section>
      )}
      <TokenForm
        created={(token) => {
          setCreated(token);
          void refresh();
        }}
      />
      {revoke.isError && (
        <p className="notice notice-bad" role="alert">
          {sentenceOf(revoke.error)}
        </p>
      )}
      <section className="card" aria-labelledby="tokens-title">
        <div className="card-head">
          <h2 id="tokens-title">Tokens</h2>
          <p>each acts for whoever made it, and never for more</p>
        </div>
        {tokens.length === 0 ? (
          <EmptyState title="No token yet">
            A program needs one to read or change fleets, or to push figures.
          </EmptyState>
        ) : (
          <ul role="list" className="told">
            {tokens.map((token) => (
              <li key={token.tokenId}>
                <TokenFacts token={token} />
                {token.state === "good" && mayRevoke(token, role, userMail) && (
                  <button
                    className="button button-danger"
                    type="button"
                    disabled={revoke.isPending}
                    aria-label={`Revoke ${token.name}`}
                    onClick={() => revoke.mutate(token.tokenId)}
                  >
                    Revoke
                  </button>
                )}
              </li>
            ))}
          </ul>
        )}
      </section>
    </div>
  );
}

function mayRevoke({ createdBy }: ApiTokenView, role: Role, userMail: string): boolean {
  return role === "admin" || role === "owner" || (mayOperate(role) && createdBy === userMail);
}

const badges = { good: "badge badge-good", expired: "badge badge-warn", revoked: "badge" } as const;

function TokenFacts({ token }: { readonly token: ApiTokenView }) {
  return (
    <div>
      <p>
        <span className="strong">{token.name}</span> <span className={badges[token.state]}>{token.state}</span>{" "}
        {token.scopes.map((scope) => (
          <code key={scope} className="tag">
            {scope}
          </code>
        ))}
      </p>
      <p className="muted tiny">
        {token.createdBy} made it <LocalTime at={token.createdAt} /> ·{" "}
        {token.lastUsedAt === null ? (
          "never used"
        ) : (
          <>
            used <LocalTime at={token.lastUsedAt} />
          </>
        )}{" "}
        · until <LocalTime at={token.expiresAt} as="full" />
      </p>
    </div>
  );
}
