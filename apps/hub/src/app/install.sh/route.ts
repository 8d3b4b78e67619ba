import { hubDeps } from "../../deps.ts";
import { archiveAt } from "../../install/archive.ts";
import { installScript, unavailableScript } from "../../install/install-script.ts";

/** The installer, with the archive's SHA-256 in it. Without an archive it is a script that says so and fails. */
export async function GET(): Promise<Response> {
  const { env } = hubDeps();
  const archive = env.agentArchive === null ? null : await archiveAt(env.agentArchive.path);
  const script =
    env.agentArchive === null || archive === null
      ? unavailableScript(env.hubUrl)
      : installScript({
          hubUrl: env.hubUrl,
          gatewayUrl: env.gatewayUrl,
          platform: env.agentArchive.platform,
          sha256: archive.sha256,
        });
  return new Response(script, {
    headers: {
      "content-type": "text/x-shellscript; charset=utf-8",
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
    },
  });
}
