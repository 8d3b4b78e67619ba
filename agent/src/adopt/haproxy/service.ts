import { AgentError } from "../../agent-error.ts";
import type { AdoptionOptions } from "../adopter.ts";
import type { ConfigLine, ConfigSection } from "./config-section.ts";

/** One place where requests are sent to the service: by default, or when a condition holds. */
export type Route = { readonly frontend: ConfigSection; readonly line: ConfigLine | null; readonly condition: string };

/** What is to be steered: a backend (or a listen) with servers, what it inherits, and who sends requests to it. */
export type Service = {
  readonly sections: readonly ConfigSection[];
  readonly section: ConfigSection;
  readonly defaults: ConfigSection | null;
  readonly routes: readonly Route[];
  /** Other sections with servers, which stay as they are. */
  readonly others: readonly string[];
};

/** Finds the service: the one that is asked for, the only one there is, or where the first frontend sends by default. */
export function findService(sections: readonly ConfigSection[], { file, backend }: AdoptionOptions): Service {
  const candidates = sections.filter((section) => isServed(section));
  const names = candidates.map(({ name }) => name);
  if (candidates.length === 0) throw new AgentError("not-adoptable", `${file} has no backend with servers to steer.`);
  const first = sections.filter(({ kind }) => kind === "frontend").map((front) => defaultBackend(front, sections));
  const wanted = backend ?? (names.length === 1 ? names[0] : first.find((name) => names.includes(name ?? "")));
  const section = candidates.find(({ name }) => name === wanted);
  if (section === undefined)
    throw new AgentError(
      "not-adoptable",
      `${backend === undefined ? `${file} has several backends` : `${file} has no backend ${backend} with servers`}: choose with --backend one of ${names.join(", ")}.`,
    );
  return {
    sections,
    section,
    defaults: defaultsOf(section, sections),
    routes: routesTo(section, sections),
    others: names.filter((name) => name !== section.name),
  };
}

/** The defaults that a section inherits: those it names, or the last ones before it. */
export function defaultsOf(section: ConfigSection, sections: readonly ConfigSection[]): ConfigSection | null {
  const from = section.head.words.indexOf("from");
  const all = sections.filter(({ kind }) => kind === "defaults");
  if (from !== -1) return all.find(({ name }) => name === section.head.words[from + 1]) ?? null;
  return all.findLast((candidate) => candidate.head.at < section.head.at) ?? null;
}

/** The lines that hold for a section: what it inherits, then its own. */
export function effectiveLines(section: ConfigSection, sections: readonly ConfigSection[]): readonly ConfigLine[] {
  return [...(defaultsOf(section, sections)?.lines ?? []), ...section.lines];
}

/** The last value of a word that a section or its defaults set; undefined when neither does. */
export function effective(section: ConfigSection, sections: readonly ConfigSection[], ...words: readonly string[]) {
  const set = effectiveLines(section, sections).findLast((line) => words.every((word, at) => line.words[at] === word));
  return set?.words.slice(words.length);
}

function isServed({ kind, lines }: ConfigSection): boolean {
  return (
    (kind === "backend" || kind === "listen") &&
    lines.some(({ words: [first] }) => first === "server" || first === "server-template")
  );
}

function defaultBackend(front: ConfigSection, sections: readonly ConfigSection[]): string | undefined {
  return effective(front, sections, "default_backend")?.[0];
}

function routesTo(section: ConfigSection, sections: readonly ConfigSection[]): Route[] {
  if (section.kind === "listen") return [{ frontend: section, line: null, condition: "" }];
  return sections
    .filter(({ kind }) => kind === "frontend" || kind === "listen")
    .flatMap((frontend) => {
      const conditional = frontend.lines
        .filter(({ words: [first, name] }) => first === "use_backend" && name === section.name)
        .map((line): Route => ({ frontend, line, condition: line.text.replace(/^\S+\s+\S+\s*/, "") }));
      const byDefault = defaultBackend(frontend, sections) === section.name;
      return byDefault ? [...conditional, { frontend, line: null, condition: "" }] : conditional;
    });
}
