import type { Sql } from "postgres";

type Client = Pick<Sql, "unsafe">;
type Options = { readonly prepare?: boolean };

/** Which statements are worth preparing: those that come again, so many of them and no more, whatever is written into texts. */
export function recurring({ mostKept, from, mostSeen }: { mostKept: number; from: number; mostSeen: number }) {
  const kept = new Set<string>();
  const seen = new Map<string, number>();
  return (text: string): boolean => {
    if (kept.has(text)) return true;
    if (kept.size >= mostKept) return false;
    const times = (seen.get(text) ?? 0) + 1;
    seen.delete(text);
    if (times >= from) {
      kept.add(text);
      return true;
    }
    seen.set(text, times);
    const [oldest] = seen.keys();
    if (seen.size > mostSeen && oldest !== undefined) seen.delete(oldest);
    return false;
  };
}

/** The same pool, which prepares what it is asked again and again: the server neither parses nor plans it anew, and statements asked at once go there in one piece. */
export function preparing(sql: Sql): Sql {
  const isWorthIt = recurring({ mostKept: 200, from: 3, mostSeen: 2_000 });
  const wrap = <C extends Client>(client: C): C =>
    new Proxy(client, {
      get: (target, name) => {
        const own: unknown = Reflect.get(target, name);
        if (name === "unsafe")
          return (text: string, values: never[] = [], options: Options = {}) =>
            target.unsafe(text, values, values.length > 0 && isWorthIt(text) ? { ...options, prepare: true } : options);
        if ((name === "begin" || name === "savepoint") && typeof own === "function")
          return (...given: unknown[]): unknown =>
            Reflect.apply(
              own,
              target,
              given.map((one) =>
                typeof one === "function" ? (inner: Client): unknown => Reflect.apply(one, null, [wrap(inner)]) : one,
              ),
            );
        return own;
      },
    });
  return wrap(sql);
}
