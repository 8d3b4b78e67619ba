import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { gateReportSchema, gateSeriesSchema } from "@fleet-persona/persona";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bundlePersona } from "../../bundle.ts";
import { persona } from "../testing/run-persona.fixture.ts";

const reference = fileURLToPath(new URL("../../../../personas/flash-sale/bundle", import.meta.url));
const built = fileURLToPath(new URL("../../dist", import.meta.url));
const EXIT_CODES = { passed: 0, rejected: 1, quarantined: 3 };

describe("persona gate", () => {
  let folder: string;

  beforeAll(() => {
    // Where ONNX Runtime is found from, as it is beside an installed program.
    mkdirSync(built, { recursive: true });
    folder = mkdtempSync(join(built, "gate-"));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("prints the report as JSON, writes the series, and ends with the verdict's code", async () => {
    const file = join(folder, "series.json");
    const run = await persona("gate", "--bundle", reference, "--runs", "32", "--series", file, "--json");
    const report = gateReportSchema.parse(JSON.parse(run.out));
    expect(run.code).toBe(EXIT_CODES[report.verdict]);
    expect([report.persona.id, report.behaviour?.scenarios.length, run.err]).toEqual([
      "fleet-persona/flash-sale",
      8,
      "",
    ]);
    const series = gateSeriesSchema.array().parse(JSON.parse(readFileSync(file, "utf8")));
    expect(series.length).toBe(32);
  });

  it("works as it is built, its sandbox and threads beside it, and says in words what it saw", async () => {
    await bundlePersona(folder);
    const args = [join(folder, "persona.mjs"), "gate", "--bundle", reference, "--runs", "1"];
    const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "pipe"] });
    const [out, err] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "exit")]);
    expect(err).toContain("of 8 situations");
    expect(out).toMatch(/^fleet-persona\/flash-sale v1 (?:passed|quarantined|rejected): /);
    expect(out).toContain("flash-crowd");
    expect(out).toMatch(/odd inputs, 0 failures; the same in two processes/);
  });

  it("says what is wrong with the command line and with a folder that is no bundle", async () => {
    expect(await persona("gate")).toMatchObject({
      code: 2,
      err: expect.stringContaining("--bundle is missing") as string,
    });
    expect((await persona("gate", "--bundle", folder)).code).toBe(3);
    expect((await persona("gate", "--bundle", reference, "--runs", "0")).code).toBe(2);
  });
});
