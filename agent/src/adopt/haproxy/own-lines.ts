import { dirname, join } from "node:path";
import { LOG_FORMAT } from "../../collectors/haproxy/log-line.ts";
import type { Edit } from "../adopter.ts";
import type { ConfigLine, ConfigSection } from "./config-section.ts";
import type { Names } from "./names.ts";
import { effectiveLines, type Service } from "./service.ts";

/** The stats socket the agent uses: one that is there with level admin, or one to add. */
export type StatsSocket = { readonly path: string; readonly edit: Edit | null };

/** How request lines reach the ring: in our format, in HAProxy's own, or not at all because of what is there. */
export type LogPlan =
  | { readonly kind: "fleet" | "httplog"; readonly edits: readonly Edit[] }
  | { readonly kind: "none"; readonly because: string };

/** Finds a socket with the right to change things, else proposes one beside those there are. */
export function statsSocket(sections: readonly ConfigSection[]): StatsSocket {
  const globals = sections.filter(({ kind }) => kind === "global");
  const lines = globals.flatMap((section) => section.lines.filter((line) => isStatsSocket(line)));
  const paths = lines.map((line) => ({ line, path: unixPath(line.words[2] ?? "") }));
  const admin = paths.find(
    ({ line, path }) => path !== null && line.words[line.words.indexOf("level") + 1] === "admin",
  );
  if (admin?.path != null) return { path: admin.path, edit: null };
  const beside = paths.find(({ path }) => path !== null)?.path;
  const path = join(beside == null ? "/run/haproxy" : dirname(beside), "fleet-agent.sock");
  const [global] = globals;
  if (global === undefined)
    return { path, edit: { at: 0, remove: 0, insert: ["global", `  stats socket ${path} mode 660 level admin`, ""] } };
  const after = lines.findLast((line) => global.lines.includes(line));
  return { path, edit: insertAfter(global, after, [`stats socket ${path} mode 660 level admin`]) };
}

/** `use_backend` lines that send what went to the service through its steered backends, where they are not there yet. */
export function routeEdits({ routes }: Service, names: Names, destination: string): Edit[] {
  return routes.flatMap(({ frontend, line, condition }) => {
    const wanted = condition === "" ? `use_backend ${destination}` : `use_backend ${destination} ${condition}`;
    const there = frontend.lines.some(
      ({ words: [first, name = ""], text }) =>
        first === "use_backend" &&
        name.startsWith(names.prefix) &&
        text.endsWith(condition) &&
        hasCondition(text) === (condition !== ""),
    );
    if (there) return [];
    if (line !== null) return [{ at: line.at, remove: 0, insert: [`${line.indent}${wanted}`] }];
    // After every rule that sends elsewhere, or it would take their requests.
    const last = frontend.lines.findLast(
      ({ words: [first] }) => first === "use_backend" || first === "default_backend",
    );
    return [insertAfter(frontend, last ?? frontend.lines.at(-1), [wanted])];
  });
}

/** The lines that make a frontend tell the ring about each request without changing what its own logs say. */
export function logPlan({ routes, sections }: Service, http: boolean, names: Names): LogPlan {
  if (!http) return { kind: "none", because: "it is not in mode http" };
  const frontends = [...new Set(routes.map(({ frontend }) => frontend))];
  const plans = frontends.map((frontend) => ({ frontend, format: formatOf(frontend, sections, names) }));
  if (plans.length === 0) return { kind: "none", because: "no frontend sends requests to it by name" };
  const odd = plans.find(({ format }) => format === "other");
  if (odd !== undefined)
    return {
      kind: "none",
      because: `frontend ${odd.frontend.name} logs in a format of its own, and a frontend has one format; \`option httplog\` would do for both`,
    };
  const httplog = plans.some(({ format }) => format === "httplog");
  if (httplog && plans.some(({ format }) => format !== "httplog"))
    return { kind: "none", because: "its frontends log in different formats; give each `option httplog`" };
  const edits = plans.flatMap(({ frontend, format }) => {
    const insert = [
      ...(hasRing(frontend, names) ? [] : [`log ring@${names.ring} format raw local0`]),
      ...(format === "silent" ? [`log-format "${LOG_FORMAT}"`] : []),
    ];
    const after = frontend.lines.findLast(({ words: [word] }) => word === "bind" || word === "mode" || word === "log");
    return insert.length === 0 ? [] : [insertAfter(frontend, after, insert)];
  });
  return { kind: httplog ? "httplog" : "fleet", edits };
}

// `silent` logs nothing yet, so a format of ours disturbs nobody.
function formatOf(
  frontend: ConfigSection,
  sections: readonly ConfigSection[],
  names: Names,
): "fleet" | "httplog" | "silent" | "other" {
  const lines = effectiveLines(frontend, sections);
  const isFormat = ({ words: [first, second = ""] }: ConfigLine) =>
    first === "log-format" || (first === "option" && ["httplog", "tcplog", "httpslog"].includes(second));
  const format = lines.findLast((line) => isFormat(line));
  if (format?.words[1] === LOG_FORMAT) return "fleet";
  if (format?.words[1] === "httplog" && !format.words.includes("clf")) return "httplog";
  if (format !== undefined) return "other";
  const logs = lines.some(({ words: [first, second = ""] }) => first === "log" && second !== `ring@${names.ring}`);
  return logs ? "other" : "silent";
}

const hasRing = ({ lines }: ConfigSection, { ring }: Names) =>
  lines.some(({ words: [first, second] }) => first === "log" && second === `ring@${ring}`);

const isStatsSocket = ({ words: [first, second] }: ConfigLine) => first === "stats" && second === "socket";

const hasCondition = (text: string) => /\s(if|unless)\s/.test(text);

// Other address families, file descriptors and names from the environment cannot be known from here.
function unixPath(address: string): string | null {
  const path = address.replace(/^unix@/, "");
  return path.startsWith("/") && !path.includes("$") ? path : null;
}

function insertAfter(section: ConfigSection, line: ConfigLine | undefined, lines: readonly string[]): Edit {
  const indent = line?.indent ?? section.lines[0]?.indent ?? "    ";
  return { at: (line ?? section.head).at + 1, remove: 0, insert: lines.map((text) => `${indent}${text}`) };
}
