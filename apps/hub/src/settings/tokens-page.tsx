"use client";

import type { ApiTokenView, CreatedApiToken, Role } from "@fleet-persona/hub-core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { mayApprove } from "../fleet/may.ts";
import { CopyButton } from "../install/copy-button.tsx";
import { trpc } from "../trpc/client.ts";
import { FailedCall } from "../ui/failed-call.tsx";
import { TokenForm } from "./token-form.tsx";
import { TokenList } from "./token-list.tsx";

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
      <FailedCall of={revoke} />
      <TokenList
        tokens={tokens}
        mayRevoke={({ createdBy }) => mayApprove(role) || createdBy === userMail}
        revoke={(tokenId) => revoke.mutate(tokenId)}
        busy={revoke.isPending}
      />
    </div>
  );
}
