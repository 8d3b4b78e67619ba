import type { ExperimentView } from "@fleet-persona/hub-core";

/** The figures to take away. */
export function ExportLinks({
  experiment: { experimentId },
}: {
  readonly experiment: Pick<ExperimentView, "experimentId">;
}) {
  return (
    <span className="row">
      <a className="button" href={`/experiments/${experimentId}/export?as=csv`} download>
        Download CSV
      </a>
      <a className="button" href={`/experiments/${experimentId}/export?as=json`} download>
        Download JSON
      </a>
    </span>
  );
}
