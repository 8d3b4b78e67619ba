import type { ExperimentView } from "@fleet-persona/hub-core";
import { LocalTime } from "../../ui/local-time.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Stack } from "../../ui/stack.tsx";

type Props = { readonly experiment: Pick<ExperimentView, "paused" | "figures" | "status"> };

/** What stands in front of every figure: what makes them worthless, and why it is paused. */
export function UrgentNotices({ experiment: { paused, figures } }: Props) {
  const faults = figures?.faults ?? [];
  if (paused === null && faults.length === 0) return null;
  return (
    <Stack gap="small" aria-live="polite">
      {faults.map(({ code, sentence }) => (
        <Notice key={code} tone="bad">
          <span>
            <span className="font-medium">Do not trust the figures below until this is mended.</span> {sentence}
          </span>
        </Notice>
      ))}
      {paused !== null && (
        <Notice tone="warn" role="status">
          <span>
            <span className="font-medium">
              Paused <LocalTime at={paused.since} />.
            </span>{" "}
            Every host runs what is in charge of the fleet, and nothing is measured until somebody resumes it.
          </span>
        </Notice>
      )}
    </Stack>
  );
}
