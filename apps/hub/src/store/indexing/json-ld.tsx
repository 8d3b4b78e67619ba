import { headers } from "next/headers";
import { nonceHeader } from "../../net/page-headers.ts";
import { scriptJson } from "./structured-data.ts";
import type { JsonLd } from "./structured-data.ts";

/** Structured data for search engines, in a script that runs nowhere. */
export async function JsonLdScript({ data }: { readonly data: JsonLd }) {
  const nonce = (await headers()).get(nonceHeader) ?? undefined;
  // oxlint-disable-next-line react/no-danger -- React would escape the quotes of JSON; scriptJson leaves nothing that ends the element
  return <script type="application/ld+json" nonce={nonce} dangerouslySetInnerHTML={{ __html: scriptJson(data) }} />;
}
