/** A run of text within a block. Links carry http(s), mailto or in-page addresses only. */
export type Inline =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "code"; readonly text: string }
  | { readonly kind: "strong" | "emphasis"; readonly children: readonly Inline[] }
  | { readonly kind: "link"; readonly href: string; readonly children: readonly Inline[] };

const pattern =
  /`(?<code>[^`]+)`|\*\*(?<strong>(?:[^*]|\*(?!\*))+)\*\*|(?<![\w*])[*_](?<emphasis>[^*_\s](?:[^*_]*[^*_\s])?)[*_](?!\w)|\[(?<label>[^\]]+)\]\((?<href>[^()\s]+)\)/;

const safeHref = /^(?:https?:\/\/|mailto:|#)/i;

/** Parses inline Markdown: code, strong, emphasis, links. Everything else, HTML included, stays text. */
export function parseInline(source: string, depth = 0): readonly Inline[] {
  const match = depth > 4 ? null : pattern.exec(source);
  if (match === null) return source === "" ? [] : [{ kind: "text", text: source }];
  const before = source.slice(0, match.index);
  const after = source.slice(match.index + match[0].length);
  return [
    ...(before === "" ? [] : [{ kind: "text", text: before } as const]),
    toInline(match, depth),
    ...parseInline(after, depth),
  ];
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
