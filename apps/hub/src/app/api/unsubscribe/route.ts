import { HubError, unsubscribe } from "@fleet-persona/hub-core";
import { hubDeps } from "../../../deps.ts";

/**
 * Ends mail by the token of a link, without a session: from the page of the link, or in one click by a mail reader (RFC 8058),
 * which reads nothing of the answer. The token is the permission, so that no Origin matters.
 */
export async function POST(request: Request): Promise<Response> {
  const token = new URL(request.url).searchParams.get("token") ?? "";
  const form = await request.formData().catch(() => null);
  try {
    await unsubscribe(hubDeps().core, token);
  } catch (error) {
    if (!(error instanceof HubError)) throw error;
    return new Response("This link does not lead out of any mail.", { status: 404 });
  }
  if (form?.get("from") !== "page") return new Response("You get no more of this mail.", { status: 200 });
  const location = `/unsubscribe?done=1&token=${encodeURIComponent(token)}`;
  return new Response(null, { status: 303, headers: { location } });
}
