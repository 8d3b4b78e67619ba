import { assignmentSchema, controlSchema } from "@fleet-persona/protocol";
import { z } from "zod";
import { readFileIfPresent, writeFileAtomically } from "../state/atomic-file.ts";
import { armSchema } from "./arms.ts";
import { keptRevocationSchema } from "./revocations.ts";

const fileSchema = z.strictObject({
  /** What runs, and what ran before it while the new one has not proved itself. */
  inForce: assignmentSchema.nullable(),
  lastKnownGood: assignmentSchema.nullable(),
  /** Digests that were rolled back here; they are not taken up again. */
  rolledBack: z.array(z.string()),
  paused: z.boolean(),
  pausedUntil: z.int().nullable(),
  /** What people say about the fleet beside its Persona; null before a hub said anything. */
  control: controlSchema.nullable().default(null),
  /** What the hub ever said was revoked: none of it is installed again. */
  revoked: z.array(keptRevocationSchema).default([]),
  /** The arm of an experiment that this host is on. */
  arm: armSchema.nullable().default(null),
  /** Digests of the arms that ran here, whose bundles stay while the experiment lasts; the newest first. */
  kept: z.array(z.string()).default([]),
});

/** What the agent needs to go on without the hub. */
export type Standing = z.infer<typeof fileSchema>;

const NOTHING = {
  inForce: null,
  lastKnownGood: null,
  paused: false,
  pausedUntil: null,
  control: null,
  arm: null,
} as const;

export function readStanding(path: string): Standing {
  const text = readFileIfPresent(path);
  if (text === undefined) return { ...NOTHING, rolledBack: [], revoked: [], kept: [] };
  return fileSchema.parse(JSON.parse(text));
}

export function writeStanding(path: string, standing: Standing): void {
  writeFileAtomically(path, JSON.stringify(standing));
}

/** Pauses end by themselves. */
export function isPaused(standing: Pick<Standing, "paused" | "pausedUntil">, now: number): boolean {
  return standing.paused && (standing.pausedUntil === null || now < standing.pausedUntil);
}
