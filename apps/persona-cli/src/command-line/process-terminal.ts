import { createInterface } from "node:readline/promises";
import type { Terminal } from "./terminal.ts";

/** The terminal of this process. */
export const processTerminal: Terminal = {
  env: process.env,
  isInteractive: process.stdin.isTTY && process.stderr.isTTY,
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  ask: async (question) => {
    // What the command prints may go into a file; the question is for the person.
    const lines = createInterface({ input: process.stdin, output: process.stderr });
    try {
      return await lines.question(question);
    } finally {
      lines.close();
    }
  },
};
