import type { z } from "zod";
import type { Deps } from "../deps.ts";
import { HubError } from "../hub-error.ts";
import type { ActorFor, Command, Query, Scope } from "./define.ts";

/** Runs one use case: scope, parse, transaction bound to the tenant, audit. Rejects with HubError when it refuses. */
export async function execute<S extends Scope, I extends z.ZodType, O>(
  _deps: Deps,
  _actor: ActorFor<NoInfer<S>>,
  useCase: Query<S, I, O> | (S extends "public" ? never : Command<Exclude<S, "public">, I, O>),
  _input: z.input<NoInfer<I>>,
): Promise<O> {
  throw new HubError("conflict", `${useCase.name} is on its way.`);
}
