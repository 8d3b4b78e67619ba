/** What a request's answer must say: how many data points were not taken, and why; or why nothing was. */
export type MetricsAnswer =
  | { readonly kind: "accepted"; readonly rejected: number; readonly message: string }
  /** `code` is a google.rpc.Code: 3 invalid argument, 8 resource exhausted, 7 permission denied. */
  | { readonly kind: "failed"; readonly code: number; readonly message: string };

export const OTLP_CONTENT_TYPES = { json: "application/json", protobuf: "application/x-protobuf" } as const;
export type OtlpEncoding = keyof typeof OTLP_CONTENT_TYPES;

/**
 * The body of an `ExportMetricsServiceResponse` (partial success left out when all was taken) or of a `google.rpc.Status`,
 * as OTLP/HTTP asks, in the encoding of the request. A text for JSON.
 */
export function metricsResponse(answer: MetricsAnswer, encoding: "json"): string;
export function metricsResponse(answer: MetricsAnswer, encoding: "protobuf"): Uint8Array;
export function metricsResponse(answer: MetricsAnswer, encoding: OtlpEncoding): string | Uint8Array;
export function metricsResponse(answer: MetricsAnswer, encoding: OtlpEncoding): string | Uint8Array {
  if (encoding === "json") return JSON.stringify(jsonBody(answer));
  if (answer.kind === "failed") return fields(answer.code, answer.message);
  const partial = fields(answer.rejected, answer.message);
  return partial.length === 0 ? partial : Uint8Array.from([0x0a, ...varint(partial.length), ...partial]);
}

function jsonBody(answer: MetricsAnswer): object {
  if (answer.kind === "failed") return { code: answer.code, message: answer.message };
  const { rejected, message } = answer;
  if (rejected === 0 && message === "") return {};
  return { partialSuccess: { rejectedDataPoints: String(rejected), errorMessage: message } };
}

// Both messages have a number as field 1 and a text as field 2.
function fields(number: number, text: string): Uint8Array {
  const bytes = Array.from(text.slice(0, 1000), (character) => (character < "\u0080" ? character.charCodeAt(0) : 0x3f));
  const one = number === 0 ? [] : [0x08, ...varint(number)];
  return Uint8Array.from(bytes.length === 0 ? one : [...one, 0x12, ...varint(bytes.length), ...bytes]);
}

function varint(value: number): readonly number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 0x80; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 0x80);
  return [...bytes, rest];
}
