import { execute, experimentIdSchema, exportExperiment, HubError } from "@fleet-persona/hub-core";
import { currentSession } from "../../../../../auth/session.ts";
import { hubDeps } from "../../../../../deps.ts";

type Context = { readonly params: Promise<{ readonly experimentId: string }> };

/** An experiment's figures to take away: `?as=csv` (the default) or `json`, `&table=units` (the default) or `verdict`. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const session = await currentSession();
  if (session === null) return new Response("Sign in first.\n", { status: 401 });
  const parsed = experimentIdSchema.safeParse((await params).experimentId);
  if (!parsed.success) return notThere();
  const asked = new URL(request.url).searchParams;
  const format = asked.get("as") === "json" ? "json" : "csv";
  const table = asked.get("table") === "verdict" ? "verdict" : "units";
  try {
    const { core } = hubDeps();
    const file = await execute(core, session.actor, exportExperiment, { experimentId: parsed.data, format, table });
    return new Response(file.text, {
      headers: {
        "content-type": `${file.contentType}; charset=utf-8`,
        "content-disposition": `attachment; filename="${file.filename}"`,
        "cache-control": "private, no-store",
        "x-content-type-options": "nosniff",
      },
    });
  } catch (error) {
    if (error instanceof HubError && error.code === "not-found") return notThere();
    throw error;
  }
}

function notThere(): Response {
  return new Response("There is no such experiment of this tenant.\n", { status: 404 });
}
