import type { Trigger } from "@fleet-persona/persona";
import { triggerSentence } from "./sentences.ts";

type Props = { readonly triggers: readonly Trigger[]; readonly authors: readonly Trigger[] };

/** The tenant's triggers as sentences, and after them the author's, which yield to them. */
export function TriggerSection({ triggers, authors }: Props) {
  return (
    <section className="card" aria-labelledby="triggers-title">
      <div className="card-head">
        <h3 id="triggers-title">Triggers</h3>
        <p>yours come before the author's</p>
      </div>
      {triggers.length === 0 && <p className="card-body muted">You have declared none.</p>}
      <Sentences triggers={triggers} whose="yours" />
      <Sentences triggers={authors} whose="the author's" />
    </section>
  );
}

function Sentences({ triggers, whose }: { readonly triggers: readonly Trigger[]; readonly whose: string }) {
  if (triggers.length === 0) return null;
  return (
    <ul role="list" className="sentences">
      {triggers.map((trigger) => (
        <li key={trigger.name}>
          <p>{triggerSentence(trigger)}</p>
          <p className="muted tiny">
            {trigger.name} · {whose}
          </p>
        </li>
      ))}
    </ul>
  );
}
