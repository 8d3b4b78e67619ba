import { CACHE_VARIABLE } from "../../targets/nginx/snippet.ts";
import type { Edit } from "../adopter.ts";
import { findAll, type Directive } from "./nginx-syntax.ts";

/** What of the whole `http` block can be steered: parts of the target file, what they are now, and what a person changes for it. */
export type HttpOffer = {
  readonly config: Readonly<Record<string, unknown>>;
  readonly initial: Readonly<Record<string, number | string>>;
  readonly edits: readonly Edit[];
  readonly cannot: readonly string[];
};

const STRATEGIES = { off: 0, micro: 1, short: 10, long: 60 };

/** `isMain` says that the file holds the `http` block itself; elsewhere nobody knows what that says. */
export function httpOffers(directives: readonly Directive[], lines: readonly string[], isMain: boolean): HttpOffer[] {
  return [cacheOffer(directives, lines), timeoutOffer(directives, isMain), compressionOffer(directives, isMain)];
}

// Which locations are cached stays theirs: each names a variable in place of the zone, and the zone is in the variable.
function cacheOffer(directives: readonly Directive[], lines: readonly string[]): HttpOffer {
  const uses = findAll(directives, "proxy_cache").filter(({ directive }) => directive.args[0] !== "off");
  const zones = new Set(uses.map(({ directive }) => directive.args[0] ?? ""));
  const [zone = ""] = zones;
  const valid = findAll(directives, "proxy_cache_valid").map(({ directive }) => directive);
  const times = new Set(valid.map(({ args }) => secondsOf(args)));
  const [seconds] = times;
  if (uses.length === 0) return none("caching_strategy: nothing here is cached (no proxy_cache in a location)");
  if (zones.size > 1 || !/^\w+$/.test(zone)) return none("caching_strategy: several cache zones, or one in a variable");
  if (times.size > 1 || seconds === null)
    return none(
      "caching_strategy: proxy_cache_valid has several times, or some for other answers than 200, 301 and 302",
    );
  const own = [...uses.map(({ directive }) => directive), ...valid];
  if (own.some(({ isAlone }) => !isAlone)) return none("caching_strategy: its lines hold something else as well");
  const renamed = uses.map(({ directive: { from, to } }) => {
    const indent = /^\s*/.exec(lines[from] ?? "")?.[0] ?? "";
    return { at: from, remove: to - from + 1, insert: [`${indent}proxy_cache ${CACHE_VARIABLE};`] };
  });
  const removed = valid.map(({ from, to }) => ({ at: from, remove: to - from + 1, insert: [] }));
  const strategy = Object.entries(STRATEGIES).find(([, time]) => time === seconds)?.[0] ?? "long";
  return {
    config: { cache: { zone, strategies: { ...STRATEGIES, [strategy]: seconds ?? 10 } } },
    initial: { caching_strategy: strategy },
    edits: [...renamed, ...removed],
    cannot: [],
  };
}

function timeoutOffer(directives: readonly Directive[], isMain: boolean): HttpOffer {
  const all = findAll(directives, "proxy_read_timeout");
  const nearer = all.filter(({ inside }) => inside.join("/") !== "http");
  const [own] = all.filter(({ inside }) => inside.join("/") === "http");
  if (nearer.length > 0) return none("request_timeout: servers or locations say their own proxy_read_timeout");
  if (!isMain) return none("request_timeout: this file is only a part of http, and another may say it");
  const seconds = own === undefined ? 60 : timeOf(own.directive.args[0]);
  if (seconds === null || seconds < 1 || own?.directive.isAlone === false)
    return none("request_timeout: its proxy_read_timeout is under a second or shares its line");
  return {
    config: { request_timeout: { min: Math.max(1, Math.floor(seconds / 4)), max: seconds * 2 } },
    initial: { request_timeout: seconds },
    edits: own === undefined ? [] : [without(own.directive)],
    cannot: [],
  };
}

function compressionOffer(directives: readonly Directive[], isMain: boolean): HttpOffer {
  const all = findAll(directives, "gzip");
  if (!isMain) return none("compression: this file is only a part of http, and another may say it");
  if (all.some(({ inside, directive }) => inside.join("/") !== "http" || !directive.isAlone))
    return none("compression: servers or locations say their own gzip, or it shares its line");
  const [own] = all;
  return {
    config: { compression: true },
    initial: { compression: own?.directive.args[0] === "on" ? "on" : "off" },
    edits: own === undefined ? [] : [without(own.directive)],
    cannot: [],
  };
}

const none = (sentence: string): HttpOffer => ({ config: {}, initial: {}, edits: [], cannot: [sentence] });

const without = ({ from, to }: Directive): Edit => ({ at: from, remove: to - from + 1, insert: [] });

/** The time of a `proxy_cache_valid` that is only about 200, 301 and 302; null for any other. */
function secondsOf(args: readonly string[]): number | null {
  const codes = args.slice(0, -1);
  return codes.every((code) => ["200", "301", "302"].includes(code)) ? timeOf(args.at(-1)) : null;
}

function timeOf(text = ""): number | null {
  const [, digits, unit] = /^(\d+)(s|m|h)?$/.exec(text) ?? [];
  if (digits === undefined) return null;
  return Number(digits) * ({ s: 1, m: 60, h: 3_600 }[unit ?? "s"] ?? 1);
}
