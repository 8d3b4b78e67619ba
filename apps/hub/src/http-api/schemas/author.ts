import { z } from "zod";
import { instant, named } from "./parts.ts";
import { gateState, price } from "./store.ts";

export const gateProgressSchema = named(
  "GateProgress",
  "How far a run of the gate has come.",
  z.union([
    z.object({
      kind: z.literal("queued"),
      ahead: z.int().meta({ description: "runs that come before it" }),
      running: z.int(),
      queuedAt: instant,
    }),
    z.object({
      kind: z.literal("running"),
      step: z.enum(["sandbox", "fuzzing", "scenarios"]).nullable(),
      done: z.int(),
      total: z.int(),
      attempt: z.int(),
      startedAt: instant,
    }),
    z.object({ kind: z.literal("ended"), state: gateState }),
  ]),
);

export const listingStatusSchema = z.object({
  listingId: z.string(),
  personaId: z.string(),
  status: z.enum(["draft", "listed"]),
});

export const termsSchema = z.object({ price, trialDays: z.int().nullable(), setAt: instant.nullable() });
export const cooldownSchema = z.object({ personaId: z.string(), hours: z.int() });
export const offeredSchema = z.object({ personaId: z.string(), version: z.int() });
