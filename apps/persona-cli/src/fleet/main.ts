#!/usr/bin/env node
import { processTerminal } from "../command-line/process-terminal.ts";
import { runFleet } from "./run-fleet.ts";

process.exitCode = await runFleet(process.argv.slice(2), processTerminal);
