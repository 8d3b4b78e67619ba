const LABEL = /[ \t]*([a-zA-Z_][a-zA-Z0-9_]*)[ \t]*(=~|!~|!=|=)[ \t]*"((?:[^"\\]|\\.)*)"[ \t]*(,?)/y;
const CLOSE = /[ \t]*\}/y;
const MOST_LABELS = 64;
const ESCAPES: Readonly<Record<string, string>> = { "\\\\": "\\", '\\"': '"', "\\n": "\n" };

export type Matcher = { readonly label: string; readonly operator: string; readonly value: string };

/** The comma-separated `name="value"` in braces at `from`, and where what follows begins. Null for anything else. */
export function parseMatchers(
  text: string,
  from: number,
): { readonly matchers: readonly Matcher[]; readonly end: number } | null {
  if (text[from] !== "{") return { matchers: [], end: from };
  const matchers: Matcher[] = [];
  let at = from + 1;
  for (let open = true; open;) {
    CLOSE.lastIndex = at;
    if (CLOSE.test(text)) return { matchers, end: CLOSE.lastIndex };
    LABEL.lastIndex = at;
    const match = LABEL.exec(text);
    if (match === null || matchers.length >= MOST_LABELS) return null;
    const [, label = "", operator = "", value = "", comma] = match;
    matchers.push({ label, operator, value: value.replace(/\\[\\"n]/g, (escape) => ESCAPES[escape] ?? escape) });
    at = LABEL.lastIndex;
    open = comma === ",";
  }
  CLOSE.lastIndex = at;
  return CLOSE.test(text) ? { matchers, end: CLOSE.lastIndex } : null;
}

/** The labels of a sample at `from`: as matchers, but each an equation and each name once. */
export function parseLabels(
  text: string,
  from: number,
): { readonly labels: ReadonlyMap<string, string>; readonly end: number } | null {
  const parsed = parseMatchers(text, from);
  if (parsed === null || parsed.matchers.some(({ operator }) => operator !== "=")) return null;
  const labels = new Map(parsed.matchers.map(({ label, value }) => [label, value]));
  return labels.size === parsed.matchers.length ? { labels, end: parsed.end } : null;
}
