type Page = { readonly limit: number; readonly offset: number };
type Extent = { readonly total: number; readonly furthest: number };

/** The `Link` header of a page that has a next one (RFC 8288). What lies beyond the furthest offset that may be asked for has none. */
export function nextLink(
  request: Request,
  { limit, offset }: Page,
  { total, furthest }: Extent,
): Record<string, string> {
  const next = offset + limit;
  if (next >= total || next > furthest) return {};
  const { pathname, searchParams } = new URL(request.url);
  const query = new URLSearchParams(searchParams);
  query.set("offset", String(next));
  return { link: `<${pathname}?${query.toString()}>; rel="next"` };
}
