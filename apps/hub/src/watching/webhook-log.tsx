"use client";

import type { WebhookAttemptView, WebhookDeliveryView } from "@fleet-persona/hub-core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { trpc } from "../trpc/client.ts";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { FailedCall } from "../ui/failed-call.tsx";
import { LocalTime } from "../ui/local-time.tsx";
import { Table, Td, Th } from "../ui/table.tsx";
import { failureWords } from "./failure-words.ts";
import type { KindChoice } from "./webhook-form.tsx";

type Props = { readonly endpointId: string; readonly kinds: readonly KindChoice[]; readonly enabled: boolean };

const tones = { waiting: "neutral", delivered: "good", failed: "bad" } as const;

/** What was sent to an endpoint, what it answered, and the way to send it again. */
export function WebhookLog({ endpointId, kinds, enabled }: Props) {
  const queries = useQueryClient();
  const queryKey = ["webhook-log", endpointId];
  const log = useQuery({
    queryKey,
    queryFn: () => trpc.listWebhookDeliveries.query({ endpointId }),
    refetchInterval: ({ state }) => (state.data?.some(({ status }) => status === "waiting") ? 1_500 : 15_000),
  });
  const again = useMutation({
    mutationFn: (deliveryId: string) => trpc.resendWebhook.mutate({ deliveryId }),
    onSettled: () => queries.invalidateQueries({ queryKey }),
  });
  const wordsOf = (kind: string): string => kinds.find((each) => each.kind === kind)?.words ?? "Test";
  if (log.data === undefined) return <p className="p-4 text-13 text-muted">Reading the log…</p>;
  if (log.data.length === 0) return <p className="p-4 text-13 text-muted">Nothing was sent yet. Send a test.</p>;
  return (
    <>
      <FailedCall of={again} />
      <Table caption="What was sent">
        <thead>
          <tr>
            <Th>When</Th>
            <Th>What</Th>
            <Th>State</Th>
            <Th>Last answer</Th>
            <Th num>Tries</Th>
            <Th>
              <span className="visually-hidden">Again</span>
            </Th>
          </tr>
        </thead>
        <tbody>
          {log.data.map((delivery) => (
            <DeliveryRow
              key={delivery.deliveryId}
              delivery={delivery}
              what={wordsOf(delivery.kind)}
              sendAgain={enabled && delivery.status !== "waiting" ? again.mutate : null}
            />
          ))}
        </tbody>
      </Table>
    </>
  );
}

type RowProps = {
  readonly delivery: WebhookDeliveryView;
  readonly what: string;
  readonly sendAgain: ((deliveryId: string) => void) | null;
};

function DeliveryRow({ delivery, what, sendAgain }: RowProps) {
  const { deliveryId, createdAt, status, attempts } = delivery;
  return (
    <tr>
      <Td className="whitespace-nowrap">
        <LocalTime at={createdAt} />
      </Td>
      <Td>{what}</Td>
      <Td>
        <Badge tone={tones[status]}>{status}</Badge>
        <NextTry delivery={delivery} />
      </Td>
      <Td>
        <Answer attempt={attempts[0]} />
      </Td>
      <Td num>{attempts.length}</Td>
      <Td>
        {sendAgain !== null && (
          <Button size="small" onClick={() => sendAgain(deliveryId)} aria-label={`Send again: ${what}`}>
            Send again
          </Button>
        )}
      </Td>
    </tr>
  );
}

function NextTry({ delivery: { attempts, nextAt } }: { readonly delivery: WebhookDeliveryView }) {
  if (nextAt === null || attempts.length === 0) return null;
  return (
    <span className="block text-12 text-muted">
      again at <LocalTime at={nextAt} as="clock" />
    </span>
  );
}

function Answer({ attempt }: { readonly attempt: WebhookAttemptView | undefined }) {
  if (attempt === undefined) return <span className="text-muted">none yet</span>;
  const { status, failure, durationMs, response } = attempt;
  return (
    <>
      <span className="font-mono text-12 tabular-nums">{status ?? failureWords(failure)}</span>{" "}
      <span className="text-12 text-muted">{durationMs} ms</span>
      {response !== "" && (
        <details className="text-12 text-muted">
          <summary>Body</summary>
          <code className="wrap-anywhere whitespace-pre-wrap">{response}</code>
        </details>
      )}
    </>
  );
}
