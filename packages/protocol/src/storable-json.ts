const MAX_DEPTH = 32;

/**
 * The parsed value, or undefined (which JSON cannot say) when the text is no JSON or PostgreSQL's jsonb would refuse it:
 * a NUL, half a surrogate pair, or nesting over 32. One such value would fail its whole batch, again and again.
 */
export function parseStorableJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return isStorable(value, 0) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isStorable(value: unknown, depth: number): boolean {
  if (depth > MAX_DEPTH) return false;
  if (typeof value === "string") return isStorableText(value);
  if (Array.isArray(value)) return value.every((item) => isStorable(item, depth + 1));
  if (typeof value !== "object" || value === null) return true;
  return Object.entries(value).every(([key, item]) => isStorableText(key) && isStorable(item, depth + 1));
}

function isStorableText(text: string): boolean {
  return text.isWellFormed() && !text.includes("\0");
}
