import type { ReactNode } from "react";
import styles from "./stack.module.css";

type RowProps = { readonly head: ReactNode; readonly size?: "chart" | "lane"; readonly children: ReactNode };

/** One row of the stack: what it is and reads on the left (above, where narrow), its plot on the shared time axis. */
export function Row({ head, size = "chart", children }: RowProps) {
  return (
    <div className={styles["row"]} data-size={size}>
      <div className={styles["head"]}>{head}</div>
      <div className={styles["plot"]}>{children}</div>
    </div>
  );
}

export type Reading = {
  readonly name: string;
  readonly figure: string | null;
  readonly tone?: string;
  readonly shape?: "line" | "step" | "dashed" | "dotted";
};

type RowHeadProps = {
  readonly title: string;
  readonly note?: string;
  /** The first is the figure of the row; the others its legend. */
  readonly readings: readonly Reading[];
  readonly children?: ReactNode;
};

/** Title, the figure that matters, and the legend with a figure for every other line. */
export function RowHead({ title, note, readings, children }: RowHeadProps) {
  const [lead, ...rest] = readings;
  return (
    <>
      <div className={styles["rowTitle"]}>
        <span>{title}</span>
        {note ? <span className={styles["rowNote"]}>{note}</span> : null}
      </div>
      {lead ? (
        <div className={styles["leadFigure"]}>
          <Key {...lead} />
          {lead.figure ?? "–"}
        </div>
      ) : null}
      {rest.length > 0 || children ? (
        <div className={styles["legends"]}>
          {rest.map((reading) => (
            <div key={reading.name} className={styles["legend"]}>
              <Key {...reading} />
              <span>{reading.name}</span>
              <span className={styles["legendFigure"]}>{reading.figure ?? "–"}</span>
            </div>
          ))}
          {children}
        </div>
      ) : null}
    </>
  );
}

function Key({ tone, shape = "line" }: Reading) {
  if (!tone) return null;
  return <span aria-hidden="true" className={styles["key"]} data-shape={shape} style={{ color: `var(--${tone})` }} />;
}
