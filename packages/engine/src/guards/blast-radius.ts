import type { Rollout } from "../controls.ts";

/**
 * The first moment from `now` on at which this host may change: hosts take turns in groups of `perWindow`, a window each,
 * and start spread over a share of it. No messages are needed: every host computes the same order, so that never more
 * than `perWindow` hosts change in one window.
 */
export function nextTurn({ place, hosts, perWindow, windowMs, jitter }: Rollout, now: number): number {
  if (hosts <= 1) return now;
  const groups = Math.max(1, Math.ceil(hosts / perWindow));
  const group = Math.floor(place / perWindow) % groups;
  const window = Math.floor(now / windowMs);
  const wait = (((group - window) % groups) + groups) % groups;
  const turn = window + wait;
  const start = turn * windowMs + spread(place, turn) * jitter * windowMs;
  return Math.max(now, start);
}

/** A number in [0, 1) that looks random and is the same for the same host and window (a 32-bit finaliser, as in MurmurHash3). */
function spread(place: number, window: number): number {
  let mixed = Math.imul(place + 1, 0x9e3779b1) ^ Math.imul(window & 0xffffffff, 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return ((mixed ^ (mixed >>> 16)) >>> 0) / 4_294_967_296;
}
