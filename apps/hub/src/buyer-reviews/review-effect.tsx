import type { MeasuredEffect } from "@fleet-persona/hub-core";
import { durationPhrase } from "../experiments/duration-words.ts";
import { measuredPhrase } from "../store/effect-line.ts";
import { Badge } from "../ui/badge.tsx";
import { IntervalBar } from "../ui/interval-bar.tsx";
import { Row } from "../ui/row.tsx";

/** What an experiment of the review's author measured, with its interval: the hub reckoned it, the author chose to tell it. */
export function ReviewEffect({ effect }: { readonly effect: MeasuredEffect }) {
  const { relative, absolute, metric, comparedWith, units, design, measuredS } = effect;
  const { estimate, low, high } = relative ?? absolute;
  const reach = Math.max(Math.abs(low), Math.abs(high), Math.abs(estimate)) * 1.1 || 1;
  const phrase = measuredPhrase(effect);
  return (
    <div className="grid max-w-read gap-1 rounded-2 border border-line bg-sunk px-3 py-2">
      <Row>
        <Badge tone="accent">measured effect</Badge>
        <span className="font-mono text-13 tabular-nums">{phrase}</span>
      </Row>
      <IntervalBar
        estimate={estimate}
        low={low}
        high={high}
        from={-reach}
        to={reach}
        better={metric.better === "lower" ? "less" : "more"}
        label={phrase}
      />
      <p className="text-12 text-muted">
        against {comparedWith}, on {units} {design === "hosts" ? "hosts" : "blocks of time"},{" "}
        {durationPhrase(measuredS)} measured; {effect.label}
      </p>
    </div>
  );
}
