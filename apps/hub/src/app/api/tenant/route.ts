import { cookies } from "next/headers";
import { isSameOrigin } from "../../../auth/same-origin.ts";
import { currentSession, tenantCookie } from "../../../auth/session.ts";
import { hubDeps } from "../../../deps.ts";

/** Chooses which of the user's tenants the pages act for. */
export async function POST(request: Request): Promise<Response> {
  const { env } = hubDeps();
  const session = await currentSession();
  if (session === null || !isSameOrigin(request.headers, env.hubUrl))
    return new Response("Sign in first.", { status: 403 });
  const wanted = (await request.formData()).get("tenantId");
  if (typeof wanted === "string" && session.tenants.some(({ tenantId }) => tenantId === wanted)) {
    (await cookies()).set(tenantCookie, wanted, {
      httpOnly: true,
      sameSite: "lax",
      path: "/",
      secure: env.hubUrl.startsWith("https:"),
      maxAge: 31_536_000,
    });
  }
  return Response.redirect(new URL("/fleets", env.hubUrl), 303);
}
