import { mkdir, mkdtemp, readFile, rename, rm, rmdir, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Target } from "../target.ts";
import type { ContractSubject, Faults } from "./contract-subject.ts";

/** A service that is one JSON file: whoever reads it meanwhile must always find it whole. */
export async function fileSubject(content: object, open: (path: string) => Promise<Target>): Promise<ContractSubject> {
  const folder = await mkdtemp(join(tmpdir(), "fs-"));
  const path = join(folder, "service.json");
  await writeFile(path, JSON.stringify(content));
  const target = await open(path);
  return {
    target,
    reopen: () => open(path),
    underLoad: (work) => readAllTheWhile(path, work),
    faults: fileFaults(path),
    async [Symbol.asyncDispose]() {
      await target.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function fileFaults(path: string): Faults {
  let comeBack = (): Promise<void> => Promise.resolve();
  return {
    // Permission bits say nothing to root, a folder in the way says no to everybody.
    async refuse() {
      await mkdir(`${path}.new`);
      comeBack = () => rmdir(`${path}.new`);
    },
    hang: { meaningless: "a local file answers or is missing" },
    async halfReply() {
      const whole = await readFile(path);
      await truncate(path, Math.floor(whole.length / 2));
      comeBack = () => writeFile(path, whole);
    },
    async vanish() {
      await rename(path, `${path}.away`);
      comeBack = () => rename(`${path}.away`, path);
    },
    comeBack: () => comeBack(),
  };
}

async function readAllTheWhile(path: string, work: () => Promise<void>): Promise<{ requests: number; failed: number }> {
  const tally = { requests: 0, failed: 0 };
  const state = { over: false };
  const reading = (async () => {
    while (!state.over || tally.requests < 60) {
      tally.requests += 1;
      await readFile(path, "utf8")
        .then(JSON.parse)
        .catch(() => (tally.failed += 1));
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  })();
  await work();
  state.over = true;
  await reading;
  return tally;
}
