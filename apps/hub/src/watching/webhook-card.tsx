"use client";

import type { WebhookView, WebhookWithSecret } from "@fleet-persona/hub-core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { trpc } from "../trpc/client.ts";
import { AskFirst } from "../ui/ask-first.tsx";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { Card, CardBody, CardHead } from "../ui/card.tsx";
import { FailedCall } from "../ui/failed-call.tsx";
import { LocalTime } from "../ui/local-time.tsx";
import { Notice } from "../ui/notice.tsx";
import { Row } from "../ui/row.tsx";
import { Stack } from "../ui/stack.tsx";
import { KindBoxes } from "./webhook-form.tsx";
import type { KindChoice } from "./webhook-form.tsx";
import { WebhookLog } from "./webhook-log.tsx";

type Props = {
  readonly webhook: WebhookView;
  readonly kinds: readonly KindChoice[];
  readonly rotated: (webhook: WebhookWithSecret) => void;
  readonly changed: () => void;
};

/** One endpoint: what it hears of, its secret, its log. */
export function WebhookCard({ webhook, kinds, rotated, changed }: Props) {
  const { endpointId, url, disabled, failingSince } = webhook;
  return (
    <Card as="article" aria-label={url}>
      <CardHead
        level={3}
        title={<span className="font-mono text-13 wrap-anywhere">{url}</span>}
        note={secretNote(webhook)}
      >
        <Badge tone={disabled !== null ? "bad" : failingSince !== null ? "warn" : "good"}>
          {disabled !== null ? "off" : failingSince !== null ? "failing" : "on"}
        </Badge>
      </CardHead>
      <CardBody>
        <Stack gap="medium">
          {disabled !== null && disabled.because !== "by-hand" && (
            <Notice tone="warn">
              Switched off <LocalTime at={disabled.at} />:{" "}
              {disabled.because === "gone"
                ? "it answered that it is gone for good."
                : "nothing reached it for three days."}
            </Notice>
          )}
          <WebhookActions {...{ webhook, rotated, changed }} />
          <details className="text-13">
            <summary>What is sent: {webhook.kinds.length} kinds</summary>
            <ChangeKinds webhook={webhook} kinds={kinds} changed={changed} />
          </details>
        </Stack>
      </CardBody>
      <WebhookLog endpointId={endpointId} kinds={kinds} enabled={disabled === null} />
    </Card>
  );
}

function secretNote({ secretHint, previousUntil }: WebhookView): string {
  const overlap = previousUntil !== null && previousUntil > Date.now();
  return `Secret ends in ${secretHint}${overlap ? "; the one before signs as well until tomorrow" : ""}`;
}

function WebhookActions({ webhook: { endpointId, disabled }, rotated, changed }: Omit<Props, "kinds">) {
  const queries = useQueryClient();
  const done = (): void => {
    changed();
    void queries.invalidateQueries({ queryKey: ["webhook-log", endpointId] });
  };
  const test = useMutation({ mutationFn: () => trpc.sendTestWebhook.mutate({ endpointId }), onSettled: done });
  const toggle = useMutation({
    mutationFn: () => trpc.changeWebhook.mutate({ endpointId, enabled: disabled !== null }),
    onSettled: done,
  });
  const rotate = async (): Promise<void> => {
    rotated(await trpc.rotateWebhookSecret.mutate({ endpointId }));
    done();
  };
  const remove = async (): Promise<void> => {
    await trpc.removeWebhook.mutate({ endpointId });
    done();
  };
  return (
    <>
      <Row>
        <Button tone="primary" disabled={disabled !== null || test.isPending} onClick={() => test.mutate()}>
          Send a test
        </Button>
        <Button disabled={toggle.isPending} onClick={() => toggle.mutate()}>
          {disabled === null ? "Switch off" : "Switch on"}
        </Button>
        <AskFirst
          label="New secret"
          question="Give this endpoint a new secret?"
          consequence="The new one is shown once. The old one signs as well for a day, so that you can change it without missing anything."
          yes="Make a new secret"
          no="Keep it"
          tell={rotate}
        />
        <AskFirst
          label="Remove"
          tone="danger"
          question="Remove this endpoint?"
          consequence="Nothing more is sent to it, also nothing of what waits. Its secret is forgotten."
          yes="Remove it"
          no="Keep it"
          tell={remove}
        />
      </Row>
      <FailedCall of={test} />
      <FailedCall of={toggle} />
    </>
  );
}

function ChangeKinds({ webhook, kinds, changed }: Omit<Props, "rotated">) {
  const [chosen, setChosen] = useState(new Set(webhook.kinds) as ReadonlySet<(typeof webhook.kinds)[number]>);
  const save = useMutation({
    mutationFn: () => trpc.changeWebhook.mutate({ endpointId: webhook.endpointId, kinds: [...chosen] }),
    onSettled: changed,
  });
  return (
    <Stack gap="small" className="mt-3">
      <KindBoxes kinds={kinds} chosen={chosen} choose={setChosen} />
      <FailedCall of={save} />
      <div>
        <Button size="small" disabled={save.isPending || chosen.size === 0} onClick={() => save.mutate()}>
          Send these
        </Button>
      </div>
    </Stack>
  );
}
