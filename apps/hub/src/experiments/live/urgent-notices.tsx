import type { ExperimentView } from "@fleet-persona/hub-core";
import { LocalTime } from "../../ui/local-time.tsx";

type Props = { readonly experiment: Pick<ExperimentView, "paused" | "figures" | "status"> };

/** What stands in front of every figure: what makes them worthless, and why it is paused. */
export function UrgentNotices({ experiment: { paused, figures } }: Props) {
  const faults = figures?.faults ?? [];
  if (paused === null && faults.length === 0) return null;
  return (
    <div className="stack stack-small" aria-live="polite">
      {faults.map(({ code, sentence }) => (
        <div key={code} className="notice notice-bad" role="alert">
          <span>
            <span className="strong">Do not trust the figures below until this is mended.</span> {sentence}
          </span>
        </div>
      ))}
      {paused !== null && (
        <div className="notice notice-warn" role="status">
          <span>
            <span className="strong">
              Paused <LocalTime at={paused.since} />.
            </span>{" "}
            Every host runs what is in charge of the fleet, and nothing is measured until somebody resumes it.
          </span>
        </div>
      )}
    </div>
  );
}
