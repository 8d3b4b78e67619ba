import { execute, HubError, markNotices } from "@fleet-persona/hub-core";
import { returnPath } from "../../../auth/return-path.ts";
import { isSameOrigin } from "../../../auth/same-origin.ts";
import { currentSession } from "../../../auth/session.ts";
import { hubDeps } from "../../../deps.ts";

/** Marks notices read or unread from a form without scripts; with `go`, on the way to what one of them is about. */
export async function POST(request: Request): Promise<Response> {
  const { env, core } = hubDeps();
  if (!isSameOrigin(request.headers, env.hubUrl))
    return new Response("This did not come from a page of the hub.", { status: 403 });
  const session = await currentSession();
  if (session === null) return new Response("Sign in first.", { status: 401 });
  const form = await request.formData();
  const ids = form.getAll("notice").filter((value) => typeof value === "string");
  const which = form.get("which") === "all" ? ("all" as const) : ids;
  const path = form.get("path");
  try {
    await execute(core, session.actor, markNotices, { which, read: form.get("read") !== "no" });
  } catch (error) {
    if (!(error instanceof HubError)) throw error;
    return new Response(error.message, { status: 422 });
  }
  return new Response(null, { status: 303, headers: { location: returnPath(path) } });
}
