import type { Metadata } from "next";

type Page = {
  readonly hubUrl: string;
  /** Path and parameters under which the page is to be known, whatever else its address carried. */
  readonly path: string;
  readonly title: string;
  readonly description: string;
  /** False for pages of which there are as many as there are questions. */
  readonly indexed?: boolean;
  readonly type?: "website" | "article";
};

const longestDescription = 200;

/** What search engines and those who share a link are told of a page of the store. */
export function pageMetadata({ hubUrl, path, title, description, indexed = true, type = "website" }: Page): Metadata {
  const url = new URL(path, hubUrl).href;
  const told = shortened(description);
  return {
    title,
    description: told,
    alternates: { canonical: url },
    openGraph: { title, description: told, url, type, siteName: "Fleet Persona", locale: "en_GB" },
    twitter: { card: "summary", title, description: told },
    ...(indexed ? {} : { robots: { index: false, follow: true } }),
  };
}

/** The first sentences of a text, cut between words. */
function shortened(text: string): string {
  const plain = text.replaceAll(/\s+/g, " ").trim();
  if (plain.length <= longestDescription) return plain;
  const cut = plain.slice(0, longestDescription);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(" "), longestDescription / 2))}…`;
}
