class Made {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** HTML that `markup` made; what somebody wrote stands in it as text. */
export type Markup = Made;

/** What can stand in markup: text, which is escaped, markup, and nothing where something is absent. */
export type MarkupPart = string | number | Markup | readonly Markup[] | false | null | undefined;

const cleaned = new WeakMap<TemplateStringsArray, readonly string[]>();

/**
 * HTML as text, for lists of hundreds of elements: React would take most of a page's time for them. Text is escaped, also in attributes,
 * which must be quoted; an address must be one of ours. A line break and the blanks around it are nothing, as in JSX.
 */
export function markup(parts: TemplateStringsArray, ...values: readonly MarkupPart[]): Markup {
  let fixed = cleaned.get(parts);
  if (fixed === undefined) {
    fixed = withoutLineBreaks(parts);
    cleaned.set(parts, fixed);
  }
  let text = fixed[0] ?? "";
  for (let place = 0; place < values.length; place += 1) text += textOf(values[place]) + (fixed[place + 1] ?? "");
  return new Made(text);
}

function withoutLineBreaks(parts: readonly string[]): readonly string[] {
  let inTag = false;
  return parts.map((part) =>
    part.replaceAll(/[<>]|\s*\n\s*/g, (found) => {
      if (found === "<" || found === ">") inTag = found === "<";
      else return inTag ? " " : "";
      return found;
    }),
  );
}

function textOf(value: MarkupPart): string {
  if (value === false || value === null || value === undefined) return "";
  if (typeof value === "string") return escaped(value);
  if (typeof value === "number") return String(value);
  return value instanceof Made ? value.text : value.map(madeText).join("");
}

function madeText(value: Markup): string {
  if (value instanceof Made) return value.text;
  throw new TypeError("Only what markup made is markup.");
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escaped(text: string): string {
  return /[&<>"']/.test(text) ? text.replaceAll(/[&<>"']/g, (sign) => entities[sign] ?? "") : text;
}
