import { Findings } from "./findings.ts";
import { MODEL_LIMITS } from "./limits.ts";
import type { ModelFinding } from "./model-report.ts";
import type { ModelProto } from "./onnx/messages.ts";
import { MODEL } from "./onnx/model-shape.ts";
import { Cursor } from "./wire/cursor.ts";
import { decodeMessage } from "./wire/decode-message.ts";
import { Place } from "./wire/place.ts";

// "ORTM", the mark of ONNX Runtime's own format (a FlatBuffer's file identifier).
const ORT_MARK = [0x4f, 0x52, 0x54, 0x4d];
const ORT_MARK_AT = 4;

/** A model as its bytes say it, and what no strict reader lets pass; null where the bytes could not be read. */
export type ReadModel = { readonly model: ModelProto | null; readonly findings: readonly ModelFinding[] };

/**
 * Reads a ModelProto strictly: every field known, every singular one once, numbers in their shortest form, lengths within
 * what is there, text UTF-8. In one pass and never throws; it does not judge what the model is.
 */
export function readModel(bytes: Uint8Array): ReadModel {
  const findings = new Findings();
  const model = readInto(bytes, findings);
  return { model, findings: findings.list };
}

/** The same into findings that go on being collected. */
export function readInto(bytes: Uint8Array, findings: Findings): ModelProto | null {
  if (bytes.length > MODEL_LIMITS.bytes) {
    findings.add(
      "model-too-large",
      "",
      `The file has ${bytes.length} bytes, at most ${MODEL_LIMITS.bytes} are allowed.`,
    );
    return null;
  }
  if (ORT_MARK.every((code, at) => bytes[ORT_MARK_AT + at] === code)) {
    findings.add("ort-format", "", "Bytes 4 to 7 say ORTM, ONNX Runtime's own format: save the model as ONNX.");
    return null;
  }
  const { messages, numbers } = MODEL_LIMITS;
  const model = decodeMessage(MODEL, new Cursor(bytes), Place.root(findings, { messages, numbers }));
  return findings.unreadable ? null : model;
}
