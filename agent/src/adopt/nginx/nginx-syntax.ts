/** One directive with where it stands; lines count from 0. `isAlone` says that its lines hold nothing else but comments. */
export type Directive = {
  readonly name: string;
  readonly args: readonly string[];
  readonly from: number;
  readonly to: number;
  readonly isAlone: boolean;
  readonly block: readonly Directive[] | null;
};

type Token = { readonly text: string; readonly line: number; readonly isQuoted: boolean };

/** Reads the text of an nginx configuration; null when it is not one (a brace or a quote that does not close, a directive without its end). */
export function parseNginx(text: string): readonly Directive[] | null {
  const tokens = tokensOf(text);
  if (tokens === null) return null;
  const perLine = new Map<number, number>();
  for (const { line } of tokens) perLine.set(line, (perLine.get(line) ?? 0) + 1);
  const reader = { tokens, at: 0, perLine };
  const directives = readBlock(reader, false);
  return directives !== null && reader.at === tokens.length ? directives : null;
}

/** Every directive of this name, at any depth, with the names of the blocks it is in. */
export function findAll(
  directives: readonly Directive[],
  name: string,
  inside: readonly string[] = [],
): { directive: Directive; inside: readonly string[] }[] {
  return directives.flatMap((directive) => [
    ...(directive.name === name ? [{ directive, inside }] : []),
    ...findAll(directive.block ?? [], name, [...inside, directive.name]),
  ]);
}

type Reader = { readonly tokens: readonly Token[]; at: number; readonly perLine: ReadonlyMap<number, number> };

function readBlock(reader: Reader, isInner: boolean): readonly Directive[] | null {
  const directives: Directive[] = [];
  while (reader.at < reader.tokens.length) {
    if (isMark(reader.tokens[reader.at], "}")) return isInner ? directives : null;
    const directive = readDirective(reader);
    if (directive === null) return null;
    directives.push(directive);
  }
  return isInner ? null : directives;
}

function readDirective(reader: Reader): Directive | null {
  const start = reader.at;
  const words: Token[] = [];
  for (;;) {
    const token = reader.tokens[reader.at];
    if (token === undefined) return null;
    reader.at += 1;
    if (isMark(token, "}")) return null;
    const opens = isMark(token, "{");
    if (!opens && !isMark(token, ";")) {
      words.push(token);
      continue;
    }
    const block = opens ? readBlock(reader, true) : null;
    if (opens && block === null) return null;
    if (opens) reader.at += 1;
    return finish(reader, start, words, block);
  }
}

function finish(reader: Reader, start: number, words: readonly Token[], block: Directive["block"]): Directive | null {
  const [name, ...args] = words.map(({ text }) => text);
  const from = reader.tokens[start]?.line ?? 0;
  const to = reader.tokens[reader.at - 1]?.line ?? from;
  if (name === undefined) return null;
  let onItsLines = 0;
  for (let line = from; line <= to; line += 1) onItsLines += reader.perLine.get(line) ?? 0;
  return { name, args, from, to, isAlone: onItsLines === reader.at - start, block };
}

const isMark = (token: Token | undefined, mark: string): boolean => token?.text === mark && !token.isQuoted;

function tokensOf(text: string): readonly Token[] | null {
  const tokens: Token[] = [];
  let line = 0;
  let at = 0;
  while (at < text.length) {
    const char = text[at] ?? "";
    if (/\s/.test(char)) {
      if (char === "\n") line += 1;
      at += 1;
    } else if (char === "#") {
      while (at < text.length && text[at] !== "\n") at += 1;
    } else if ("{};".includes(char)) {
      tokens.push({ text: char, line, isQuoted: false });
      at += 1;
    } else {
      const word = char === '"' || char === "'" ? quoted(text, at) : bare(text, at);
      if (word === null) return null;
      tokens.push({ text: word.text, line, isQuoted: word.isQuoted });
      line += text.slice(at, word.end).split("\n").length - 1;
      at = word.end;
    }
  }
  return tokens;
}

type Word = { readonly text: string; readonly end: number; readonly isQuoted: boolean };

function quoted(text: string, start: number): Word | null {
  const quote = text[start];
  let value = "";
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === quote) return { text: value, end: at + 1, isQuoted: true };
    if (text[at] === "\\" && at + 1 < text.length) at += 1;
    value += text[at] ?? "";
  }
  return null;
}

// `${name}` is a variable and not a block.
function bare(text: string, start: number): Word {
  const found = /^(?:\\[\s\S]|\$\{\w*\}|[^\s{};\\])+/.exec(text.slice(start))?.[0] ?? text[start] ?? "";
  return { text: found, end: start + found.length, isQuoted: false };
}
