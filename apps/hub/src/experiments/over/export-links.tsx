import type { ExperimentView } from "@fleet-persona/hub-core";

type Props = { readonly experiment: Pick<ExperimentView, "experimentId"> };

const files = [
  ["as=csv&table=verdict", "Numbers, CSV"],
  ["as=csv&table=units", "Figures by unit, CSV"],
  ["as=json&table=units", "Plan and figures, JSON"],
] as const;

/** The figures to take away. */
export function ExportLinks({ experiment: { experimentId } }: Props) {
  return (
    <span className="row">
      {files.map(([query, words]) => (
        <a key={query} className="button" href={`/experiments/${experimentId}/export?${query}`} download>
          {words}
        </a>
      ))}
    </span>
  );
}
