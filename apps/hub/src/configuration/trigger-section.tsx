import type { Trigger } from "@fleet-persona/persona";
import { triggerSentence } from "./sentences.ts";
import { Card, CardHead } from "../ui/card.tsx";

type Props = { readonly triggers: readonly Trigger[]; readonly authors: readonly Trigger[] };

/** The tenant's triggers as sentences, and after them the author's, which yield to them. */
export function TriggerSection({ triggers, authors }: Props) {
  return (
    <Card aria-labelledby="triggers-title">
      <CardHead id="triggers-title" title="Triggers" level={3} note="yours come before the author's" />
      {triggers.length === 0 && <p className="min-w-0 p-4 text-muted">You have declared none.</p>}
      <Sentences triggers={triggers} whose="yours" />
      <Sentences triggers={authors} whose="the author's" />
    </Card>
  );
}

function Sentences({ triggers, whose }: { readonly triggers: readonly Trigger[]; readonly whose: string }) {
  if (triggers.length === 0) return null;
  return (
    <ul role="list" className="[&>li]:border-line [&>li]:px-4 [&>li]:py-2.5 [&>li]:text-13 [&>li+li]:border-t">
      {triggers.map((trigger) => (
        <li key={trigger.name}>
          <p>{triggerSentence(trigger)}</p>
          <p className="text-muted text-12">
            {trigger.name} · {whose}
          </p>
        </li>
      ))}
    </ul>
  );
}
