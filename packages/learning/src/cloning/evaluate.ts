import type { Attribute } from "@fleet-persona/persona";
import { headWidth, type PolicySpec } from "../policy/network.ts";
import { type OnnxModelSession, outputOf, type Tensor } from "../runtime.ts";
import { batchFeeds, type Encoded, targetWidth } from "./batch.ts";

/** How one head did on held-out rows. Numbers are in shares of the attribute's range. */
export type HeadReport =
  | {
      readonly kind: "choice";
      readonly crossEntropy: number;
      readonly accuracy: number;
      /** Expected calibration error over ten bins of confidence (Guo et al., 2017). */
      readonly calibrationError: number;
      /** Accuracy of always naming the commonest choice: what any figure must be read against. */
      readonly commonestChoice: number;
    }
  | {
      readonly kind: "number";
      readonly meanAbsoluteError: number;
      readonly rootMeanSquareError: number;
      /** Share of rows inside mean ± 1.2816 sd; 0.8 when calibrated. */
      readonly coverage80: number;
      /** Root mean square error of always naming the mean. */
      readonly spread: number;
    };

export type Evaluation = {
  readonly rows: number;
  /** Mean cross-entropy plus squared error over the heads; what early stopping watches. */
  readonly loss: number;
  readonly heads: Readonly<Record<string, HeadReport>>;
  readonly valueRootMeanSquareError: number;
};

// The same footing as in the training loss.
const NUMBER_WEIGHT = 20;
const CALIBRATION_BINS = 10;
const Z80 = 1.2816;

/** Runs weights over rows with the rollout graph and measures every head. */
export async function evaluatePolicy(
  session: OnnxModelSession,
  spec: PolicySpec,
  weights: Float32Array,
  data: Encoded,
): Promise<Evaluation> {
  const { signals, present, config } = batchFeeds(data, [...Array(data.rows).keys()], data.rows) as Required<Feeds>;
  const outputs = await session.run({ signals, present, config, weights: { data: weights, dims: [weights.length] } });
  const heads: Record<string, HeadReport> = {};
  let offset = 0;
  for (const attribute of spec.attributes) {
    const width = headWidth(attribute);
    const target = column(data.targets, targetWidth(spec), offset, width);
    heads[attribute.name] = report(attribute, outputOf(outputs, `weights.${attribute.name}`).data, target);
    offset += width;
  }
  const losses = Object.values(heads).map((head) =>
    head.kind === "choice" ? head.crossEntropy : NUMBER_WEIGHT * head.rootMeanSquareError ** 2,
  );
  const value = outputOf(outputs, "value").data;
  return {
    rows: data.rows,
    loss: mean(losses),
    heads,
    valueRootMeanSquareError: Math.sqrt(mean([...value].map((said, at) => (said - at0(data.values, at)) ** 2))),
  };
}

type Feeds = { signals: Tensor; present: Tensor; config: Tensor };

function report(attribute: Attribute, output: Float32Array, target: Float32Array): HeadReport {
  return attribute.kind === "continuous" || attribute.kind === "integer"
    ? numberReport(output, target)
    : choiceReport(output, target, headWidth(attribute));
}

function choiceReport(output: Float32Array, target: Float32Array, width: number): HeadReport {
  const rows = target.length / width;
  const bins = Array.from({ length: CALIBRATION_BINS }, () => ({ count: 0, correct: 0, confidence: 0 }));
  const counts = Array.from({ length: width }, () => 0);
  let entropy = 0;
  let correct = 0;
  for (let row = 0; row < rows; row++) {
    const said = output.subarray(row * width, (row + 1) * width);
    const wanted = target.subarray(row * width, (row + 1) * width).indexOf(1);
    const confidence = Math.max(...said);
    const hit = said.indexOf(confidence) === wanted ? 1 : 0;
    entropy -= Math.log(Math.max(at0(said, wanted), 1e-7));
    correct += hit;
    counts[wanted] = at0(counts, wanted) + 1;
    const bin = bins[Math.min(CALIBRATION_BINS - 1, Math.floor(confidence * CALIBRATION_BINS))];
    if (bin === undefined) continue;
    bin.count += 1;
    bin.correct += hit;
    bin.confidence += confidence;
  }
  return {
    kind: "choice",
    crossEntropy: entropy / rows,
    accuracy: correct / rows,
    calibrationError: bins.reduce((sum, bin) => sum + Math.abs(bin.correct - bin.confidence), 0) / rows,
    commonestChoice: Math.max(...counts) / rows,
  };
}

function numberReport(output: Float32Array, target: Float32Array): HeadReport {
  const rows = [...target].map((wanted, at) => ({
    error: at0(output, 2 * at) - wanted,
    deviation: at0(output, 2 * at + 1),
  }));
  const centre = mean([...target]);
  return {
    kind: "number",
    meanAbsoluteError: mean(rows.map(({ error }) => Math.abs(error))),
    rootMeanSquareError: Math.sqrt(mean(rows.map(({ error }) => error ** 2))),
    coverage80: mean(rows.map(({ error, deviation }) => (Math.abs(error) <= Z80 * deviation ? 1 : 0))),
    spread: Math.sqrt(mean([...target].map((wanted) => (wanted - centre) ** 2))),
  };
}

function column(source: Float32Array, stride: number, offset: number, width: number): Float32Array {
  const rows = source.length / stride;
  return Float32Array.from({ length: rows * width }, (_, at) =>
    at0(source, Math.floor(at / width) * stride + offset + (at % width)),
  );
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function at0(values: ArrayLike<number>, at: number): number {
  return values[at] ?? 0;
}
