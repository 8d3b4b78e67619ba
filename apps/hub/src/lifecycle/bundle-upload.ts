const NEEDED = ["persona.json", "policy.onnx", "card.md", "evidence.json", "envelope.json"] as const;

// 32 MiB, as the hub takes it.
const MOST_BYTES = 32 * 1024 * 1024;

/** What somebody chose to publish: every file of a signed bundle, or one sentence about what is wrong with the choice. */
export type BundleChoice<F> =
  | { readonly kind: "bundle"; readonly files: readonly F[] }
  | { readonly kind: "refused"; readonly message: string };

/** Picks the five files of a bundle out of a folder's or a selection's. Nothing is read yet. */
export function chooseBundle<F extends { readonly name: string; readonly size: number }>(
  chosen: readonly F[],
): BundleChoice<F> {
  const files = NEEDED.map((name) => chosen.filter((file) => file.name === name));
  const twice = NEEDED.find((_, place) => (files[place]?.length ?? 0) > 1);
  if (twice !== undefined) return refused(`There are two files called ${twice}: choose the folder of one bundle.`);
  const missing = NEEDED.filter((_, place) => files[place]?.length === 0);
  if (missing.length === 1 && missing[0] === "envelope.json")
    return refused(
      "This bundle is not signed. Run persona sign on your own machine: your key stays there, and is never sent.",
    );
  if (missing.length > 0) return refused(`The bundle lacks ${missing.join(", ")}.`);
  const bundle = files.flat();
  if (bundle.reduce((sum, { size }) => sum + size, 0) > MOST_BYTES) return refused("The bundle is over 32 MiB.");
  return { kind: "bundle", files: bundle };
}

const refused = (message: string): { readonly kind: "refused"; readonly message: string } => ({
  kind: "refused",
  message,
});

/** Base64 of bytes, in pieces: a call with millions of arguments would be refused by the engine. */
export function base64Of(bytes: Uint8Array): string {
  let text = "";
  for (let from = 0; from < bytes.length; from += 0x8000)
    text += String.fromCodePoint(...bytes.subarray(from, from + 0x8000));
  return btoa(text);
}
