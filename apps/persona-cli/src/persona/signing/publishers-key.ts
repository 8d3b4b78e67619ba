import { readBundle } from "../bundle/read-bundle.ts";
import type { World } from "../world.ts";
import { keyFiles, keyFolder } from "./key-folder.ts";

/** The publisher that a bundle names. */
export function publisherOf(folder: string): string {
  return readBundle(folder).manifest.id.split("/")[0] ?? "";
}

/** The key that signs a bundle unless another is named: its publisher's, in the author's own folder. */
export function publishersKey(folder: string, { env }: Pick<World, "env">): readonly string[] {
  return [keyFiles(keyFolder(env), publisherOf(folder)).key];
}

/** The keyrings of a bundle's publisher, unless another file is named. */
export function publishersKeyring(folder: string, { env }: Pick<World, "env">): string {
  return keyFiles(keyFolder(env), publisherOf(folder)).keyring;
}
