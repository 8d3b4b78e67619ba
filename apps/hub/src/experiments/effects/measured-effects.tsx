import type { MeasuredEffect } from "@fleet-persona/hub-core";
import { Badge } from "../../ui/badge.tsx";
import { Card, CardFoot, CardHead } from "../../ui/card.tsx";
import { LocalTime } from "../../ui/local-time.tsx";
import { barScale } from "../charts/bar-scale.ts";
import { EffectRecord } from "./effect-record.tsx";
import { WithdrawEffect } from "./withdraw-effect.tsx";

type Props = { readonly effects: readonly MeasuredEffect[]; readonly mayWithdraw: boolean };

/** On a listing: what tenants' experiments found, beside what the author claims. */
export function MeasuredEffects({ effects, mayWithdraw }: Props) {
  if (effects.length === 0) return null;
  const scale = barScale(
    effects.flatMap(({ relative }) => relative ?? []),
    0.05,
  );
  return (
    <Card id="measured" aria-labelledby="measured-title">
      <CardHead id="measured-title" title="Measured on fleets">
        <Badge title="Nobody but the tenants' own agents vouches for them; the hub reckoned them.">
          reported by enrolled agents
        </Badge>
      </CardHead>
      <ul role="list" className="divide-y divide-line">
        {effects.map((effect) => (
          <li key={effect.effectId} className="px-4 py-3">
            <EffectRecord effect={effect} scale={scale} />
            <p className="text-12 text-muted">
              version {effect.version}, published <LocalTime at={effect.publishedAt} />
              {effect.own && ", by your tenant"}
              {effect.own && mayWithdraw && <WithdrawEffect effectId={effect.effectId} />}
            </p>
          </li>
        ))}
      </ul>
      <CardFoot>
        Each is one tenant's experiment on its own traffic, with the interval that holds for any number of looks. The
        author's own figures are under Evidence.
      </CardFoot>
    </Card>
  );
}
