import { join } from "node:path";
import { AgentError } from "../../agent-error.ts";
import { describeIssues } from "../../config/agent-config.ts";
import { attributesOf } from "../../targets/nginx/attributes.ts";
import { nginxTargetSchema, type NginxTargetConfig } from "../../targets/nginx/config.ts";
import { initialSnippet } from "../../targets/nginx/nginx-target.ts";
import type { Adopter, AdoptionOptions, AdoptionPlan, Edit } from "../adopter.ts";
import { httpOffers } from "./http-offer.ts";
import { findAll, parseNginx, type Directive } from "./nginx-syntax.ts";
import { upstreamOffer, upstreamsOf, type UpstreamOffer } from "./upstream-offer.ts";

const SNIPPET = "fleet-persona.conf";
const TARGET = "nginx-target.json";
const FIRST_STATUS_PORT = 8_089;

/** Adopts an nginx.conf, or a file that one includes inside `http`: one line that includes a file of ours in place of what it says anew. */
export const nginxAdopter: Adopter = {
  kind: "nginx",
  recognises(text) {
    const directives = parseNginx(text);
    return (
      directives !== null && ["http", "server", "upstream"].some((name) => blockOf(directives, name) !== undefined)
    );
  },
  plan,
};

function plan(text: string, options: AdoptionOptions): AdoptionPlan {
  const directives = parseNginx(text);
  if (directives === null) throw notAdoptable(options, "cannot be read as an nginx configuration");
  const lines = text.split("\n");
  const http = blockOf(directives, "http");
  const chosen = chooseUpstream(directives, options);
  const offers = httpOffers(directives, lines, http !== undefined);
  const [upstream, why] = typeof chosen === "string" ? [null, chosen] : [chosen, ""];
  const config = targetConfig(directives, options, {
    ...Object.assign({}, ...offers.map((offer) => offer.config)),
    ...(upstream === null ? {} : { upstream: upstream.upstream }),
    initial: Object.assign({}, upstream?.initial, ...offers.map((offer) => offer.initial)) as object,
  });
  const steers = attributesOf(config).attributes.map(({ name }) => name);
  if (steers.length === 0) throw notAdoptable(options, `has nothing that can be steered: ${why}`);
  return {
    edits: sorted([
      includeEdit({ upstream, http, lines, snippet: config.snippet }),
      ...offers.flatMap(({ edits }) => edits),
    ]),
    files: [{ name: SNIPPET, content: initialSnippet(config), keep: true }],
    target: { name: TARGET, json: { ...config } },
    steers,
    cannot: [
      ...(upstream === null ? [`load_balancing_algorithm, max_connections, active_servers: ${why}`] : upstream.cannot),
      ...offers.flatMap(({ cannot }) => cannot),
      ...includesOf(directives),
      "latency percentiles and error rate: stub_status has none; add a log source",
    ],
    next: nextSteps(options, config),
  };
}

function chooseUpstream(directives: readonly Directive[], options: AdoptionOptions): UpstreamOffer | string {
  const { all, used } = upstreamsOf(directives);
  const names = all.map(({ args }) => args[0] ?? "").join(", ");
  if (options.backend !== undefined) {
    const named = all.find(({ args }) => args[0] === options.backend);
    if (named === undefined) throw notAdoptable(options, `has no upstream ${options.backend}, only ${names || "none"}`);
    return upstreamOffer(named);
  }
  const candidates = used.length > 0 ? used : all;
  if (candidates.length > 1)
    throw notAdoptable(options, `has several upstreams: choose one of ${names} with --backend`);
  return candidates[0] === undefined ? "this file has no upstream" : upstreamOffer(candidates[0]);
}

function targetConfig(
  directives: readonly Directive[],
  { file, outFolder }: AdoptionOptions,
  offered: object,
): NginxTargetConfig {
  const [pid] = findAll(directives, "pid").map(({ directive }) => directive.args[0]);
  const ports = new Set(
    findAll(directives, "listen").map(({ directive }) => Number(directive.args[0]?.split(":").at(-1))),
  );
  let port = FIRST_STATUS_PORT;
  while (ports.has(port)) port += 1;
  const isMain = blockOf(directives, "events") !== undefined || blockOf(directives, "http") !== undefined;
  const parsed = nginxTargetSchema.safeParse({
    kind: "nginx",
    snippet: join(outFolder, SNIPPET),
    status: { address: `127.0.0.1:${port}` },
    ...(isMain ? { conf: file } : {}),
    ...(pid?.startsWith("/") === true ? { pid_file: pid } : {}),
    helper: { socket: "/run/fleet-agent-helper/helper.sock", check: "nginx-check", reload: "nginx-reload" },
    ...offered,
  });
  if (parsed.success) return parsed.data;
  throw new AgentError("not-adoptable", `${file} says what a target file cannot: ${describeIssues(parsed.error)}.`);
}

/** The one line that brings our file in: where the upstream stood, or first in `http`, or first in a file that is inside it. */
function includeEdit(where: {
  upstream: UpstreamOffer | null;
  http: Directive | undefined;
  lines: readonly string[];
  snippet: string;
}): Edit {
  const { upstream, http, lines, snippet } = where;
  if (upstream !== null) {
    const { from, to } = upstream.block;
    const indent = /^\s*/.exec(lines[from] ?? "")?.[0] ?? "";
    return { at: from, remove: to - from + 1, insert: [`${indent}include ${snippet};`] };
  }
  const opening = http === undefined ? -1 : lines.findIndex((line, index) => index >= http.from && line.includes("{"));
  return { at: opening + 1, remove: 0, insert: [`${http === undefined ? "" : "    "}include ${snippet};`] };
}

const sorted = (edits: readonly Edit[]): Edit[] => [...edits].sort((a, b) => a.at - b.at);

function includesOf(directives: readonly Directive[]): string[] {
  const included = findAll(directives, "include").map(({ directive }) => directive.args[0] ?? "");
  const files = included.filter((path) => !path.endsWith("mime.types") && !path.includes("modules-enabled"));
  if (files.length === 0) return [];
  return [`what ${files.join(", ")} say: they were not read; adopt one of them for what is in it`];
}

function nextSteps({ file }: AdoptionOptions, config: NginxTargetConfig): string[] {
  return [
    `Make the lines of the diff in ${file}, check them with: nginx -t, and reload nginx once.`,
    `Let the agent's user write in the folder of ${config.snippet}: what is in that file, nginx's master reads as root.`,
    "Put nginx-check and nginx-reload on the allow-list of fleet-agent-helper, or take `helper` out of the target file where the agent may signal nginx itself.",
    "Look at the limits in the target file: they are the agent's last word on how far it may go.",
  ];
}

const blockOf = (directives: readonly Directive[], name: string): Directive | undefined =>
  directives.find((directive) => directive.name === name && directive.block !== null);

function notAdoptable({ file }: AdoptionOptions, why: string): AgentError {
  return new AgentError("not-adoptable", `${file} ${why}.`);
}
