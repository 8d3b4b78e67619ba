import type { AttributeValue, Configuration } from "@fleet-persona/persona";
import { oneAtATime } from "../one-at-a-time.ts";
import { isSameValue, refuseStrangers } from "../steerable-value.ts";
import type { Step, Target, TargetDescription } from "../target.ts";
import { TargetError } from "../target-error.ts";
import { attributesOf } from "./attributes.ts";
import { batchOf, type BatchHost, type Move } from "./batch.ts";
import { commit, fileStamp, type NginxHost } from "./commit.ts";
import type { NginxTargetConfig } from "./config.ts";
import { nginxMaster } from "./master.ts";
import { nginxSignals } from "./nginx-signals.ts";
import { renderSnippet } from "./snippet.ts";
import { statusServer } from "./status-server.ts";

/** The generated file as it is before anything was ever changed: what `adopt` writes once. */
export function initialSnippet(config: NginxTargetConfig): string {
  return renderSnippet(config, { generation: "initial", values: config.initial });
}

/** Opens the target; nginx need not be up yet, and nothing is written before a step is applied. */
export async function openNginxTarget(config: NginxTargetConfig): Promise<Target> {
  const host: NginxHost = { config, master: nginxMaster(config), server: statusServer(config) };
  const { attributes, whole } = attributesOf(config);
  const queued = oneAtATime();
  const limiter = reloadLimiter(config.min_reload_interval_s * 1_000);
  const observe = nginxSignals(host.server);
  const running = async (): Promise<Configuration> => offered(attributes, (await host.server.state()).values, config);
  const batchHost: BatchHost = {
    queued,
    running,
    async bring(values) {
      limiter.reloading(await running());
      return offered(attributes, (await commit(host, values)).values, config);
    },
  };
  return {
    name: config.name,
    describe: () =>
      queued(async (): Promise<TargetDescription> => {
        const { version } = await host.server.state();
        return { name: config.name, version, attributes, cannot: cannotOf(config) };
      }),
    observe: (now) => queued(() => observe(now)),
    read: () => queued(running),
    plan: (to) =>
      queued(async (): Promise<readonly Step[]> => {
        refuseStrangers(config.name, attributes, to, whole);
        const moves = movesTo(to, await running(), fileStamp(config)?.values ?? {});
        if (moves.length > 0) limiter.refuseTooSoon(to);
        return batchOf(moves, batchHost);
      }),
    close: () => Promise.resolve(),
  };
}

// What a crash left in the file is not in force yet, and would be after anybody's next reload: it counts as a difference.
function movesTo(to: Configuration, running: Configuration, inFile: Configuration): readonly Move[] {
  return Object.entries(to).flatMap(([attribute, value]): Move[] => {
    const from: AttributeValue = running[attribute] ?? false;
    const waits = inFile[attribute] ?? from;
    return isSameValue(from, value) && isSameValue(waits, value) ? [] : [{ attribute, from, to: value }];
  });
}

function offered(
  attributes: TargetDescription["attributes"],
  values: Configuration,
  { snippet, name }: NginxTargetConfig,
): Configuration {
  const config: Record<string, AttributeValue> = {};
  for (const attribute of attributes) {
    const value = values[attribute.name];
    if (value === undefined)
      throw new TargetError(
        "refused",
        `nginx runs a ${snippet} from before ${name} offered ${attribute.name}: write it anew and reload`,
      );
    config[attribute.name] = value;
  }
  return config;
}

function cannotOf({ upstream, cache, request_timeout, compression }: NginxTargetConfig): string[] {
  const cannot = ["latencies and error_rate: nginx's status has none; add a log source for them"];
  if (upstream === undefined)
    cannot.push("load_balancing_algorithm, max_connections, active_servers: no upstream is named");
  if (cache === undefined) cannot.push("caching_strategy, cache_ttl: no cache zone is named");
  if (request_timeout === undefined) cannot.push("request_timeout: no limits are given");
  if (!compression) cannot.push("compression: it is left to nginx.conf");
  return cannot;
}

/** Each reload costs requests: two plans are kept apart, but for a plan that leads back to where the last one came from. */
function reloadLimiter(intervalMs: number) {
  let last: { at: number; before: Configuration } | null = null;
  return {
    reloading(before: Configuration): void {
      last = { at: performance.now(), before };
    },
    refuseTooSoon(to: Configuration): void {
      if (last === null) return;
      const waitMs = last.at + intervalMs - performance.now();
      const { before } = last;
      const leadsBack = Object.entries(to).every(([name, value]) => isSameValue(before[name], value));
      if (waitMs <= 0 || leadsBack) return;
      const seconds = Math.ceil(waitMs / 1_000);
      throw new TargetError("refused", `nginx was reloaded a moment ago; the next plan may be made in ${seconds} s`);
    },
  };
}
