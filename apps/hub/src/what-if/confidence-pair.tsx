import type { Confidence } from "@fleet-persona/engine";
import { PairedBar } from "./paired-bar.tsx";
import styles from "./what-if.module.css";
import { Card, CardHead } from "../ui/card.tsx";
import { classes } from "../ui/classes.ts";

const parts = [
  ["claimed", "What the author claims"],
  ["distance", "How near to what it was trained on"],
  ["missing", "Share of optional signals present"],
  ["entropy", "How decided the policy is"],
  ["total", "All of it"],
] as const;

/** What the confidence is made of, then and now. */
export function ConfidencePair({ was, would }: { readonly was: Confidence; readonly would: Confidence }) {
  return (
    <Card aria-label="Confidence">
      <CardHead title="Confidence" level={3}>
        <span className="font-mono text-[0.93em] whitespace-nowrap tabular-nums">
          {was.total.toFixed(2)} <span className="text-muted">→</span> {would.total.toFixed(2)}
        </span>
      </CardHead>
      <dl className={classes("p-4", styles["bars"])}>
        {parts.map(([part, meaning]) => (
          <PairedBar
            key={part}
            label={meaning}
            was={was[part]}
            would={would[part]}
            figure={(value) => value.toFixed(2)}
          />
        ))}
      </dl>
    </Card>
  );
}
