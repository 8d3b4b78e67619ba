import {
  installWorkspace,
  offerSystemPackage,
  requireNode,
  run,
  workspaceEnvironment,
  workspaceNode,
} from "./machine.mjs";

const began = Date.now() - Math.round(process.uptime() * 1000);
requireNode();
const asked = process.argv.slice(2);
const needsNoFleet = ["--help", "-h", "--simulated", "--stack-only"].some((option) => asked.includes(option));
const hasFleet =
  needsNoFleet ||
  (await offerSystemPackage({
    commands: ["haproxy"],
    debianPackage: "haproxy",
    purpose: "to run the demo fleet's balancer",
    without: "the fleet is simulated instead; to drive a real one",
  }));
await installWorkspace();
process.exitCode = await run(
  workspaceNode,
  ["infra/local-stack/src/main.ts", ...asked, ...(hasFleet ? [] : ["--simulated"])],
  {
    env: { ...workspaceEnvironment(), FLEET_PERSONA_BEGAN: String(began) },
  },
);
