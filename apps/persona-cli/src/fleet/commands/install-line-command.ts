import { installLine, verifyRelease, type VerifiedRelease } from "@fleet-persona/persona";
import { needed, type Given } from "../command-line.ts";
import { hubOrigin } from "../credentials.ts";
import { FleetError } from "../fleet-error.ts";
import type { Terminal } from "../../command-line/terminal.ts";

const PATIENCE_MS = 20_000;
const KEY = /^[A-Za-z0-9+/]{43}=$/;

/**
 * `fleet install-line`: checks on this machine that the hub hands out a release which the release key signed, and prints the line
 * that installs that release and no other. A hub somebody broke into can print a line of its own; this one cannot be fooled by it.
 */
export async function installLineCommand(given: Given, terminal: Terminal): Promise<number> {
  const hubUrl = hubOrigin(needed(given, "install-line", "hub"));
  const gatewayUrl = hubOrigin(needed(given, "install-line", "gateway"));
  const token = needed(given, "install-line", "token");
  const key = given["release-key"] ?? terminal.env["FLEET_RELEASE_KEY"] ?? "";
  if (!KEY.test(key))
    throw new FleetError("usage", "--release-key takes the 44 characters that your release notes name.");
  const { release, digest } = await fetchRelease(hubUrl, Uint8Array.from(Buffer.from(key, "base64")));
  const installer = release.files.find(({ name }) => name === "install.sh");
  if (installer === undefined)
    throw new FleetError("hub-refused", "The release has no installer.", { code: "release-invalid" });
  const named = { digest, installerDigest: installer.sha256 };
  const line = installLine({ hubUrl, gatewayUrl, release: named, token, targetsFile: given.targets ?? "" });
  if (given.json === true) terminal.out(`${JSON.stringify({ version: release.version, ...named, line })}\n`);
  else {
    terminal.err(`Release ${release.version} is signed by the key you gave. Run this on the host:\n`);
    terminal.out(`${line}\n`);
  }
  return 0;
}

async function fetchRelease(hub: string, key: Uint8Array): Promise<Extract<VerifiedRelease, { kind: "verified" }>> {
  const [manifest, signature] = await Promise.all([download(hub, "release.json"), download(hub, "release.sig")]);
  const verified = verifyRelease(manifest, Buffer.from(signature).toString("utf8"), key);
  if (verified.kind === "verified") return verified;
  const message = `${verified.message} Install nothing from ${hub}, and tell whoever runs it.`;
  throw new FleetError("hub-refused", message, { code: verified.code });
}

async function download(hub: string, name: string): Promise<Uint8Array> {
  let response: Response;
  try {
    response = await fetch(`${hub}/downloads/${name}`, { redirect: "error", signal: AbortSignal.timeout(PATIENCE_MS) });
  } catch {
    throw new FleetError("hub-refused", `${hub} does not answer: check the address.`, { code: "hub-unreachable" });
  }
  if (!response.ok)
    throw new FleetError("hub-refused", `${hub} has no ${name}: it hands out no signed release.`, {
      code: "release-missing",
    });
  return new Uint8Array(await response.arrayBuffer());
}
