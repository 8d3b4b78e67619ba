/** Text that is markup already. */
export type Markup = { readonly markup: string };

type Part = Markup | string | number | readonly Markup[];

/** Markup from a template: what is put in is escaped unless it is markup itself. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return { markup: strings.reduce((text, string, at) => `${text}${written(parts[at - 1] ?? "")}${string}`) };
}

/** Markup out of pieces, one after the other. */
export function joined(pieces: readonly Markup[]): Markup {
  return { markup: pieces.map(({ markup }) => markup).join("") };
}

export const nothing: Markup = { markup: "" };

function written(part: Part): string {
  if (typeof part === "string" || typeof part === "number") return escaped(String(part));
  return "markup" in part ? part.markup : joined(part).markup;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
