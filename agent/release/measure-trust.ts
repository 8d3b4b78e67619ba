import { readBundle, storeBundle } from "../src/personas/persona-folder.ts";
import { openStateFolder } from "../src/state/state-folder.ts";
import { httpSource } from "../src/trust/install-source.ts";
import { openTrustOf } from "../src/trust/open-trust.ts";

// A program of its own for the bench: `serve` is a hub with one Persona to offer, `measure FOLDER URL` a host that installs it.
const [mode, folder = "", url = ""] = process.argv.slice(2);
const LOADS = 25;

/** What one host found: ms (and ms of CPU) of its first install check and of a check at load, and MB that the check added to it. */
type Measured = {
  readonly installMs: number;
  readonly installCpuMs: number;
  readonly loadMs: readonly number[];
  readonly loadCpuMs: number;
  readonly addedMb: number;
};

if (mode === "serve") await (await import("../src/testing/trust-hub.fixture.ts")).serveTrustHub();
else process.stdout.write(`${JSON.stringify(await measure())}\n`);

async function measure(): Promise<Measured> {
  const { pinAnchors } = await import("../src/trust/anchors-file.ts");
  const state = openStateFolder(folder);
  const told = (await (await get(`${url}/told`)).json()) as {
    anchors: Parameters<typeof pinAnchors>[1];
    assignment: Parameters<ReturnType<typeof openTrustOf>["offer"]>[0];
    holder: { tenantId: string; fleetId: string };
  };
  pinAnchors(state.trust.anchors, told.anchors, "hub");
  const desk = openTrustOf(state, told.holder);
  const source = httpSource(url, "token", state.trust.tuf);
  const before = residentMb();
  const began = performance.now();
  const installCpu = process.cpuUsage();
  const fetched = await desk.offer(told.assignment, source);
  const installMs = performance.now() - began;
  const installCpuMs = cpuMsSince(installCpu);
  if (fetched.kind !== "agreed") throw new TypeError(`it was not agreed on: ${JSON.stringify(fetched)}`);
  desk.keep(told.assignment, fetched);
  storeBundle(state.personas, told.assignment.digest, fetched.files);
  const addedMb = residentMb() - before;
  const loadCpu = process.cpuUsage();
  const loadMs = Array.from({ length: LOADS }, () => {
    const start = performance.now();
    const loaded = desk.load(told.assignment, readBundle(state.personas, told.assignment.digest) ?? new Map());
    if (loaded.kind !== "verified") throw new TypeError(loaded.message);
    return performance.now() - start;
  });
  return { installMs, installCpuMs, loadMs, loadCpuMs: cpuMsSince(loadCpu) / LOADS, addedMb };
}

function cpuMsSince(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

function residentMb(): number {
  globalThis.gc?.();
  return process.memoryUsage.rss() / 1e6;
}

// Before anything is measured, so that what `fetch` costs is not counted.
function get(address: string): Promise<Response> {
  return fetch(address);
}
