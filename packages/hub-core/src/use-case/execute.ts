import { enterTenant, readPublic, withTenant, withUser } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { sql } from "drizzle-orm";
import type { z } from "zod";
import { appendAudit } from "../audit/append-audit.ts";
import type { Actor, UserActor } from "../actor.ts";
import { roleAllows } from "../actor.ts";
import type { Deps } from "../deps.ts";
import { HubError } from "../hub-error.ts";
import type { TenantId } from "../ids.ts";
import type { ActorFor, AuditDetails, Command, Context, Query, Scope } from "./define.ts";

// What `execute` needs of any use case, with the type parameters it has checked already out of the way.
type AnyUseCase<O> = {
  readonly kind: "command" | "query";
  readonly name: string;
  readonly scope: Scope;
  readonly input: z.ZodType;
  run(context: Context<Scope>, input: unknown): Promise<O>;
  entityId?(output: O, input: unknown): string;
  details?(input: unknown, output: O): AuditDetails;
  tenantOf?(output: O): TenantId;
  readonly personal?: true;
};

type AnyActor = Actor | UserActor | null;

/** Runs one use case: scope, parse, transaction bound to the tenant, audit. Rejects with HubError when it refuses. */
export async function execute<S extends Scope, I extends z.ZodType, O>(
  deps: Deps,
  actor: ActorFor<NoInfer<S>>,
  useCase: Query<S, I, O> | (S extends "public" ? never : Command<Exclude<S, "public">, I, O>),
  input: z.input<NoInfer<I>>,
): Promise<O> {
  const any = useCase as unknown as AnyUseCase<O>;
  requireScope(actor, any.scope);
  const parsed = any.input.safeParse(input);
  if (!parsed.success) throw invalidInput(parsed.error);
  const now = deps.now();
  return inTransaction(deps, actor, any.scope, async (tx) => {
    if (any.scope === "moderator") await requireModerator(tx);
    const context = { deps, tx, actor: actor as Actor, now };
    const output = await any.run(context, parsed.data);
    const audited = any.kind === "command" && any.scope !== "moderator" && any.personal !== true;
    if (audited) await audit(any, context, parsed.data, output);
    return output;
  });
}

function requireScope(actor: AnyActor, scope: Scope): void {
  if (scope === "public") return;
  if (actor === null) throw new HubError("unauthenticated", "Sign in first.");
  if (scope === "moderator" && "apiTokenId" in actor && actor.apiTokenId !== undefined)
    throw new HubError("forbidden", "People moderate, not programs.");
  if (scope === "user" || scope === "moderator") return;
  if (!("tenantId" in actor)) throw new HubError("forbidden", "Choose a tenant first.");
  if (!roleAllows(actor.role, scope)) {
    throw new HubError("forbidden", `This takes the role ${scope}; yours is ${actor.role}.`);
  }
}

// The database asks again in each function that a moderator's word goes through.
async function requireModerator(tx: Tx): Promise<void> {
  const [row] = await tx.execute<{ is: boolean }>(sql`select is_moderator() as is`);
  if (row?.is !== true) throw new HubError("forbidden", "Only the platform's moderators may do this.");
}

function inTransaction<O>(deps: Deps, actor: AnyActor, scope: Scope, work: (tx: Tx) => Promise<O>): Promise<O> {
  if (scope === "public" || actor === null) return readPublic(deps.db, work);
  if (scope === "user" || scope === "moderator") return withUser(deps.db, actor.userId, work);
  return withTenant(deps.db, (actor as Actor).tenantId, work);
}

async function audit<O>(useCase: AnyUseCase<O>, context: Context<"viewer">, input: unknown, output: O): Promise<void> {
  const { tx, actor, now } = context;
  const tenantId = useCase.tenantOf?.(output) ?? actor.tenantId;
  if (useCase.tenantOf !== undefined) await enterTenant(tx, tenantId);
  await appendAudit(tx, {
    tenantId,
    at: now,
    actor: actor.apiTokenId === undefined ? `user:${actor.userId}` : `token:${actor.apiTokenId}`,
    command: useCase.name,
    entityId: useCase.entityId?.(output, input) ?? "",
    details: useCase.details?.(input, output) ?? (input as AuditDetails),
  });
}

function invalidInput(error: z.ZodError): HubError {
  const [issue] = error.issues;
  const where = issue === undefined || issue.path.length === 0 ? "input" : issue.path.join(".");
  return new HubError("invalid-input", `${where}: ${issue?.message ?? "invalid"}`, where);
}
