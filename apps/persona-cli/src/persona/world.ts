import type { Terminal } from "../command-line/terminal.ts";

/** What the commands that take long see of the world beside the terminal. */
export type World = Terminal & {
  /** Columns of the terminal that progress can redraw; null when it goes somewhere else. */
  readonly width: () => number | null;
  /** ms that never go back. */
  readonly clock: () => number;
  /** The date, for a manifest. */
  readonly today: () => string;
  /** Tells when a person wants it to end; the answer takes the listener away. */
  readonly onInterrupt: (listener: () => void) => () => void;
  /** Ends the process at once. */
  readonly exit: (code: number) => void;
};
