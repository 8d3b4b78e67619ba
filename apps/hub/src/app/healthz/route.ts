import { execute, searchListings } from "@fleet-persona/hub-core";
import { hubDeps } from "../../deps.ts";

/** 200 when the hub can answer from its database, 503 when it cannot. */
export async function GET(): Promise<Response> {
  try {
    await execute(hubDeps().core, null, searchListings, { limit: 1 });
    return Response.json({ status: "ok" });
  } catch (error) {
    console.error("healthz:", error);
    return Response.json({ status: "unavailable" }, { status: 503 });
  }
}
