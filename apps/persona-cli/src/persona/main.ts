#!/usr/bin/env node
import { processTerminal } from "../command-line/process-terminal.ts";
import { runPersona } from "./run-persona.ts";
import type { World } from "./world.ts";

const world: World = {
  ...processTerminal,
  width: () => (process.stderr.isTTY ? (process.stderr.columns ?? 80) : null),
  clock: () => performance.now(),
  today: () => new Date().toISOString().slice(0, 10),
  onInterrupt: (listener) => {
    process.on("SIGINT", listener);
    process.on("SIGTERM", listener);
    return () => {
      process.off("SIGINT", listener);
      process.off("SIGTERM", listener);
    };
  },
  exit: (code) => process.exit(code),
};

process.exitCode = await runPersona(process.argv.slice(2), world);
