/** Where a module of this package is, to be started as a thread or a process: as source, or as what a bundler put beside the rest. */
export function moduleOf(folder: string, name: string): URL {
  return import.meta.url.endsWith(".ts")
    ? new URL(`./${folder}/${name}.ts`, import.meta.url)
    : new URL(`./${name}.mjs`, import.meta.url);
}
