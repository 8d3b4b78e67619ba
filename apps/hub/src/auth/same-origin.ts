/** True when a browser says that the request came from one of the hub's own pages. No Origin header is no proof. */
export function isSameOrigin(headers: Headers, hubUrl: string): boolean {
  const origin = headers.get("origin");
  if (origin !== null) return origin === hubUrl;
  return headers.get("sec-fetch-site") === "same-origin";
}
