/** A file of this folder to start as a thread: as source, or as what a bundler made of it. */
export function besideThis(name: string): URL {
  return new URL(import.meta.url.endsWith(".ts") ? `./${name}.ts` : `./${name}.mjs`, import.meta.url);
}
