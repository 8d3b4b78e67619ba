/** One property of iCalendar: its name and parameters in upper case, its value as it stands. */
export type IcsProperty = {
  readonly name: string;
  readonly parameters: ReadonlyMap<string, string>;
  readonly value: string;
};

/** One component and what is inside it, in order. */
export type IcsComponent = {
  readonly name: string;
  readonly properties: readonly IcsProperty[];
  readonly components: readonly IcsComponent[];
};

const DEEPEST = 8;
const NAME = /^[A-Za-z0-9-]+/;
const PARAMETER = /;([A-Za-z0-9-]+)=((?:"[^"]*"|[^";:,]*)(?:,(?:"[^"]*"|[^";:,]*))*)/y;

/** The content lines of an iCalendar text (RFC 5545 3.1) as components; null when they are not nested rightly. */
export function parseIcs(text: string): readonly IcsComponent[] | null {
  const root: Open = { name: "", properties: [], components: [] };
  const open: Open[] = [root];
  for (const line of unfolded(text)) {
    const property = parseProperty(line);
    if (property === null) return null;
    const current = open.at(-1);
    const component = property.value.trim().toUpperCase();
    if (property.name === "BEGIN") {
      if (open.length > DEEPEST) return null;
      const inner: Open = { name: component, properties: [], components: [] };
      current?.components.push(inner);
      open.push(inner);
    } else if (property.name === "END") {
      if (open.length === 1 || open.pop()?.name !== component) return null;
    } else if (open.length === 1) return null;
    else current?.properties.push(property);
  }
  return open.length === 1 ? root.components : null;
}

type Open = { name: string; properties: IcsProperty[]; components: Open[] };

// A line that begins with a blank goes on where the one before ended.
function unfolded(text: string): readonly string[] {
  const plain = text.startsWith("\uFEFF") ? text.slice(1) : text;
  return plain
    .replace(/\r?\n[ \t]/g, "")
    .split(/\r?\n/)
    .filter((line) => line !== "");
}

function parseProperty(line: string): IcsProperty | null {
  const name = NAME.exec(line)?.[0];
  if (name === undefined) return null;
  const parameters = new Map<string, string>();
  let at = name.length;
  for (;;) {
    PARAMETER.lastIndex = at;
    const match = PARAMETER.exec(line);
    if (match === null) break;
    const [whole, key = "", value = ""] = match;
    parameters.set(key.toUpperCase(), value.replaceAll('"', ""));
    at += whole.length;
  }
  return line[at] === ":" ? { name: name.toUpperCase(), parameters, value: line.slice(at + 1) } : null;
}

/** TEXT with its escapes undone (RFC 5545 3.3.11). */
export function icsText(value: string): string {
  return value.replace(/\\([\\;,nN])/g, (_whole, escaped: string) =>
    escaped === "n" || escaped === "N" ? "\n" : escaped,
  );
}
