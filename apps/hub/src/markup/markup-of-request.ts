const place = Symbol.for("fleet-persona.markup-of-request");
type Shared = { [place]?: Map<string, string> };

/**
 * Markup of the pages that are being made. Next bundles what reads data and what writes HTML apart, so that they share nothing but the
 * process; whoever puts something here takes it away when its page was sent.
 */
export function markupOfRequest(): Map<string, string> {
  const shared = globalThis as Shared;
  return (shared[place] ??= new Map<string, string>());
}
