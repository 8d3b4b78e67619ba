import { execute, HubError } from "@fleet-persona/hub-core";
import type { Actor, ActorFor, Command, Deps, Query, Scope } from "@fleet-persona/hub-core";
import { initTRPC, TRPCError } from "@trpc/server";
import type { z } from "zod";
import type { Session } from "../auth/session.ts";
import { trpcCodes } from "./error-codes.ts";

export type TrpcContext = { readonly core: Deps; readonly session: Session | null; readonly sameOrigin: boolean };

// Every view of hub-core is plain JSON already; naming a transformer keeps its types as they are.
const plainJson = { serialize: (value: unknown) => value, deserialize: (value: unknown) => value };

const t = initTRPC.context<TrpcContext>().create({
  transformer: plainJson,
  errorFormatter: ({ shape, error }) => ({
    ...shape,
    // A defect's message is for the log, not for the browser.
    message: error.cause instanceof HubError || error.code !== "INTERNAL_SERVER_ERROR" ? shape.message : defect,
    data: { ...shape.data, stack: undefined, detail: error.cause instanceof HubError ? error.cause.detail : null },
  }),
});
const defect = "The hub could not answer. Try again in a moment.";

export const router = t.router;

/** One query use case as a procedure; `execute` parses the input, so it is only typed here. */
export function query<S extends Scope, I extends z.ZodType, O>(useCase: Query<S, I, O>) {
  return t.procedure
    .input((raw: unknown) => (raw ?? {}) as z.input<I>)
    .query(({ ctx, input }) =>
      answer(execute(ctx.core, actorFor<S>(ctx, useCase.scope), useCase, input as z.input<I>)),
    );
}

/** One command use case as a procedure; only the hub's own pages may call it. */
export function command<S extends Exclude<Scope, "public">, I extends z.ZodType, O>(useCase: Command<S, I, O>) {
  return t.procedure
    .input((raw: unknown) => (raw ?? {}) as z.input<I>)
    .mutation(({ ctx, input }) => {
      requireSameOrigin(ctx);
      return answer(execute<S, I, O>(ctx.core, actorFor<S>(ctx, useCase.scope), useCase as never, input as never));
    });
}

/** What is read in several steps, some of them at the payment processor: not one use case, so what it is asked is parsed here. */
export function readInSteps<I extends z.ZodType, O>(input: I, run: InSteps<I, O>) {
  return t.procedure
    .input((raw: unknown): z.output<I> => input.parse(raw ?? {}))
    .query(({ ctx, input: asked }) => answer(run(ctx.core, actorFor<"viewer">(ctx, "viewer"), asked as z.output<I>)));
}

/** The same for what changes something; only the hub's own pages may call it. */
export function changeInSteps<I extends z.ZodType, O>(input: I, run: InSteps<I, O>) {
  return t.procedure
    .input((raw: unknown): z.output<I> => input.parse(raw ?? {}))
    .mutation(({ ctx, input: asked }) => {
      requireSameOrigin(ctx);
      return answer(run(ctx.core, actorFor<"viewer">(ctx, "viewer"), asked as z.output<I>));
    });
}

type InSteps<I extends z.ZodType, O> = (deps: Deps, actor: Actor, input: z.output<I>) => Promise<O>;

function requireSameOrigin({ sameOrigin }: TrpcContext): void {
  if (!sameOrigin) throw new TRPCError({ code: "FORBIDDEN", message: "This did not come from a page of the hub." });
}

function actorFor<S extends Scope>({ session }: TrpcContext, scope: S): ActorFor<S> {
  if (session === null && scope !== "public") {
    throw new TRPCError({ code: "UNAUTHORIZED", message: "Your session has ended. Sign in again." });
  }
  return (session?.actor ?? null) as ActorFor<S>;
}

async function answer<O>(work: Promise<O>): Promise<O> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof HubError)) throw error;
    throw new TRPCError({ code: trpcCodes[error.code], message: error.message, cause: error });
  }
}
