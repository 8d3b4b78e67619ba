import { openSources } from "../open-sources.ts";
import { sourcesSchema } from "../source-config.ts";
import type { Source } from "../source.ts";

/** One source, opened from the words a host's config would use, closed when the test is over. */
export async function opened(config: object, now: () => number = Date.now): Promise<Source & AsyncDisposable> {
  const [source] = await openSources(sourcesSchema.parse([config]), { now });
  if (source === undefined) throw new TypeError("no source was opened");
  return {
    name: source.name,
    read: (at) => source.read(at),
    health: (at) => source.health(at),
    close: () => source.close(),
    [Symbol.asyncDispose]: () => source.close(),
  };
}
