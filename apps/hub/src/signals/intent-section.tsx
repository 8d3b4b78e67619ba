"use client";

import type { IntentView } from "@fleet-persona/hub-core";
import { useFleetCommand } from "../fleet/use-fleet-command.ts";
import { sentenceOf, trpc } from "../trpc/client.ts";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { Card, CardHead } from "../ui/card.tsx";
import { percent } from "../ui/figures.ts";
import { ItemList } from "../ui/item-list.tsx";
import { LocalTime } from "../ui/local-time.tsx";
import { Notice } from "../ui/notice.tsx";
import { IntentForm } from "./intent-form.tsx";
import { intentMeaning } from "./known-intents.ts";

type Props = { readonly fleetId: string; readonly intents: readonly IntentView[]; readonly mayDeclare: boolean };

/** What people declare the fleet should live for: a typed form, what runs, and the way to end it. */
export function IntentSection({ fleetId, intents, mayDeclare }: Props) {
  const end = useFleetCommand(fleetId, (intentId: string) => trpc.endIntent.mutate({ fleetId, intentId }));
  const open = intents.filter(({ phase }) => phase !== "over");
  return (
    <Card id="intents" aria-labelledby="intents-title">
      <CardHead
        id="intents-title"
        title="Intents"
        level={3}
        note="each reaches the policy as a signal of its own, 0 to 1"
      />
      {mayDeclare && <IntentForm fleetId={fleetId} />}
      {end.isError && <Notice tone="bad">{sentenceOf(end.error)}</Notice>}
      {open.length === 0 ? (
        <p className="min-w-0 p-4 text-muted">
          Nothing is declared: the fleet lives for what its Persona was trained for.
        </p>
      ) : (
        <ItemList aria-label="Declared intents">
          {open.map((intent) => (
            <li key={intent.intentId}>
              <div>
                <p>
                  <code className="font-medium">{intent.name}</code>{" "}
                  <Badge tone={intent.phase === "running" ? "good" : "neutral"}>{intent.phase}</Badge>{" "}
                  <span className="font-mono whitespace-nowrap tabular-nums text-12">{percent(intent.weight)}</span>
                  {intent.target !== null && <span className="text-muted text-13"> for {intent.target}</span>}
                </p>
                <p className="text-muted text-12">
                  {intentMeaning(intent.name)} · from <LocalTime at={intent.from} as="full" />{" "}
                  {intent.until === null ? (
                    "until ended"
                  ) : (
                    <>
                      until <LocalTime at={intent.until} as="full" />
                    </>
                  )}{" "}
                  · {intent.declaredBy}
                </p>
              </div>
              {mayDeclare && (
                <Button
                  disabled={end.isPending}
                  aria-label={`End ${intent.name}`}
                  onClick={() => end.mutate(intent.intentId)}
                >
                  End
                </Button>
              )}
            </li>
          ))}
        </ItemList>
      )}
    </Card>
  );
}
