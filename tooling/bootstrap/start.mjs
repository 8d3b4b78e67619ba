import {
  installWorkspace,
  requireNode,
  requireSystemPackage,
  run,
  workspaceEnvironment,
  workspaceNode,
} from "./machine.mjs";

const began = Date.now() - Math.round(process.uptime() * 1000);
requireNode();
const wantsHelp = process.argv.includes("--help") || process.argv.includes("-h");
if (!wantsHelp)
  await requireSystemPackage({
    commands: ["haproxy"],
    debianPackage: "haproxy",
    purpose: "to run the demo fleet's balancer",
  });
await installWorkspace();
process.exitCode = await run(workspaceNode, ["infra/local-stack/src/main.ts", ...process.argv.slice(2)], {
  env: { ...workspaceEnvironment(), FLEET_PERSONA_BEGAN: String(began) },
});
