import type { Tx } from "@fleet-persona/db";
import type { z } from "zod";
import type { Actor, Role, UserActor } from "../actor.ts";
import type { Deps } from "../deps.ts";
import type { TenantId } from "../ids.ts";

/** Who may call: anyone, anyone signed in, whoever moderates the platform, or a member of the tenant with at least that role. */
export type Scope = "public" | "user" | "moderator" | Role;

/** The least an actor must be for a scope; more is always accepted. */
export type ActorFor<S extends Scope> = S extends "public"
  ? UserActor | null
  : S extends "user" | "moderator"
    ? UserActor
    : Actor;

/** What `run` gets: a transaction already bound to the actor's tenant (or user), and the time it all happens at. */
export type Context<S extends Scope> = {
  readonly deps: Deps;
  readonly tx: Tx;
  readonly actor: ActorFor<S>;
  readonly now: Date;
};

type Common<S extends Scope, I extends z.ZodType, O> = {
  readonly name: string;
  readonly scope: S;
  readonly input: I;
  run(context: Context<S>, input: z.output<I>): Promise<O>;
};

/** Reads; leaves no trace. */
export type Query<S extends Scope, I extends z.ZodType, O> = Common<S, I, O> & { readonly kind: "query" };

/** Facts worth keeping about one execution; defaults to the parsed input. Never secrets, never bulk. */
export type AuditDetails = Readonly<Record<string, unknown>>;

type CommandParts<S extends Scope, I extends z.ZodType, O> = Common<S, I, O> & {
  /** The thing that changed, as the audit log names it. */
  entityId(output: O, input: z.output<I>): string;
  details?(input: z.output<I>, output: O): AuditDetails;
  /** Concerns nobody but the person who calls, such as what they have read: no row in the tenant's log. */
  readonly personal?: true;
} & (S extends "user" ? { /** Whose audit chain it belongs to. */ tenantOf(output: O): TenantId } : object);

/** Changes something; leaves one audit row in the same transaction, unless it is personal (a moderator's is in `moderation_log`, by the database). */
export type Command<S extends Exclude<Scope, "public">, I extends z.ZodType, O> = CommandParts<S, I, O> & {
  readonly kind: "command";
};

export function defineQuery<S extends Scope, I extends z.ZodType, O>(parts: Common<S, I, O>): Query<S, I, O> {
  return { ...parts, kind: "query" };
}

export function defineCommand<S extends Exclude<Scope, "public">, I extends z.ZodType, O>(
  parts: CommandParts<S, I, O>,
): Command<S, I, O> {
  return { ...parts, kind: "command" };
}
