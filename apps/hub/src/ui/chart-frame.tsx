import { useId, type ReactNode } from "react";
import { classes } from "./classes.ts";
import { ChartLegend, type LegendEntry } from "./chart-legend.tsx";
import { Table, Td, Th } from "./table.tsx";

export type ChartTable = {
  readonly head: readonly string[];
  readonly rows: readonly { readonly key: string; readonly cells: readonly string[] }[];
};

type Props = {
  readonly title: string;
  /** What one sees in it, in a sentence: its text alternative. */
  readonly summary: string;
  readonly showTitle?: boolean;
  readonly legend?: readonly LegendEntry[];
  /** The figures themselves, a click away. */
  readonly table?: ChartTable;
  readonly className?: string;
  /** The drawing, given what names it. */
  readonly children: (
    named: { readonly role: "img"; readonly "aria-labelledby": string },
    texts: ReactNode,
  ) => ReactNode;
};

/** What every chart has around its drawing: a name, a sentence, a legend and the figures as a table. */
export function ChartFrame({ title, summary, showTitle = true, legend = [], table, className, children }: Props) {
  const id = useId();
  const texts = (
    <>
      <title id={`${id}-title`}>{title}</title>
      <desc id={`${id}-desc`}>{summary}</desc>
    </>
  );
  return (
    <figure className={classes("grid min-w-0 gap-3", className)}>
      {showTitle && <figcaption className="text-13 font-medium">{title}</figcaption>}
      {legend.length > 0 && <ChartLegend entries={legend} />}
      {children({ role: "img", "aria-labelledby": `${id}-title ${id}-desc` }, texts)}
      {table !== undefined && (
        <details className="text-12 text-muted">
          <summary className="cursor-pointer">The figures</summary>
          <div className="mt-2 text-text">
            <Table caption={title}>
              <thead>
                <tr>
                  {table.head.map((name, column) => (
                    <Th key={name} num={column > 0}>
                      {name}
                    </Th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {table.rows.map(({ key, cells }) => (
                  <tr key={key}>
                    {cells.map((cell, column) =>
                      column === 0 ? (
                        <Th key={column} scope="row">
                          {cell}
                        </Th>
                      ) : (
                        <Td key={column} num>
                          {cell}
                        </Td>
                      ),
                    )}
                  </tr>
                ))}
              </tbody>
            </Table>
          </div>
        </details>
      )}
    </figure>
  );
}
