"use client";

import { useSyncExternalStore } from "react";
import { agoPhrase } from "./ago-phrase.ts";

const everySecond = (notify: () => void): (() => void) => {
  const timer = setInterval(notify, 1_000);
  return () => clearInterval(timer);
};
const nowInSeconds = (): number => Math.floor(Date.now() / 1_000);

/** The current second in the browser, null while rendering on the server. */
export function useNowSeconds(): number | null {
  return useSyncExternalStore<number | null>(everySecond, nowInSeconds, () => null);
}

const full = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "medium" });
const minute = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short" });
const day = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium" });
const clock = new Intl.DateTimeFormat("en-GB", { timeStyle: "medium" });

type Props = { readonly at: number; readonly as?: "ago" | "clock" | "day" | "minute" | "full" };

/** An instant (ms since epoch) in the reader's own zone; the exact time is in the title. */
export function LocalTime({ at, as = "ago" }: Props) {
  const now = useNowSeconds();
  const iso = new Date(at).toISOString();
  if (now === null) return <time dateTime={iso}>{iso.slice(0, as === "day" ? 10 : 16).replace("T", " ")}</time>;
  const exact = full.format(at);
  const shown =
    as === "ago" ? agoPhrase(now * 1_000 - at) : as === "full" ? exact : { clock, day, minute }[as].format(at);
  return (
    <time dateTime={iso} title={exact}>
      {shown}
    </time>
  );
}
