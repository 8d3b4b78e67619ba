import type { Confidence } from "@fleet-persona/engine";
import { PairedBar } from "./paired-bar.tsx";
import styles from "./what-if.module.css";

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
    <section className="card" aria-label="Confidence">
      <div className="card-head">
        <h3>Confidence</h3>
        <span className="figure">
          {was.total.toFixed(2)} <span className="muted">→</span> {would.total.toFixed(2)}
        </span>
      </div>
      <dl className={`card-body ${styles["bars"]}`}>
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
    </section>
  );
}
