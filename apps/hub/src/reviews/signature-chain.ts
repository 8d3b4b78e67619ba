import type { ReviewSubject } from "@fleet-persona/hub-core";

/** One tick of the chain: who vouches for what, since when. */
export type ChainLink = {
  readonly name: "publisher" | "pin" | "attestation" | "freshness";
  /** `open`: nobody vouches for it yet; nothing is wrong. */
  readonly state: "good" | "warn" | "bad" | "open";
  readonly title: string;
  readonly detail: string;
  readonly fingerprints: readonly string[];
  readonly at: number | null;
};

/** The chain of signatures that a version reaches a host by, in the order in which an agent checks them. */
export type SignatureChainView = { readonly links: readonly ChainLink[]; readonly digest: string };

/** What others vouch for beside the publisher; null while nobody does. */
export type Vouched = {
  readonly attestation: Omit<ChainLink, "name"> | null;
  readonly freshness: Omit<ChainLink, "name"> | null;
};

type Subject = Pick<ReviewSubject, "keys" | "otherPins" | "publisherName" | "digest" | "publishedAt">;

/** The chain of a version: what its publisher signed, what the tenant pinned, and what others vouch for. */
export function signatureChain(
  subject: Subject,
  vouched: Vouched = { attestation: null, freshness: null },
): SignatureChainView {
  const { attestation, freshness } = vouched;
  return {
    digest: subject.digest,
    links: [
      publisherLink(subject),
      pinLink(subject),
      attestation === null
        ? open("attestation", "Gate attestation", notAttested)
        : { name: "attestation", ...attestation },
      freshness === null ? open("freshness", "Freshness", notFresh) : { name: "freshness", ...freshness },
    ],
  };
}

const notAttested = "This hub's gate does not sign its verdicts yet: you read them from the hub itself.";
const notFresh = "This hub keeps no signed list of what is current yet: agents refuse older versions by number alone.";

function publisherLink({ keys, publisherName, publishedAt }: Subject): ChainLink {
  const good = keys.filter(({ revokedAt }) => revokedAt === null);
  const revoked = good.length === 0;
  return {
    name: "publisher",
    state: revoked ? "bad" : "good",
    title: revoked ? `Signed by ${publisherName} with a revoked key` : `Signed by ${publisherName}`,
    detail: "Over the exact bytes of persona.json, which names every file by size and SHA-256.",
    fingerprints: (revoked ? keys : good).map(({ fingerprint }) => fingerprint),
    at: publishedAt,
  };
}

function pinLink({ keys, otherPins, publisherName }: Subject): ChainLink {
  const pinned = keys.filter(({ pinnedAt, revokedAt }) => pinnedAt !== null && revokedAt === null);
  const [first] = pinned;
  if (first !== undefined) {
    const detail = "Your agents refuse anything this publisher signs with another key.";
    return {
      name: "pin",
      state: "good",
      title: "Key approved by you before",
      detail,
      fingerprints: pinned.map(({ fingerprint }) => fingerprint),
      at: first.pinnedAt,
    };
  }
  if (otherPins.length > 0) {
    const detail = `You approved another key of ${publisherName} before. Approving this version trusts both.`;
    return { name: "pin", state: "warn", title: "A key that is new to you", detail, fingerprints: otherPins, at: null };
  }
  const detail = `Nothing of ${publisherName} was approved before. Approving this version pins the key.`;
  return { name: "pin", state: "open", title: "Key not pinned yet", detail, fingerprints: [], at: null };
}

function open(name: ChainLink["name"], title: string, detail: string): ChainLink {
  return { name, state: "open", title, detail, fingerprints: [], at: null };
}
