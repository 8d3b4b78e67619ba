import { z } from "zod";
import { postEvents } from "../events-api.ts";
import { postMetrics } from "../metrics-api.ts";
import { operation } from "../operation.ts";
import type { AnyOperation } from "../operation.ts";
import { listOf, named, nothing } from "../schemas/parts.ts";
import { postSignals } from "../signals-api.ts";

const access = { kind: "source" } as const;
const tag = "Figures";
const sourceHeader = {
  name: "fleet-source",
  description: "`fleet/source`, where an API token with `signals:write` is sent instead of the source's own token.",
};
const pushed = named(
  "PushOutcome",
  "What was kept of a push and what was not.",
  z.object({ accepted: z.int(), rejected: listOf(z.object({ name: z.string(), message: z.string() })) }),
);
const answer = { status: 200, description: "What was kept; 422 when nothing was.", schema: pushed };
const asSource = { "fleet-source": "web/shop" };

export const pushOperations: readonly AnyOperation[] = [
  operation({
    id: "pushSignals",
    method: "POST",
    path: "/v1/signals",
    tag,
    summary: "Push figures that a fleet's hosts cannot see",
    access,
    params: nothing,
    query: nothing,
    headers: [sourceHeader],
    body: {
      kind: "own",
      limits: { bytes: 64 * 1024 },
      description: "One line of `name=value`, or JSON.",
      types: {
        "text/plain": z.string(),
        "application/json": z.object({
          signals: z.record(
            z.string(),
            z.union([z.number(), z.object({ value: z.number(), at: z.number().optional() })]),
          ),
        }),
      },
    },
    answer,
    errors: ["nothing-accepted"],
    examples: [
      {
        name: "One line",
        headers: { ...asSource, "content-type": "text/plain" },
        body: "conversion_rate=0.031",
        status: 200,
        answer: { accepted: 1, rejected: [] },
      },
    ],
    run: (_actor, { core, request }) => postSignals(core, request),
  }),
  operation({
    id: "pushEvents",
    method: "POST",
    path: "/v1/events",
    tag,
    summary: "Push what people did and what units of an experiment came to",
    access,
    params: nothing,
    query: nothing,
    headers: [sourceHeader],
    body: {
      kind: "own",
      limits: { bytes: 1024 * 1024, unpacked: 4 * 1024 * 1024 },
      description: "One JSON item, a list, or one item a line.",
      types: { "application/json": z.unknown(), "application/x-ndjson": z.string() },
    },
    answer,
    errors: ["nothing-accepted"],
    examples: [
      {
        name: "Twelve purchases",
        headers: { ...asSource, "content-type": "application/json" },
        body: [{ event: "purchase", count: 12 }],
        status: 200,
        answer: { accepted: 1, rejected: [] },
      },
    ],
    run: (_actor, { core, request }) => postEvents(core, request),
  }),
  operation({
    id: "pushMetrics",
    method: "POST",
    path: "/v1/metrics",
    tag,
    summary: "Push OTLP/HTTP metrics",
    description:
      "A gauge or a sum whose metric is called like a signal on the source's list becomes that signal. Refusals are in OTLP's own form (`google.rpc.Status`), not in the form of the other operations.",
    access,
    params: nothing,
    query: nothing,
    headers: [sourceHeader],
    body: {
      kind: "own",
      limits: { bytes: 1024 * 1024, unpacked: 8 * 1024 * 1024 },
      description: "An `ExportMetricsServiceRequest`.",
      types: {
        "application/json": z.looseObject({ resourceMetrics: z.array(z.unknown()) }),
        "application/x-protobuf": z.string(),
      },
    },
    answer: {
      status: 200,
      description: "An `ExportMetricsServiceResponse`.",
      schema: z.looseObject({ partialSuccess: z.looseObject({}).optional() }),
      others: [{ type: "application/x-protobuf", description: "To who sent protobuf.", schema: z.string() }],
    },
    errors: [],
    examples: [
      {
        name: "Nothing new",
        headers: { ...asSource, "content-type": "application/json" },
        body: { resourceMetrics: [] },
        status: 200,
        answer: {},
      },
    ],
    run: (_actor, { core, request }) => postMetrics(core, request),
  }),
];
