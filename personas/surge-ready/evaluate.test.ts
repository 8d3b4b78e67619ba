import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { evaluateOnnx, gaussian, randomFromSeed, readOnnx, tensor, uniform } from "@fleet-persona/learning";
import { encodedWidth } from "@fleet-persona/persona";
import { expect, it } from "vitest";
import { ortRuntime } from "@fleet-persona/onnx-runtime";
import { BUNDLE_FOLDER } from "./files.ts";
import type { ManifestDraft } from "./manifest.ts";

it("evaluateOnnx says of surge-ready's policy what ONNX Runtime says, signals missing or not", async () => {
  const manifest = JSON.parse(await readFile(join(BUNDLE_FOLDER, "persona.json"), "utf8")) as ManifestDraft;
  const bytes = new Uint8Array(await readFile(join(BUNDLE_FOLDER, "policy.onnx")));
  const [session, model] = [await ortRuntime.load(bytes), readOnnx(bytes)];
  const random = randomFromSeed(5);
  const inputs = manifest.policy.inputs.signals;
  const width = encodedWidth(manifest.attributes);
  for (let run = 0; run < 200; run += 1) {
    const present = Float32Array.from(inputs, () => Number(uniform(random) < 0.9));
    const signals = Float32Array.from(inputs, ({ distribution: { mean, standard_deviation: sd } }, at) =>
      present[at] === 1 ? mean + 2 * sd * gaussian(random) : 0,
    );
    const config = Float32Array.from({ length: width }, () => uniform(random));
    const row = (data: Float32Array) => tensor(data, [1, data.length]);
    const feeds = { signals: row(signals), present: row(present), config: row(config) };
    const expected = await session.run(feeds);
    const answer = evaluateOnnx(model, feeds);
    expect(Object.keys(answer).sort()).toEqual(Object.keys(expected).sort());
    for (const [name, { data }] of Object.entries(expected))
      for (const [at, value] of data.entries())
        expect(Math.abs((answer[name]?.[at] ?? Number.NaN) - value), `${name} ${at}`).toBeLessThan(1e-5);
  }
});
