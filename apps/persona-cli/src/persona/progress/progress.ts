import type { World } from "../world.ts";

/** One moment of long work: how far it is, and the figures that move. */
export type Moment = {
  readonly task: string;
  readonly done: number;
  readonly of: number;
  readonly unit: string;
  /** In words for people, such as "reward -31.2". */
  readonly figures: readonly string[];
  /** The same for programs. */
  readonly event: Readonly<Record<string, unknown>>;
};

/** Shows long work: a line that moves on a terminal, a line now and then elsewhere, one JSON event a line with --json. */
export type Progress = {
  /** What is being done is now something else. */
  say(sentence: string): void;
  show(moment: Moment): void;
  /** The work is over: leaves its last line. */
  end(): void;
};

const REDRAW_MS = 100;
const LINE_MS = 10_000;
const BAR = 20;

/** Progress as this terminal can show it. */
export function progressOn(world: World, { json = false }: { json?: boolean } = {}): Progress {
  if (json) return jsonProgress(world);
  return world.width() === null ? plainProgress(world) : liveProgress(world);
}

function jsonProgress(world: World): Progress {
  const event = (value: unknown): void => world.out(`${JSON.stringify(value)}\n`);
  return {
    say: (sentence) => event({ event: "note", sentence }),
    show: ({ task, done, of, event: figures }) => event({ event: "progress", task, done, of, ...figures }),
    end: () => undefined,
  };
}

function plainProgress(world: World): Progress {
  let last = Number.NEGATIVE_INFINITY;
  let pending: string | null = null;
  const flush = (): void => {
    if (pending !== null) world.err(`${pending}\n`);
    pending = null;
  };
  const pace = timeLeft(world);
  return {
    say(sentence) {
      flush();
      last = Number.NEGATIVE_INFINITY;
      world.err(`${sentence}\n`);
    },
    show(moment) {
      pending = [share(moment), ...moment.figures, pace(moment)].filter(Boolean).join("  ");
      if (world.clock() - last < LINE_MS) return;
      last = world.clock();
      flush();
    },
    end: flush,
  };
}

function liveProgress(world: World): Progress {
  let last = Number.NEGATIVE_INFINITY;
  let line = "";
  const pace = timeLeft(world);
  const draw = (): void => world.err(`\r${line}\u001B[K`);
  const end = (): void => {
    if (line === "") return;
    draw();
    world.err("\n");
    line = "";
  };
  return {
    say(sentence) {
      end();
      last = Number.NEGATIVE_INFINITY;
      world.err(`${sentence}\n`);
    },
    show(moment) {
      const parts = [moment.task, bar(moment), share(moment), ...moment.figures, pace(moment)].filter(Boolean);
      line = fitted(parts, (world.width() ?? 80) - 1);
      if (world.clock() - last < REDRAW_MS && moment.done < moment.of) return;
      last = world.clock();
      draw();
    },
    end,
  };
}

/** As many parts as fit on the line, from the front: what and how far come first. */
function fitted(parts: readonly string[], width: number): string {
  let line = "";
  for (const part of parts) {
    const longer = line === "" ? part : `${line}  ${part}`;
    if (visible(longer) > width) break;
    line = longer;
  }
  return line;
}

function visible(text: string): number {
  // oxlint-disable-next-line no-control-regex -- colour codes take no room
  return text.replaceAll(/\u001B\[[0-9;]*m/g, "").length;
}

function bar({ done, of }: Moment): string {
  const full = Math.round(BAR * Math.min(1, done / of));
  return `\u001B[36m${"━".repeat(full)}\u001B[2m${"╌".repeat(BAR - full)}\u001B[0m`;
}

function share({ done, of, unit }: Moment): string {
  const percent = String(Math.floor((100 * Math.min(done, of)) / of)).padStart(3);
  return `${percent} %  ${grouped(done)} of ${grouped(of)} ${unit}`;
}

/** What is left by the pace so far; begins anew when the task changes. */
function timeLeft(world: World): (moment: Moment) => string {
  let task = "";
  let from = { at: 0, done: 0 };
  return (moment) => {
    if (moment.task !== task) {
      task = moment.task;
      from = { at: world.clock(), done: moment.done };
      return "";
    }
    const pace = (moment.done - from.done) / (world.clock() - from.at);
    return pace > 0 && moment.done < moment.of ? `${duration((moment.of - moment.done) / pace)} left` : "";
  };
}

/** A stretch of time as people say it. */
export function duration(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 90) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

function grouped(value: number): string {
  return Math.round(value).toLocaleString("en");
}
