"use client";

import type { ApiTokenView, CreatedApiToken, Role } from "@fleet-persona/hub-core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { mayApprove } from "../fleet/may.ts";
import { trpc } from "../trpc/client.ts";
import { Card } from "../ui/card.tsx";
import { CopyText } from "../ui/copy-text.tsx";
import { FailedCall } from "../ui/failed-call.tsx";
import { Notice } from "../ui/notice.tsx";
import { Stack } from "../ui/stack.tsx";
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
    <Stack>
      {created !== null && (
        <Card className="grid gap-3 *:min-w-0 p-4" role="status" aria-label="The new token">
          <Notice tone="good">{created.name} is made. Its token is shown this once.</Notice>
          <CopyText block label="API token" text={created.token} />
        </Card>
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
    </Stack>
  );
}
