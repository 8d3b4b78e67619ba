import type { ExperimentView } from "@fleet-persona/hub-core";
import { buttonLook } from "../../ui/button-look.ts";
import { Row } from "../../ui/row.tsx";

type Props = { readonly experiment: Pick<ExperimentView, "experimentId"> };

const files = [
  ["as=csv&table=verdict", "Numbers, CSV"],
  ["as=csv&table=units", "Figures by unit, CSV"],
  ["as=json&table=units", "Plan and figures, JSON"],
] as const;

/** The figures to take away. */
export function ExportLinks({ experiment: { experimentId } }: Props) {
  return (
    <Row as="span">
      {files.map(([query, words]) => (
        <a key={query} className={buttonLook({})} href={`/experiments/${experimentId}/export?${query}`} download>
          {words}
        </a>
      ))}
    </Row>
  );
}
