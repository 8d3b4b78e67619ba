import { z } from "zod";

const path = z.string().startsWith("/").max(1024);

/** The host's own word for which executable is the target. Its arguments are fixed here; a request is data on its standard input. */
export const scriptTargetSchema = z.strictObject({
  kind: z.literal("script"),
  name: z.string().min(1).max(64).default("script"),
  command: path,
  args: z.array(z.string().max(1024)).max(64).default([]),
  /** Added to PATH and LC_ALL, which is all the script otherwise gets. */
  environment: z.record(z.string().regex(/^[A-Za-z_]\w{0,63}$/), z.string().max(4096)).default({}),
  /** For one call; the loop gives a step two seconds. */
  timeout_s: z.number().positive().max(60).default(1.5),
  max_output_bytes: z.int().min(256).max(1_048_576).default(65_536),
});

export type ScriptTargetConfig = z.infer<typeof scriptTargetSchema>;
