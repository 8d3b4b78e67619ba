import {
  decodeMetricsJson,
  decodeMetricsProtobuf,
  initialMetricsMemory,
  mapMetrics,
  metricsResponse,
  OTLP_CONTENT_TYPES,
  type MetricsAnswer,
  type MetricsMemory,
  type OtlpEncoding,
  type OtlpRule,
} from "@fleet-persona/signals";
import { errorAnswer, type Answer } from "./answer.ts";
import type { SignalShelf } from "./signal-shelf.ts";

const INVALID_ARGUMENT = 3;

/** `POST /v1/metrics`: OTLP/HTTP, JSON or protobuf, into signals by the host's rules. */
export function metricsRoute(rules: readonly OtlpRule[], shelf: SignalShelf) {
  let memory: MetricsMemory = initialMetricsMemory;
  return (contentType: string, bytes: Buffer, now: number): Answer => {
    const encoding = encodingOf(contentType);
    if (encoding === null)
      return errorAnswer(415, "content-type-unknown", "Send application/x-protobuf or application/json.");
    const decoded =
      encoding === "json" ? decodeMetricsJson(bytes.toString("utf8")) : decodeMetricsProtobuf(new Uint8Array(bytes));
    if (decoded.kind === "refused") {
      const message = `The request is no OTLP metrics export: ${decoded.message}.`;
      return otlpAnswer(400, { kind: "failed", code: INVALID_ARGUMENT, message }, encoding);
    }
    const mapped = mapMetrics(rules, memory, decoded.points, now);
    memory = mapped.memory;
    for (const [name, reading] of Object.entries(mapped.signals)) shelf.put(name, reading);
    const unreadable =
      decoded.unreadable === 0
        ? []
        : [`${decoded.unreadable} data points: no value, no time, or counts that do not fit`];
    const message = [...unreadable, ...(mapped.message === "" ? [] : [mapped.message])].join("; ");
    shelf.heard(now);
    return otlpAnswer(200, { kind: "accepted", rejected: mapped.rejected + decoded.unreadable, message }, encoding);
  };
}

function encodingOf(contentType: string): OtlpEncoding | null {
  const type = contentType.split(";")[0]?.trim().toLowerCase();
  if (type === OTLP_CONTENT_TYPES.json) return "json";
  return type === OTLP_CONTENT_TYPES.protobuf ? "protobuf" : null;
}

function otlpAnswer(status: number, answer: MetricsAnswer, encoding: OtlpEncoding): Answer {
  return { status, contentType: OTLP_CONTENT_TYPES[encoding], body: metricsResponse(answer, encoding) };
}
