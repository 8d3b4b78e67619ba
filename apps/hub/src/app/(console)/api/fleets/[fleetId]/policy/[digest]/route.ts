import { execute, getFleet, HubError, readEntitledFile } from "@fleet-persona/hub-core";
import { currentSession } from "../../../../../../../auth/session.ts";
import { hubDeps } from "../../../../../../../deps.ts";

type Context = { readonly params: Promise<{ readonly fleetId: string; readonly digest: string }> };

const files = ["policy.onnx", "persona.json"] as const;

/** A Persona's policy (or, with `?file=persona.json`, its manifest) for the pages of a tenant that may run it. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const session = await currentSession();
  if (session === null) return new Response("Sign in first.\n", { status: 401 });
  const { fleetId, digest } = await params;
  const wanted = new URL(request.url).searchParams.get("file") ?? "policy.onnx";
  const file = files.find((name) => name === wanted);
  if (file === undefined) return notThere();
  const { core } = hubDeps();
  try {
    await execute(core, session.actor, getFleet, { fleetId });
    const content = await execute(core, session.actor, readEntitledFile, { digest, file });
    // A digest names these bytes for ever; private, because an entitlement may end.
    const headers = { "content-type": "application/octet-stream", "cache-control": "private, max-age=600" };
    return new Response(Uint8Array.from(content), { headers: { ...headers, "x-content-type-options": "nosniff" } });
  } catch (error) {
    if (error instanceof HubError && ["not-found", "invalid-input"].includes(error.code)) return notThere();
    throw error;
  }
}

function notThere(): Response {
  return new Response("There is no such file for this tenant.\n", { status: 404 });
}
