import type { Dispatch } from "react";
import { clock, span } from "./figures.ts";
import { SPANS, type View, type ViewAction } from "./view.ts";
import styles from "./controls.module.css";

type ViewControlsProps = { readonly view: View; readonly now: number; readonly dispatch: Dispatch<ViewAction> };

/** Live, paused or history, how wide the window is, and the way back. */
export function ViewControls({ view, now, dispatch }: ViewControlsProps) {
  const step = view.kind === "live" ? view.spanMs : view.to - view.from;
  return (
    <div className={styles["controls"]}>
      <div className={styles["segments"]} role="group" aria-label="What the time axis shows">
        <Segment chosen={view.kind === "live"} choose={() => dispatch({ kind: "go-live" })}>
          <span aria-hidden="true" className={styles["pulse"]} data-on={view.kind === "live"} />
          Live
        </Segment>
        <Segment chosen={view.kind === "paused"} choose={() => dispatch({ kind: "pause", now })}>
          Paused
        </Segment>
        <Segment chosen={view.kind === "history"} choose={() => dispatch({ kind: "browse", now })}>
          History
        </Segment>
      </div>
      <div className={styles["segments"]} role="group" aria-label="Width of the window">
        {SPANS.map((spanMs) => (
          <Segment key={spanMs} chosen={isSpan(view, spanMs)} choose={() => dispatch({ kind: "span", spanMs, now })}>
            {span(spanMs)}
          </Segment>
        ))}
      </div>
      {view.kind === "history" ? (
        <div className={styles["segments"]} role="group" aria-label="Move in time">
          <Segment choose={() => dispatch({ kind: "move", byMs: -step / 2, now })}>← Earlier</Segment>
          <Segment choose={() => dispatch({ kind: "move", byMs: step / 2, now })}>Later →</Segment>
        </div>
      ) : null}
      {view.kind === "live" ? (
        <span className={styles["hint"]}>Drag to zoom</span>
      ) : (
        <span className={styles["range"]}>
          {clock(view.from)} – {clock(Math.min(view.to, now))}
          <button type="button" className={styles["back"]} onClick={() => dispatch({ kind: "go-live" })}>
            Back to live
          </button>
        </span>
      )}
    </div>
  );
}

function isSpan(view: View, spanMs: number): boolean {
  return view.kind === "live" ? view.spanMs === spanMs : Math.abs(view.to - view.from - spanMs) < 1000;
}

type SegmentProps = { readonly chosen?: boolean; readonly choose: () => void; readonly children: React.ReactNode };

function Segment({ chosen, choose, children }: SegmentProps) {
  return (
    <button
      type="button"
      className={styles["segment"]}
      {...(chosen === undefined ? {} : { "aria-pressed": chosen })}
      onClick={choose}
    >
      {children}
    </button>
  );
}
