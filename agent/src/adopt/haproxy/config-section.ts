/** One line of a haproxy.cfg: its words without quotes, its text without comment, and which line it is, counted from 0. */
export type ConfigLine = {
  readonly words: readonly string[];
  readonly text: string;
  readonly indent: string;
  readonly at: number;
};

/** A section with its lines; `name` is "" where it has none. */
export type ConfigSection = {
  readonly kind: string;
  readonly name: string;
  readonly head: ConfigLine;
  readonly lines: readonly ConfigLine[];
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
  "log-profile",
  "crt-store",
  "traces",
  "acme",
]);

/** Whether parts of the file hold under conditions only (`.if`), which HAProxy decides when it starts. */
export function hasConditions(text: string): boolean {
  return /^\s*\.if\b/m.test(text);
}

/**
 * Reads a haproxy.cfg into sections. Words it does not know are kept as they are; nothing is judged here. Conditions (`.if`)
 * are passed over: what is in them is read as if it held.
 */
export function parseSections(text: string): readonly ConfigSection[] {
  const sections: { kind: string; name: string; head: ConfigLine; lines: ConfigLine[] }[] = [];
  for (const line of parseLines(text)) {
    const [kind = "", name = ""] = line.words;
    if (SECTIONS.has(kind)) sections.push({ kind, name, head: line, lines: [] });
    else sections.at(-1)?.lines.push(line);
  }
  return sections;
}

function parseLines(text: string): ConfigLine[] {
  return text.split("\n").flatMap((raw, at) => {
    const { words, end } = wordsOf(raw);
    const indent = /^\s*/.exec(raw)?.[0] ?? "";
    const nothing = words.length === 0 || /^\.(if|elif|else|endif|diag|notice|warning|alert)$/.test(words[0] ?? "");
    return nothing ? [] : [{ words, text: raw.slice(0, end).trim(), indent, at }];
  });
}

/** Words as HAProxy cuts them: blanks separate, quotes hold together, a backslash takes the next character as it is. */
function wordsOf(line: string): { words: string[]; end: number } {
  const words: string[] = [];
  let word: string | null = null;
  let quote: string | null = null;
  let at = 0;
  for (; at < line.length; at += 1) {
    const char = line[at] ?? "";
    if (char === "\\" && quote !== "'" && at < line.length - 1) {
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
  return { words: word === null ? words : [...words, word], end: at };
}
