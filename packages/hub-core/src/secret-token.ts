import { createHash } from "node:crypto";

/** What the database keeps of a secret token. The tokens are 32 random bytes, so a plain SHA-256 is enough. */
export function tokenHash(token: string): Uint8Array {
  return Uint8Array.from(createHash("sha256").update(token).digest());
}

/** A secret that carries the ids needed to look it up: `<prefix>_<id as 32 hex digits>…_<43 characters base64url>`. */
export function mintToken(prefix: string, ids: readonly string[], randomBytes: (length: number) => Uint8Array): string {
  const secret = Buffer.from(randomBytes(32)).toString("base64url");
  return [prefix, ...ids.map((id) => id.replaceAll("-", "")), secret].join("_");
}

/** The ids inside a token of that prefix, or null when it has another form. Says nothing about whether it is any good. */
export function idsOfToken(prefix: string, count: number, token: string): readonly string[] | null {
  const pattern = new RegExp(`^${prefix}_((?:[0-9a-f]{32}_){${count}})[A-Za-z0-9_-]{43}$`);
  const ids = pattern.exec(token)?.[1];
  if (ids === undefined) return null;
  return ids
    .split("_")
    .filter((id) => id !== "")
    .map((id) => id.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5"));
}
