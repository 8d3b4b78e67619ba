"use client";

import type { WebhookView, WebhookWithSecret } from "@fleet-persona/hub-core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { trpc } from "../trpc/client.ts";
import { Card, CardBody, CardHead } from "../ui/card.tsx";
import { CopyText } from "../ui/copy-text.tsx";
import { Notice } from "../ui/notice.tsx";
import { Stack } from "../ui/stack.tsx";
import { WebhookCard } from "./webhook-card.tsx";
import { WebhookForm } from "./webhook-form.tsx";
import type { KindChoice } from "./webhook-form.tsx";

type Props = { readonly initial: readonly WebhookView[]; readonly kinds: readonly KindChoice[] };

/** A tenant's endpoints: added, tested, read, removed. A secret is shown once, here. */
export function WebhooksSection({ initial, kinds }: Props) {
  const [shown, setShown] = useState<WebhookWithSecret | null>(null);
  const { data: webhooks, refetch } = useQuery({
    queryKey: ["webhooks"],
    queryFn: () => trpc.listWebhooks.query({}),
    initialData: initial,
    refetchInterval: 15_000,
  });
  const tell = (webhook: WebhookWithSecret): void => {
    setShown(webhook);
    void refetch();
  };
  return (
    <Stack gap="medium">
      {shown !== null && (
        <Card role="status" aria-label="The new secret">
          <CardBody>
            <Stack gap="small">
              <Notice tone="good">
                This secret signs what is sent to {new URL(shown.url).host}. It is shown this once.
              </Notice>
              <CopyText block text={shown.secret} what="the secret" />
            </Stack>
          </CardBody>
        </Card>
      )}
      {webhooks.map((webhook) => (
        <WebhookCard
          key={webhook.endpointId}
          webhook={webhook}
          kinds={kinds}
          rotated={tell}
          changed={() => void refetch()}
        />
      ))}
      <Card>
        <CardHead
          level={3}
          title="Add an endpoint"
          note="Signed after the Standard Webhooks scheme, tried again for a day."
        />
        <CardBody>
          <WebhookForm kinds={kinds} added={tell} />
        </CardBody>
      </Card>
    </Stack>
  );
}
