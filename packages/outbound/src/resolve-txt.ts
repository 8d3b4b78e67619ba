import { Resolver } from "node:dns/promises";

/** What the DNS says of a name: its TXT records, that there are none, or nothing at all. */
export type TxtAnswer =
  | { readonly kind: "found"; readonly records: readonly string[] }
  | { readonly kind: "none" }
  | { readonly kind: "unanswered" };

export type ResolveTxt = (name: string) => Promise<TxtAnswer>;

type Settings = { readonly servers?: readonly string[]; readonly timeoutMs?: number; readonly tries?: number };

/** Asks the machine's name servers (or these, as `address:port`) for TXT records. The parts of one record are put together. */
export function makeResolveTxt({ servers, timeoutMs = 3_000, tries = 2 }: Settings = {}): ResolveTxt {
  return async (name) => {
    // One for each question: a shared one keeps to the name server that failed last.
    const resolver = new Resolver({ timeout: timeoutMs, tries });
    if (servers !== undefined) resolver.setServers([...servers]);
    try {
      const records = await resolver.resolveTxt(name);
      return { kind: "found", records: records.map((parts) => parts.join("")) };
    } catch (error) {
      const code = error instanceof Error && "code" in error ? error.code : null;
      return { kind: code === "ENOTFOUND" || code === "ENODATA" ? "none" : "unanswered" };
    }
  };
}
