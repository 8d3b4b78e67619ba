import type { MeasuredEffect } from "@fleet-persona/hub-core";
import { LocalTime } from "../../ui/local-time.tsx";
import { barScale } from "../charts/bar-scale.ts";
import { WithdrawEffect } from "./withdraw-effect.tsx";
import { EffectRecord } from "./effect-record.tsx";

type Props = { readonly effects: readonly MeasuredEffect[]; readonly mayWithdraw: boolean };

/** On a listing: what tenants' experiments found, beside what the author claims. */
export function MeasuredEffects({ effects, mayWithdraw }: Props) {
  if (effects.length === 0) return null;
  const scale = barScale(
    effects.flatMap(({ relative }) => relative ?? []),
    0.05,
  );
  return (
    <section className="card" id="measured" aria-labelledby="measured-title">
      <div className="card-head">
        <h2 id="measured-title">Measured on fleets</h2>
        <span className="badge" title="Nobody but the tenants' own agents vouches for them; the hub reckoned them.">
          reported by enrolled agents
        </span>
      </div>
      <ul role="list" className="xp-effects">
        {effects.map((effect) => (
          <li key={effect.effectId}>
            <EffectRecord effect={effect} scale={scale} />
            <p className="muted tiny">
              version {effect.version}, published <LocalTime at={effect.publishedAt} />
              {effect.own && ", by your tenant"}
              {effect.own && mayWithdraw && <WithdrawEffect effectId={effect.effectId} />}
            </p>
          </li>
        ))}
      </ul>
      <p className="card-foot">
        Each is one tenant's experiment on its own traffic, with the interval that holds for any number of looks. The
        author's own figures are under Evidence.
      </p>
    </section>
  );
}
