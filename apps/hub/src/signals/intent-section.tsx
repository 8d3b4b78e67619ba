"use client";

import type { IntentView } from "@fleet-persona/hub-core";
import { useFleetCommand } from "../fleet/use-fleet-command.ts";
import { sentenceOf, trpc } from "../trpc/client.ts";
import { percent } from "../ui/figures.ts";
import { LocalTime } from "../ui/local-time.tsx";
import { IntentForm } from "./intent-form.tsx";
import { intentMeaning } from "./known-intents.ts";

type Props = { readonly fleetId: string; readonly intents: readonly IntentView[]; readonly mayDeclare: boolean };

/** What people declare the fleet should live for: a typed form, what runs, and the way to end it. */
export function IntentSection({ fleetId, intents, mayDeclare }: Props) {
  const end = useFleetCommand(fleetId, (intentId: string) => trpc.endIntent.mutate({ fleetId, intentId }));
  const open = intents.filter(({ phase }) => phase !== "over");
  return (
    <section className="card" id="intents" aria-labelledby="intents-title">
      <div className="card-head">
        <h3 id="intents-title">Intents</h3>
        <p>each reaches the policy as a signal of its own, 0 to 1</p>
      </div>
      {mayDeclare && <IntentForm fleetId={fleetId} />}
      {end.isError && (
        <p className="notice notice-bad" role="alert">
          {sentenceOf(end.error)}
        </p>
      )}
      {open.length === 0 ? (
        <p className="card-body muted">Nothing is declared: the fleet lives for what its Persona was trained for.</p>
      ) : (
        <ul role="list" className="told" aria-label="Declared intents">
          {open.map((intent) => (
            <li key={intent.intentId}>
              <div>
                <p>
                  <code className="strong">{intent.name}</code>{" "}
                  <span className={intent.phase === "running" ? "badge badge-good" : "badge"}>{intent.phase}</span>{" "}
                  <span className="figure tiny">{percent(intent.weight)}</span>
                  {intent.target !== null && <span className="muted small"> for {intent.target}</span>}
                </p>
                <p className="muted tiny">
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
                <button
                  className="button"
                  type="button"
                  disabled={end.isPending}
                  aria-label={`End ${intent.name}`}
                  onClick={() => end.mutate(intent.intentId)}
                >
                  End
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
