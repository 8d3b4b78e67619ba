import type { Attribution } from "@fleet-persona/engine";
import { PairedBar } from "./paired-bar.tsx";
import styles from "./what-if.module.css";
import { Card, CardHead } from "../ui/card.tsx";
import { classes } from "../ui/classes.ts";

const MOST = 8;

type Props = { readonly was: readonly Attribution[]; readonly would: readonly Attribution[] };

/** What each input makes of the recommendation, then and now; the weightiest first. */
export function AttributionBars({ was, would }: Props) {
  const pairs = was.map((before) => {
    const after = would.find(({ signal }) => signal === before.signal) ?? before;
    return { signal: before.signal, before, after, weight: Math.max(before.change, after.change) };
  });
  const shown = pairs
    .filter(({ weight }) => weight >= 0.0005)
    .sort((a, b) => b.weight - a.weight)
    .slice(0, MOST);
  const top = Math.max(...shown.map(({ weight }) => weight), 1e-9);
  return (
    <Card aria-label="What it looked at">
      <CardHead
        title="What the policy looked at"
        level={3}
        note={
          <span title="Each input is hidden in turn; the bar is how far the recommendation moves without it.">
            recommendation moved if it were missing
          </span>
        }
      />
      {shown.length === 0 ? (
        <p className="min-w-0 p-4 text-muted">No input made a difference: the policy said nothing, or nothing new.</p>
      ) : (
        <dl className={classes("p-4", styles["bars"])}>
          {shown.map(({ signal, before, after }) => (
            <PairedBar
              key={signal}
              label={after.toward < 0 ? `${signal} (against)` : signal}
              was={before.change / top}
              would={after.change / top}
              figure={(share) => (share * top).toFixed(3)}
            />
          ))}
        </dl>
      )}
    </Card>
  );
}
