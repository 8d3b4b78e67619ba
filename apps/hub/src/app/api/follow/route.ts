import { execute, follow, HubError, unfollow } from "@fleet-persona/hub-core";
import { returnPath } from "../../../auth/return-path.ts";
import { isSameOrigin } from "../../../auth/same-origin.ts";
import { currentSession } from "../../../auth/session.ts";
import { hubDeps } from "../../../deps.ts";

/** Follows or stops, from a form without scripts, and goes back to where it stood. */
export async function POST(request: Request): Promise<Response> {
  const { env, core } = hubDeps();
  if (!isSameOrigin(request.headers, env.hubUrl))
    return new Response("This did not come from a page of the hub.", { status: 403 });
  const form = await request.formData();
  const text = (name: string): string => {
    const value = form.get(name);
    return typeof value === "string" ? value : "";
  };
  const path = returnPath(text("path"));
  const back = new Response(null, { status: 303, headers: { location: path } });
  const session = await currentSession();
  if (session === null)
    return new Response(null, { status: 303, headers: { location: `/sign-in?next=${encodeURIComponent(path)}` } });
  const subject = text("listing") === "" ? { publisher: text("publisher") } : { listingId: text("listing") };
  const useCase = text("verb") === "unfollow" ? unfollow : follow;
  try {
    await execute(core, session.actor, useCase, { subject, forTenant: text("for") === "tenant" });
  } catch (error) {
    if (!(error instanceof HubError)) throw error;
    return new Response(error.message, { status: error.code === "forbidden" ? 403 : 422 });
  }
  return back;
}
