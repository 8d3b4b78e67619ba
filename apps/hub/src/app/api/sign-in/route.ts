import { returnPath } from "../../../auth/return-path.ts";
import { isSameOrigin } from "../../../auth/same-origin.ts";
import { hubDeps } from "../../../deps.ts";

/** The sign-in form posts here; it works without scripts. */
export async function POST(request: Request): Promise<Response> {
  const { env, identity } = hubDeps();
  if (!isSameOrigin(request.headers, env.hubUrl))
    return new Response("Open the hub's own sign-in page.", { status: 403 });
  const form = await request.formData();
  const written = form.get("email");
  const email = typeof written === "string" ? written.trim().slice(0, 320) : "";
  const next = returnPath(form.get("next"));
  const outcome = await identity.requestLink(email, next);
  const query = new URLSearchParams({ email, next });
  if (outcome.kind === "refused") query.set("error", outcome.because);
  const path = outcome.kind === "sent" ? "/sign-in/check-your-mail" : "/sign-in";
  return Response.redirect(new URL(`${path}?${query}`, env.hubUrl), 303);
}
