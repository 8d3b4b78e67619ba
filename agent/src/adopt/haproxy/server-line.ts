import type { ConfigLine } from "./config-section.ts";
import { effectiveLines, type Service } from "./service.ts";

/** A server as the target needs to know it. */
export type KnownServer = {
  readonly name: string;
  readonly line: ConfigLine;
  readonly checked: boolean;
  readonly weight: number;
  /** 0 where there is no limit. */
  readonly maxConnections: number;
  readonly backup: boolean;
  /** From a `server-template`, which makes several of one line. */
  readonly template: boolean;
};

/** Every server of the service, with what `default-server` lines give it. */
export function serversOf({ section, sections }: Service): readonly KnownServer[] {
  const inherited = effectiveLines(section, sections)
    .filter(({ words: [first] }) => first === "default-server")
    .flatMap(({ words }) => words.slice(1));
  return section.lines.flatMap((line) => {
    const [first, name = "", third = ""] = line.words;
    if (first === "server") return [known(name, line, [...inherited, ...line.words.slice(3)], false)];
    if (first !== "server-template") return [];
    const own = [...inherited, ...line.words.slice(4)];
    return numbers(third).map((number) => known(`${name}${number}`, line, own, true));
  });
}

function known(name: string, line: ConfigLine, words: readonly string[], template: boolean): KnownServer {
  const number = (word: string, fallback: number) => {
    const at = words.lastIndexOf(word);
    return at === -1 ? fallback : Number(words[at + 1]);
  };
  return {
    name,
    line,
    checked: words.lastIndexOf("check") > words.lastIndexOf("no-check"),
    weight: number("weight", 1),
    maxConnections: number("maxconn", 0),
    backup: words.lastIndexOf("backup") > words.lastIndexOf("non-backup"),
    template,
  };
}

/** `3` means 1 to 3, `2-5` means what it says. */
function numbers(range: string): number[] {
  const [low = "", high] = range.split("-");
  const first = high === undefined ? 1 : Number(low);
  const last = Number(high ?? low);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
}
