/** One line of a haproxy.cfg: its words without quotes and comments, and where it stands (`to` is after its last continuation). */
export type ConfigLine = {
  readonly words: readonly string[];
  readonly from: number;
  readonly to: number;
  readonly text: string;
};

/** A section with its lines; `name` is "" where it has none. `from` is its own first line, `to` after its last. */
export type ConfigSection = {
  readonly kind: string;
  readonly name: string;
  readonly head: ConfigLine;
  readonly lines: readonly ConfigLine[];
  readonly to: number;
};

const SECTIONS = new Set([
  "global",
  "defaults",
  "frontend",
  "backend",
  "listen",
  "cache",
  "ring",
  "peers",
  "resolvers",
  "userlist",
  "mailers",
  "program",
  "http-errors",
  "fcgi-app",
  "log-forward",
  "crt-store",
  "traces",
  "log-profile",
  "acme",
]);

/** Reads a haproxy.cfg into sections. Words it does not know are kept as they are; nothing is judged here. */
export function parseSections(text: string): readonly ConfigSection[] {
  const sections: { kind: string; name: string; head: ConfigLine; lines: ConfigLine[]; to: number }[] = [];
  for (const line of parseLines(text)) {
    const [first = "", name = ""] = line.words;
    const current = sections.at(-1);
    if (SECTIONS.has(first))
      sections.push({ kind: first, name: first === "global" ? "" : name, head: line, lines: [], to: line.to });
    else if (current !== undefined) {
      current.lines.push(line);
      current.to = line.to;
    }
  }
  return sections;
}

function parseLines(text: string): ConfigLine[] {
  const raw = text.split("\n");
  const lines: ConfigLine[] = [];
  for (let at = 0; at < raw.length;) {
    const from = at;
    let joined = raw[at] ?? "";
    at += 1;
    let read = wordsOf(joined);
    // A backslash at the end joins the next line on, except within a comment.
    while (read.open && at < raw.length) {
      joined = `${joined.slice(0, -1)} ${(raw[at] ?? "").trimStart()}`;
      at += 1;
      read = wordsOf(joined);
    }
    if (read.words.length > 0) lines.push({ words: read.words, from, to: at, text: joined.trim() });
  }
  return lines;
}

/** Words as HAProxy cuts them: blanks separate, quotes hold together, a backslash takes the next character as it is. */
function wordsOf(line: string): { words: string[]; open: boolean } {
  const words: string[] = [];
  let word: string | null = null;
  let quote: string | null = null;
  for (let at = 0; at < line.length; at += 1) {
    const char = line[at] ?? "";
    if (char === "\\" && quote !== "'") {
      if (at === line.length - 1) return { words: word === null ? words : [...words, word], open: true };
      at += 1;
      word = (word ?? "") + (line[at] ?? "");
    } else if (quote !== null) {
      if (char === quote) quote = null;
      else word = (word ?? "") + char;
    } else if (char === '"' || char === "'") {
      quote = char;
      word = word ?? "";
    } else if (char === "#") break;
    else if (/\s/.test(char)) {
      if (word !== null) words.push(word);
      word = null;
    } else word = (word ?? "") + char;
  }
  return { words: word === null ? words : [...words, word], open: false };
}
