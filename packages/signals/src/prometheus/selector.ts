import { parseMatchers } from "./labels.ts";

/** A metric name and what its labels must be, as in PromQL: `http_requests_total{code=~"5.."}`. */
export type Selector = { readonly name: string; matches(labels: ReadonlyMap<string, string>): boolean };

const NAME = /^[a-zA-Z_:][a-zA-Z0-9_:]*/;

/** Parses a selector; null for anything else. Expressions match the whole value; a label that is absent is "". */
export function parseSelector(text: string): Selector | null {
  const trimmed = text.trim();
  const name = NAME.exec(trimmed)?.[0];
  if (name === undefined) return null;
  const parsed = parseMatchers(trimmed, name.length);
  if (parsed === null || parsed.end !== trimmed.length) return null;
  const tests: { label: string; test: (value: string) => boolean }[] = [];
  for (const { label, operator, value } of parsed.matchers) {
    const test = testOf(operator, value);
    if (test === null) return null;
    tests.push({ label, test });
  }
  return { name, matches: (labels) => tests.every(({ label, test }) => test(labels.get(label) ?? "")) };
}

function testOf(operator: string, value: string): ((own: string) => boolean) | null {
  if (operator === "=") return (own) => own === value;
  if (operator === "!=") return (own) => own !== value;
  try {
    const pattern = new RegExp(`^(?:${value})$`, "u");
    return operator === "=~" ? (own) => pattern.test(own) : (own) => !pattern.test(own);
  } catch {
    return null;
  }
}
