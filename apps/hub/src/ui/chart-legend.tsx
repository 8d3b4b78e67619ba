import type { DataColour, Mark } from "./data-colour.ts";
import { strokeOf } from "./data-colour.ts";
import { MarkShape } from "./mark-shape.tsx";

export type LegendEntry = {
  readonly label: string;
  readonly colour: DataColour;
  readonly mark?: Mark;
  readonly dashed?: boolean;
};

/** What the colours and shapes of a chart mean. */
export function ChartLegend({ entries }: { readonly entries: readonly LegendEntry[] }) {
  return (
    <ul className="m-0 flex list-none flex-wrap gap-x-4 gap-y-1 p-0 text-12 text-muted">
      {entries.map(({ label, colour, mark, dashed = false }) => (
        <li key={label} className="flex items-center gap-1.5">
          <svg width="16" height="12" viewBox="-8 -6 16 12" aria-hidden="true">
            {mark === undefined ? (
              <path
                d="M-7 0H7"
                strokeWidth="2"
                strokeDasharray={dashed ? "3 2" : undefined}
                className={strokeOf[colour]}
              />
            ) : (
              <MarkShape mark={mark} colour={colour} />
            )}
          </svg>
          {label}
        </li>
      ))}
    </ul>
  );
}
