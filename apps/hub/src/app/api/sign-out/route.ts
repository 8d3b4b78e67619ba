import { cookies } from "next/headers";
import { isSameOrigin } from "../../../auth/same-origin.ts";
import { tenantCookie } from "../../../auth/session.ts";
import { hubDeps } from "../../../deps.ts";

export async function POST(request: Request): Promise<Response> {
  const { env, identity } = hubDeps();
  if (!isSameOrigin(request.headers, env.hubUrl))
    return new Response("Sign out from a page of the hub.", { status: 403 });
  const jar = await cookies();
  await identity.signOut(jar.get(identity.cookieName)?.value);
  jar.delete({ name: identity.cookieName, path: "/", secure: env.hubUrl.startsWith("https:") });
  jar.delete(tenantCookie);
  return Response.redirect(new URL("/sign-in?signed-out=1", env.hubUrl), 303);
}
