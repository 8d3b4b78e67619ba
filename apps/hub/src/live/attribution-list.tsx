import type { Attribution } from "@fleet-persona/engine";
import styles from "./decision.module.css";
import { classes } from "../ui/classes.ts";

type Props = { readonly attribution: readonly Attribution[]; readonly framed?: boolean };

const MOST = 6;

/** Why the policy said so: how far its recommendation would move without each signal. */
export function AttributionList({ attribution, framed = false }: Props) {
  const shown = attribution.slice(0, MOST);
  const top = shown[0]?.change ?? 0;
  if (top <= 0) return null;
  return (
    <section
      className={
        framed ? classes("rounded-3 border border-line bg-raised p-4 shadow-card", styles["block"]) : styles["block"]
      }
      aria-label="What it looked at"
    >
      <h3 title="Each signal is hidden in turn; the bar is how far the recommendation moves without it.">
        What it looked at <span className={styles["blockFigure"]}>without it, the wish moves by</span>
      </h3>
      <dl className={framed ? `${styles["parts"]} ${styles["framedParts"]}` : styles["parts"]}>
        {shown.map(({ signal, change, toward }) => (
          <div key={signal}>
            <dt title={toward < 0 ? "speaks against what was recommended" : "speaks for what was recommended"}>
              {toward < 0 ? "− " : ""}
              {signal}
            </dt>
            <dd>
              <svg className={styles["bar"]} viewBox="0 0 84 6" preserveAspectRatio="none" aria-hidden="true">
                <rect width={(84 * change) / top} height="6" />
              </svg>
              {change.toFixed(3)}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
