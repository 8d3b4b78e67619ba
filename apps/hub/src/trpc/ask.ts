import { execute, HubError } from "@fleet-persona/hub-core";
import type { ActorFor, Query, Scope } from "@fleet-persona/hub-core";
import { headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import type { z } from "zod";
import { currentSession } from "../auth/session.ts";
import type { Session } from "../auth/session.ts";
import { hubDeps } from "../deps.ts";
import { pathHeader } from "../net/page-headers.ts";

/** The session of a page that needs one; others are sent to sign in and come back. */
export async function requireSession(): Promise<Session> {
  const session = await currentSession();
  if (session !== null) return session;
  const path = (await headers()).get(pathHeader) ?? "/store";
  return redirect(`/sign-in?next=${encodeURIComponent(path)}`);
}

/** Runs a query for a server-rendered page; what does not exist becomes the not-found page. */
export async function ask<S extends Scope, I extends z.ZodType, O>(
  useCase: Query<S, I, O>,
  input: z.input<NoInfer<I>>,
): Promise<O> {
  const { actor } = await requireSession();
  try {
    return await execute(hubDeps().core, actor as ActorFor<S>, useCase, input);
  } catch (error) {
    if (error instanceof HubError && (error.code === "not-found" || error.code === "invalid-input")) notFound();
    throw error;
  }
}

/** Runs a query that anybody may ask, for a page that is read without signing in; what does not exist becomes the not-found page. */
export async function askPublic<I extends z.ZodType, O>(
  useCase: Query<"public", I, O>,
  input: z.input<NoInfer<I>>,
): Promise<O> {
  try {
    return await execute(hubDeps().core, null, useCase, input);
  } catch (error) {
    if (error instanceof HubError && (error.code === "not-found" || error.code === "invalid-input")) notFound();
    throw error;
  }
}
