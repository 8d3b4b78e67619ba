import type { Episode } from "../environment/slot.ts";
import type { TrainProgress } from "./train-request.ts";

const WINDOW = 100;

/** The latest episodes and how many there were: what a progress row is made of. */
export type EpisodeWindow = { readonly latest: Episode[]; count: number };

export function remember(window: EpisodeWindow, episodes: readonly Episode[]): void {
  window.latest.push(...episodes);
  window.latest.splice(0, Math.max(0, window.latest.length - WINDOW));
  window.count += episodes.length;
}

/** A row of the learning curve from the latest episodes. */
export function progressRow(
  window: EpisodeWindow,
  at: Pick<TrainProgress, "step" | "loss" | "gradientNorm" | "measures">,
): TrainProgress {
  const { latest, count } = window;
  const mean = (pick: (episode: Episode) => number): number =>
    latest.reduce((sum, episode) => sum + pick(episode), 0) / latest.length;
  const steps = latest.reduce((sum, { length }) => sum + length, 0);
  const names = new Set(latest.flatMap(({ info }) => Object.keys(info)));
  const info = Object.fromEntries(
    [...names].map((name) => [
      name,
      latest.reduce((sum, episode) => sum + (episode.info[name] ?? 0) * episode.length, 0) / steps,
    ]),
  );
  const empty = latest.length === 0;
  return {
    ...at,
    episodes: count,
    meanReturn: empty ? null : mean((episode) => episode.return),
    meanLength: empty ? null : mean(({ length }) => length),
    info,
  };
}
