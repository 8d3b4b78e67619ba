/** A path of this hub to continue at after signing in; anything that could lead elsewhere becomes the store. */
export function returnPath(raw: unknown): string {
  if (typeof raw !== "string" || !/^\/(?![/\\])[^\s\\]*$/.test(raw) || raw.startsWith("/api/")) return "/store";
  return raw;
}
