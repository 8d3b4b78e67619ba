import { pushSignals } from "@fleet-persona/hub-core";
import type { Deps, SignalSource } from "@fleet-persona/hub-core";
import {
  OTLP_CONTENT_TYPES,
  decodeMetricsJson,
  decodeMetricsProtobuf,
  initialMetricsMemory,
  mapMetrics,
  metricsResponse,
  otlpRuleSchema,
  signalUnit,
} from "@fleet-persona/signals";
import type { MetricPoint, MetricsAnswer, OtlpEncoding } from "@fleet-persona/signals";
import { RequestRefusal, problemHeaders, problemOf } from "./api-error.ts";
import { mediaType } from "./media-type.ts";
import { readBody } from "./read-body.ts";
import { sourceOf } from "./source-request.ts";

const limits = { bytes: 1024 * 1024, unpacked: 8 * 1024 * 1024 };

// google.rpc.Code, as OTLP's failures carry it.
const rpcCodes: Readonly<Record<number, number>> = { 400: 3, 401: 16, 403: 7, 404: 5, 413: 8, 415: 3, 429: 8, 503: 14 };

/**
 * `POST` of OTLP/HTTP metrics, JSON or protobuf. A gauge or a sum whose metric is called like a signal on the source's list becomes
 * that signal; the points of every other metric are answered as rejected.
 */
export async function postMetrics(core: Deps, request: Request): Promise<Response> {
  const encoding: OtlpEncoding = mediaType(request) === OTLP_CONTENT_TYPES.protobuf ? "protobuf" : "json";
  try {
    const source = await sourceOf(core, request);
    if (mediaType(request) !== OTLP_CONTENT_TYPES[encoding]) {
      const types = Object.values(OTLP_CONTENT_TYPES).join(" or ");
      throw new RequestRefusal("unsupported-media-type", 415, `Send ${types}.`);
    }
    const bytes = await readBody(request, limits);
    const decoded =
      encoding === "json" ? decodeMetricsJson(new TextDecoder().decode(bytes)) : decodeMetricsProtobuf(bytes);
    if (decoded.kind === "refused") throw new RequestRefusal("body-malformed", 400, decoded.message);
    return answer(200, encoding, await keep(core, source, decoded));
  } catch (error) {
    const problem = problemOf(error);
    const failed = { kind: "failed", code: rpcCodes[problem.status] ?? 2, message: problem.message } as const;
    return answer(problem.status, encoding, failed, problemHeaders(problem));
  }
}

type Decoded = { readonly points: readonly MetricPoint[]; readonly unreadable: number };

async function keep(core: Deps, source: SignalSource, { points, unreadable }: Decoded): Promise<MetricsAnswer> {
  const known = points.filter(({ metric }) => source.signals.includes(metric));
  const strange = [...new Set(points.map(({ metric }) => metric))].filter((name) => !source.signals.includes(name));
  const rules = source.signals.map((name) => otlpRuleSchema.parse({ metric: name, signal: name, use: "value" }));
  const mapped = mapMetrics(rules, initialMetricsMemory, known, core.now().getTime());
  const unitOf = (name: string): string => known.find(({ metric }) => metric === name)?.unit ?? "";
  const pushed = Object.entries(mapped.signals).map(([name, { value, at }]) => {
    const unit = signalUnit(name) || unitOf(name).slice(0, 32);
    return { name, unit, value, observedAt: at };
  });
  const refused = strange.map((name) => ({ name, message: `is not on the list of the source ${source.name}` }));
  const { rejected } = await pushSignals(core, source, pushed, refused);
  const sentences = [...rejected.slice(0, 8).map(({ name, message }) => `${name} ${message}`), mapped.message];
  if (unreadable > 0) sentences.push(`${unreadable} data points make no sense`);
  return {
    kind: "accepted",
    rejected: unreadable + mapped.rejected + (points.length - known.length) + (rejected.length - refused.length),
    message: sentences.filter((sentence) => sentence !== "").join("; "),
  };
}

function answer(
  status: number,
  encoding: OtlpEncoding,
  body: MetricsAnswer,
  headers: Record<string, string> = {},
): Response {
  return new Response(metricsResponse(body, encoding) as BodyInit, {
    status,
    headers: { ...headers, "content-type": OTLP_CONTENT_TYPES[encoding], "cache-control": "no-store" },
  });
}
