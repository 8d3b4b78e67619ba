/** A run of text within a block. Links carry http(s), mailto or in-page addresses only. */
export type Inline =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "code"; readonly text: string }
  | { readonly kind: "strong" | "emphasis"; readonly children: readonly Inline[] }
  | { readonly kind: "link"; readonly href: string; readonly children: readonly Inline[] };

// No alternative looks further than a label or an address may be long: a text of brackets alone costs no more than its length.
const pattern =
  /`(?<code>[^`]+)`|\*\*(?<strong>[^*]+(?:\*[^*]+)*)\*\*|(?<![\w*])[*_](?<emphasis>[^*_\s](?:[^*_]{0,2000}[^*_\s])?)[*_](?!\w)|\[(?<label>[^[\]]{1,500})\]\((?<href>[^()\s]{1,2000})\)/g;

const safeHref = /^(?:https?:\/\/|mailto:|#)/i;

/** Parses inline Markdown: code, strong, emphasis, links. Everything else, HTML included, stays text. */
export function parseInline(source: string, depth = 0): readonly Inline[] {
  const parts: Inline[] = [];
  let at = 0;
  for (const match of depth > 4 ? [] : source.matchAll(pattern)) {
    if (match.index > at) parts.push({ kind: "text", text: source.slice(at, match.index) });
    parts.push(toInline(match, depth));
    at = match.index + match[0].length;
  }
  if (at < source.length) parts.push({ kind: "text", text: source.slice(at) });
  return parts;
}

function toInline(match: RegExpExecArray, depth: number): Inline {
  const { code, strong, emphasis, label, href } = match.groups ?? {};
  if (code !== undefined) return { kind: "code", text: code };
  if (strong !== undefined) return { kind: "strong", children: parseInline(strong, depth + 1) };
  if (emphasis !== undefined) return { kind: "emphasis", children: parseInline(emphasis, depth + 1) };
  if (label !== undefined && href !== undefined && safeHref.test(href)) {
    return { kind: "link", href, children: parseInline(label, depth + 1) };
  }
  return { kind: "text", text: match[0] };
}
