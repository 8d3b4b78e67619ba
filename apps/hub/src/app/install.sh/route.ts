import { readFile } from "node:fs/promises";
import { hubDeps } from "../../deps.ts";
import { releaseFile } from "../../install/release.ts";
import { unavailableScript } from "../../install/unavailable-script.ts";

/** The release's installer, byte for byte. Without a signed release it is a script that says so and fails. */
export async function GET(): Promise<Response> {
  const { env } = hubDeps();
  const installer = env.agentRelease === null ? null : await releaseFile(env.agentRelease, "install.sh");
  const script = installer === null ? unavailableScript(env.hubUrl) : await readFile(installer.path, "utf8");
  return new Response(script, {
    headers: {
      "content-type": "text/x-shellscript; charset=utf-8",
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
    },
  });
}
