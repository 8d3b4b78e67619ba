import type { Interval } from "./breach.ts";

/** What the time axis shows: the moving present, a held picture of it, or a window of the past. */
export type View =
  | { readonly kind: "live"; readonly spanMs: number }
  | ({ readonly kind: "paused"; readonly spanMs: number } & Interval)
  | ({ readonly kind: "history"; readonly spanMs: number } & Interval);

export type ViewAction =
  | { readonly kind: "go-live" }
  | { readonly kind: "pause"; readonly now: number }
  | { readonly kind: "browse"; readonly now: number }
  | { readonly kind: "span"; readonly spanMs: number; readonly now: number }
  | { readonly kind: "zoom"; readonly from: number; readonly to: number }
  | { readonly kind: "scale"; readonly factor: number; readonly now: number }
  | { readonly kind: "move"; readonly byMs: number; readonly now: number };

const MINUTE = 60_000;
export const SPANS = [2 * MINUTE, 5 * MINUTE, 15 * MINUTE, 60 * MINUTE] as const;
/** How far back the live buffer reaches; older windows are read as history. */
export const LIVE_REACH_MS = 65 * MINUTE;

const NARROWEST = 5000;
const WIDEST = 24 * 60 * MINUTE;

/** The window a view shows, in ms. Live leaves room ahead of now for the forecast. */
export function domainOf(view: View, now: number): Interval {
  if (view.kind !== "live") return { from: view.from, to: view.to };
  return { from: now - view.spanMs, to: now + Math.min(MINUTE, view.spanMs / 5) };
}

export function changeView(view: View, action: ViewAction): View {
  const { spanMs } = view;
  switch (action.kind) {
    case "go-live":
      return { kind: "live", spanMs };
    case "pause":
      return { kind: "paused", spanMs, ...domainOf(view, action.now) };
    case "browse":
      return view.kind === "live"
        ? window("history", spanMs, action.now - spanMs, action.now)
        : { ...view, kind: "history" };
    case "span": {
      if (view.kind === "live") return { kind: "live", spanMs: action.spanMs };
      const to = Math.min(view.to, action.now);
      return window(view.kind, action.spanMs, to - action.spanMs, to);
    }
    case "zoom": {
      const middle = (action.from + action.to) / 2;
      const half = Math.max(NARROWEST, Math.abs(action.to - action.from)) / 2;
      return window(view.kind === "history" ? "history" : "paused", spanMs, middle - half, middle + half);
    }
    case "scale": {
      const { from, to } = domainOf(view, action.now);
      const half = Math.min(WIDEST, Math.max(NARROWEST, (to - from) * action.factor)) / 2;
      const middle = (from + to) / 2;
      return window(view.kind === "history" ? "history" : "paused", spanMs, middle - half, middle + half);
    }
    case "move": {
      const { from, to } = domainOf(view, action.now);
      const by = Math.min(action.byMs, Math.max(0, action.now - to));
      return window("history", spanMs, from + by, to + by);
    }
    default:
      return action satisfies never;
  }
}

function window(kind: "paused" | "history", spanMs: number, from: number, to: number): View {
  return { kind, spanMs, from, to };
}
