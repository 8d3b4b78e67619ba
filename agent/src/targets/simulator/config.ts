import { z } from "zod";

/** The host's own word for which fleet is simulated: a scenario in a JSON file, run in real time. */
export const simulatorTargetSchema = z.strictObject({
  kind: z.literal("simulator"),
  name: z.string().min(1).max(64).default("simulator"),
  scenario: z.string().startsWith("/").max(1024),
  /** Simulated seconds in one second. */
  speed: z.number().positive().max(1_000).default(1),
  /** File that gets a line of JSON whenever the scenario is over: `{ seed, outcome }`. */
  outcomes: z.string().startsWith("/").max(1024).optional(),
  /** Seconds at the beginning of each run that its outcome leaves out. */
  warmupSeconds: z.number().int().nonnegative().max(86_400).default(0),
});

export type SimulatorTargetConfig = z.infer<typeof simulatorTargetSchema>;
