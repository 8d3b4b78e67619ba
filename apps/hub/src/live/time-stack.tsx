import { useRef, useState, type KeyboardEvent, type PointerEvent, type ReactNode, type RefObject } from "react";
import type { Interval } from "./breach.ts";
import { useCrosshair, type Crosshair } from "./crosshair.ts";
import { clock, day, tickClock } from "./figures.ts";
import { timeOf, xOf } from "./lanes.ts";
import { timeTicks } from "./ticks.ts";
import styles from "./stack.module.css";

export type TimeStackProps = {
  readonly domain: Interval;
  /** Where knowledge ends; what lies beyond is foreseen. ms */
  readonly present: number;
  readonly box: { readonly left: number; readonly width: number };
  readonly axisRef: RefObject<HTMLDivElement | null>;
  /** The moment of the opened decision. */
  readonly selectedAt: number | null;
  readonly crosshair: Crosshair;
  readonly children: ReactNode;
  readonly zoom: (from: number, to: number) => void;
  readonly scale: (factor: number) => void;
  readonly move: (byMs: number) => void;
  readonly reset: () => void;
};

const DRAG_PX = 5;

/** The rows on one time axis with one crosshair through them. Drag zooms, a double click returns, keys do the same. */
export function TimeStack(props: TimeStackProps) {
  const { domain, present, box, axisRef, crosshair, selectedAt, children } = props;
  const stack = useRef<HTMLDivElement>(null);
  const { drag, handlers } = useDrag(props, stack);
  const scale = { domain, width: box.width };
  const ticks = timeTicks(domain.from, domain.to, box.width, box.width < 500 ? 74 : 96);

  return (
    <div
      ref={stack}
      className={styles["stack"]}
      role="group"
      aria-label="Signals, configuration and decisions on one time axis. Arrow keys move the crosshair, plus and minus zoom, Page Up and Page Down move in time, Escape returns to live."
      tabIndex={0}
      onKeyDown={(event) => steer(event, props)}
      {...handlers}
      onDoubleClick={props.reset}
    >
      <div className={styles["underlay"]} style={{ left: box.left, width: box.width }} aria-hidden="true">
        {ticks.map((at) => (
          <span key={at} className={styles["gridline"]} style={{ left: xOf(scale, at) }} />
        ))}
        {present < domain.to ? (
          <span className={styles["future"]} style={{ left: Math.max(0, xOf(scale, present)) }} />
        ) : null}
      </div>
      {children}
      <div className={styles["axisRow"]}>
        <div className={styles["head"]}>
          <span className={styles["rowNote"]}>{day(domain.to)}, your time</span>
        </div>
        <div ref={axisRef} className={styles["axis"]} aria-hidden="true">
          {ticks.map((at) => (
            <span key={at} hidden={xOf(scale, at) > box.width - 48} style={{ left: xOf(scale, at) }}>
              {tickClock(at)}
            </span>
          ))}
        </div>
      </div>
      <div className={styles["overlay"]} style={{ left: box.left, width: box.width }} aria-hidden="true">
        {selectedAt === null ? null : <span className={styles["opened"]} style={{ left: xOf(scale, selectedAt) }} />}
        <CrosshairLine crosshair={crosshair} domain={domain} width={box.width} />
        {drag ? (
          <span
            className={styles["selection"]}
            style={{ left: Math.min(drag.from, drag.to), width: Math.abs(drag.to - drag.from) }}
          />
        ) : null}
      </div>
    </div>
  );
}

type Drag = { readonly from: number; readonly to: number };

/** Pointing moves the crosshair; dragging a mouse or pen selects a window, in pixels of the plot, and zooms into it. */
function useDrag(props: TimeStackProps, stack: RefObject<HTMLDivElement | null>) {
  const { domain, box, crosshair } = props;
  const [drag, setDrag] = useState<Drag | null>(null);
  const scale = { domain, width: box.width };
  const xAt = (event: PointerEvent) => event.clientX - (stack.current?.getBoundingClientRect().left ?? 0) - box.left;
  const onPointerDown = (event: PointerEvent) => {
    const pressed = event.target as Element;
    if (event.button !== 0 || event.pointerType === "touch" || pressed.closest("button") || xAt(event) < 0) return;
    setDrag({ from: xAt(event), to: xAt(event) });
  };
  const onPointerMove = (event: PointerEvent) => {
    const x = Math.min(box.width, xAt(event));
    crosshair.set(x < 0 ? null : timeOf(scale, x));
    if (drag) setDrag({ from: drag.from, to: Math.max(0, x) });
  };
  const onPointerUp = () => {
    if (drag && Math.abs(drag.to - drag.from) > DRAG_PX) {
      const ends = [timeOf(scale, drag.from), timeOf(scale, drag.to)];
      props.zoom(Math.min(...ends), Math.max(...ends));
    }
    setDrag(null);
  };
  const onPointerLeave = () => {
    crosshair.set(null);
    setDrag(null);
  };
  return { drag, handlers: { onPointerDown, onPointerMove, onPointerUp, onPointerLeave } };
}

function CrosshairLine({ crosshair, domain, width }: { crosshair: Crosshair; domain: Interval; width: number }) {
  const at = useCrosshair(crosshair);
  if (at === null || at < domain.from || at > domain.to) return null;
  const x = xOf({ domain, width }, at);
  return (
    <span className={styles["crosshair"]} style={{ left: x }} data-side={x > width - 80 ? "left" : "right"}>
      <time>{clock(at)}</time>
    </span>
  );
}

function steer(event: KeyboardEvent, { domain, present, crosshair, ...props }: TimeStackProps): void {
  if (event.target !== event.currentTarget || event.metaKey || event.ctrlKey || event.altKey) return;
  const width = domain.to - domain.from;
  const point = (by: number) => {
    const from = crosshair.get() ?? Math.min(present, domain.to);
    crosshair.set(Math.min(domain.to, Math.max(domain.from, from + by)));
  };
  const keys: Record<string, () => void> = {
    ArrowLeft: () => point(event.shiftKey ? -10_000 : -1000),
    ArrowRight: () => point(event.shiftKey ? 10_000 : 1000),
    PageUp: () => props.move(-width / 2),
    PageDown: () => props.move(width / 2),
    "+": () => props.scale(0.5),
    "=": () => props.scale(0.5),
    "-": () => props.scale(2),
    Escape: () => {
      crosshair.set(null);
      // The first Escape closes the opened decision, the second returns to live.
      if (props.selectedAt === null) props.reset();
    },
  };
  const act = keys[event.key];
  if (!act) return;
  event.preventDefault();
  act();
}
