import { z } from "zod";

/** The host's own word for which fleet is simulated: a scenario in a JSON file, run in real time. */
export const simulatorTargetSchema = z.strictObject({
  kind: z.literal("simulator"),
  name: z.string().min(1).max(64).default("simulator"),
  scenario: z.string().startsWith("/").max(1024),
  /** Simulated seconds in one second. */
  speed: z.number().positive().max(1_000).default(1),
});

export type SimulatorTargetConfig = z.infer<typeof simulatorTargetSchema>;
