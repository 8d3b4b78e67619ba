import { useEffect, useRef, useState } from "react";
import { addToData, forgetBefore, newestAt, noData, type LiveData } from "./live-data.ts";
import type { LiveSource } from "./live-source.ts";
import { LIVE_REACH_MS } from "./view.ts";

/** What the instrument knows and how well: `error` says the last reading failed; what was read before stays. */
export type Feed = {
  readonly status: "loading" | "ready";
  readonly data: LiveData;
  readonly error: string | null;
  /** The reader's clock at the last attempt, ms. */
  readonly now: number;
  readonly retry: () => void;
};

const POLL_MS = 1000;
// Frames that an agent could not deliver arrive late and in the past: every so often the recent past is read again.
const OVERLAP_MS = 3000;
// A little before the window, so that steps and lines enter it from the left.
const LEAD_MS = 15_000;
const REREAD_EVERY = 15;
const REREAD_MS = 5 * 60_000;

type Held = Omit<Feed, "retry"> & { readonly coveredFrom: number };

/** Reads the last `spanMs` once and then about every second what is new, merged into what is known. */
export function useLiveFeed(source: LiveSource, spanMs: number): Feed {
  const [held, setHeld] = useState<Held>(() => ({
    status: "loading",
    data: noData,
    error: null,
    now: Date.now(),
    coveredFrom: Infinity,
  }));
  const [attempt, setAttempt] = useState(0);
  const latest = useRef(held);
  latest.current = held;

  useEffect(() => {
    let stopped = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let round = 0;

    async function poll(): Promise<void> {
      const before = latest.current;
      const now = Date.now();
      const from = sinceOf(before, now, spanMs, round);
      try {
        const read = await readAll(source, from, now);
        if (stopped) return;
        const data = forgetBefore(addToData(before.data, ...read), now - LIVE_REACH_MS);
        setHeld({
          status: "ready",
          data,
          error: null,
          now: Date.now(),
          coveredFrom: Math.min(before.coveredFrom, from),
        });
      } catch (error) {
        if (stopped) return;
        const message = error instanceof Error ? error.message : "no answer";
        setHeld({ ...before, status: "ready", error: message, now: Date.now() });
      }
      round += 1;
      timer = setTimeout(() => void poll(), document.hidden ? POLL_MS * 5 : POLL_MS);
    }

    void poll();
    return () => {
      stopped = true;
      clearTimeout(timer);
    };
  }, [source, spanMs, attempt]);

  return { ...held, retry: () => setAttempt((count) => count + 1) };
}

function readAll(source: LiveSource, from: number, to: number) {
  return Promise.all([source.telemetry(from, to), source.decisions(from, to), source.events(from, to)]);
}

function sinceOf(held: Held, now: number, spanMs: number, round: number): number {
  if (held.coveredFrom > now - spanMs + OVERLAP_MS) return now - spanMs - LEAD_MS;
  if (round > 0 && round % REREAD_EVERY === 0) return now - Math.min(REREAD_MS, spanMs);
  return Math.max(now - spanMs, (newestAt(held.data) ?? now) - OVERLAP_MS);
}

/** A window of the past, read once per window. */
export function useHistory(source: LiveSource, range: { from: number; to: number } | null): Omit<Feed, "now"> {
  const [held, setHeld] = useState<Omit<Feed, "now" | "retry">>({ status: "loading", data: noData, error: null });
  const [attempt, setAttempt] = useState(0);
  const from = range?.from;
  const to = range?.to;

  useEffect(() => {
    if (from === undefined || to === undefined) return undefined;
    let stopped = false;
    setHeld((before) => ({ ...before, error: null }));
    const [since, end] = [from - LEAD_MS, to];
    async function read(): Promise<void> {
      try {
        const all = await readAll(source, since, end);
        if (!stopped) setHeld({ status: "ready", data: addToData(noData, ...all), error: null });
      } catch (error) {
        const message = error instanceof Error ? error.message : "no answer";
        if (!stopped) setHeld((before) => ({ ...before, status: "ready", error: message }));
      }
    }
    void read();
    return () => {
      stopped = true;
    };
  }, [source, from, to, attempt]);

  return { ...held, retry: () => setAttempt((count) => count + 1) };
}
