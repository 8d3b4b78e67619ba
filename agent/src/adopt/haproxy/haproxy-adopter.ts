import { join } from "node:path";
import type { Adopter, AdoptionOptions, AdoptionPlan, OwnFile } from "../adopter.ts";
import { AgentError } from "../../agent-error.ts";
import { hasConditions, parseSections } from "./config-section.ts";
import { namesOf, type MapName, type Names } from "./names.ts";
import { offerOf, type ServiceOffer } from "./offer.ts";
import { logPlan, routeEdits, statsSocket, type LogPlan, type StatsSocket } from "./own-lines.ts";
import { findService, type Service } from "./service.ts";
import { CACHE_STRATEGIES, LONGEST_TTL_S, snippetText, UNLIMITED_QUEUE } from "./snippet.ts";
import { serverStateFile, targetFile } from "./target-file.ts";

/** Adopts a haproxy.cfg of 2.6 or newer: own backends beside those there are, chosen by maps, and a line or two in each frontend. */
export const haproxyAdopter: Adopter = {
  kind: "haproxy",
  recognises: (text) => {
    const kinds = new Set(parseSections(text).map((section) => section.kind));
    return kinds.has("listen") || (kinds.has("frontend") && kinds.has("backend"));
  },
  plan,
};

function plan(text: string, options: AdoptionOptions): AdoptionPlan {
  if (!text.endsWith("\n"))
    throw new AgentError("not-adoptable", `${options.file} ends within a line: end it with a newline first.`);
  const service = findService(parseSections(text), options);
  const offer = offerOf(service);
  const names = namesOf(service.section.name, options.outFolder);
  const socket = statsSocket(service.sections);
  const log = logPlan(service, offer.http, names);
  const files = ownFiles(service, offer, names, log);
  const json = targetFile(service, { offer, names, socket: socket.path, log });
  return {
    edits: [
      ...(socket.edit === null ? [] : [socket.edit]),
      ...(log.kind === "none" ? [] : log.edits),
      ...routeEdits(service, names, destination(offer, names)),
    ],
    files,
    target: { name: names.target, json },
    steers: steersOf(json),
    cannot: [
      ...offer.cannot,
      ...moreSentences(service, log),
      ...(hasConditions(text)
        ? [
            "anything by condition: what stands between .if and .endif was read as if it held; look where the lines go and at the snippet",
          ]
        : []),
    ],
    next: nextSteps(options, names, socket),
  };
}

function destination(offer: ServiceOffer, names: Names): string {
  if (offer.algorithm === null) return names.single;
  return `${names.prefix}%[str(current),map(${names.mapPath("algorithm")},${offer.algorithm})]`;
}

/** The generated snippet, and each map with what holds now. */
function ownFiles(service: Service, offer: ServiceOffer, names: Names, log: LogPlan): OwnFile[] {
  const maps: Partial<Record<MapName, string | number>> = {
    ...(offer.algorithm === null ? {} : { algorithm: offer.algorithm }),
    ...(offer.caches ? { cache: "off", cache_ttl: LONGEST_TTL_S } : {}),
    ...(offer.maxConnections === null || !offer.http ? {} : { queue_limit: UNLIMITED_QUEUE }),
    ...(offer.timeoutMs === null ? {} : { request_timeout: offer.timeoutMs }),
    ...(offer.compression ? { compression: "on" } : {}),
  };
  const strategies = Object.entries(CACHE_STRATEGIES).map(([strategy, seconds]) => `${strategy} ${seconds}\n`);
  return [
    { name: names.snippet, content: snippetText(service, offer, names, log.kind !== "none") },
    ...(Object.keys(maps) as MapName[]).map((map) => ({
      name: names.map(map),
      content: `current ${maps[map]}\n`,
      keep: true,
    })),
    ...(offer.caches ? [{ name: names.map("cache_strategies"), content: strategies.join(""), keep: true }] : []),
  ];
}

function steersOf(json: object): string[] {
  const { maps, limits } = json as { maps: Record<string, string>; limits: Record<string, object> };
  const chosen = { algorithm: "load_balancing_algorithm", cache: "caching_strategy", compression: "compression" };
  const weights = "weight" in limits ? ["haproxy/weight_<server>"] : [];
  return [
    ...Object.keys(limits).filter((name) => name !== "weight"),
    ...Object.entries(chosen).flatMap(([map, name]) => (map in maps ? [name] : [])),
    ...weights,
  ];
}

function moreSentences(service: Service, log: LogPlan): string[] {
  const { section, others, routes } = service;
  return [
    ...(log.kind === "none" ? [`latency percentiles and error rate from the log: ${log.because}`] : []),
    ...(routes.length === 0
      ? [
          `anything by map: no frontend names ${section.name}; send its requests to the backends of the snippet yourself`,
        ]
      : []),
    ...(serverStateFile(service) === null
      ? [
          "drains and weights over a restart: HAProxy starts with those of its file, and the agent sets them again; add server-state-file and load-server-state-from-file global to have them kept",
        ]
      : []),
    ...(others.length > 0
      ? [`${others.join(", ")}: left alone; adopt each with --backend NAME and an --out of its own`]
      : []),
  ];
}

function nextSteps({ file, outFolder }: AdoptionOptions, names: Names, socket: StatsSocket): string[] {
  const snippet = join(outFolder, names.snippet);
  return [
    `Add the lines to ${file} and check both files: haproxy -c -f ${file} -f ${snippet}`,
    `Have HAProxy load both (Debian: EXTRAOPTS="-f ${snippet}" in /etc/default/haproxy) and restart it once.`,
    `Let the agent's user own ${outFolder} and open ${socket.path}.`,
    `Look at the limits in ${join(outFolder, names.target)}, then: fleet-agent enrol --targets ${join(outFolder, names.target)} …`,
  ];
}
