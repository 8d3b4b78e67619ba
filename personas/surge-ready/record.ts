import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { faultsOfLoad, startDemoFleet } from "@fleet-persona/demo-fleet";
import { randomFromSeed } from "@fleet-persona/learning";
import { type ActorKind, actorKindOf, actorOf } from "./actor.ts";
import { relabelled } from "./relabel.ts";
import { recordEpisode } from "./episode.ts";
import { RECORDING_FILE } from "./files.ts";
import { policyActor } from "./policy-actor.ts";
import { readRecording, type RecordedRow, writeRecording } from "./recording.ts";
import { traceOf } from "./trace-of.ts";

const HELP = `Records the demo fleet under many seeded traces while the teacher looks on; best on a machine with nothing else to do.

  pnpm exec node personas/surge-ready/record.ts --episodes 24 --seconds 75
  pnpm exec node personas/surge-ready/record.ts --episodes 8 --from 24 --actor policy --append   # where the clone itself gets to

  --episodes N   traces, each with its own seed (default 24)
  --seconds N    length of each (default 75)
  --from N       number of the first episode, also its seed (default 0)
  --actor NAME   expert | late | careless | default | policy: who steers (default: all but policy, in turns)
  --relabel      record nothing; ask the teacher again about what was recorded (with the same --seconds)
  --keep-noisy   keep episodes during which the load generator itself was late
  --append       keep what was recorded before
  --out FILE     default: the recording beside this file
`;

const { values } = parseArgs({
  options: {
    episodes: { type: "string", default: "24" },
    seconds: { type: "string", default: "75" },
    from: { type: "string", default: "0" },
    actor: { type: "string" },
    relabel: { type: "boolean", default: false },
    "keep-noisy": { type: "boolean", default: false },
    append: { type: "boolean", default: false },
    out: { type: "string", default: RECORDING_FILE },
    help: { type: "boolean", default: false },
  },
});

async function record(abort: AbortSignal): Promise<void> {
  const [episodes, seconds, from] = [values.episodes, values.seconds, values.from].map(Number) as [
    number,
    number,
    number,
  ];
  const rows: RecordedRow[] = values.append || values.relabel ? await readRecording(values.out) : [];
  const folder = await mkdtemp(join(tmpdir(), "fleet-"));
  try {
    await using fleet = await startDemoFleet({ folder });
    if (values.relabel) return await writeRecording(values.out, relabelled(rows, seconds, fleet));
    for (let episode = from; episode < from + episodes; episode++) {
      const kind = values.actor ?? actorKindOf(episode);
      const actor = kind === "policy" ? await policyActor() : actorOf(kind as ActorKind, randomFromSeed(episode));
      const trace = traceOf(episode, seconds);
      const done = await recordEpisode({ fleet, trace, actor, episode, seed: episode, abort });
      const faults = values["keep-noisy"] ? [] : faultsOfLoad(done);
      if (faults.length === 0) rows.push(...done.rows);
      // After every episode: an interrupted recording is a shorter one.
      await writeRecording(values.out, rows);
      const share = `${episode - from + 1}/${episodes}`;
      const figures = `${done.breachSeconds} breach s, ${done.coreSeconds.toFixed(1)} core-s, load late by ${done.lateP99Ms.toFixed(0)} ms`;
      console.log(`${share}  ${kind.padEnd(8)}  ${done.rows.length} rows  ${figures}`);
      for (const fault of faults) console.log(`  not kept: ${fault}`);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

if (values.help) console.log(HELP);
else {
  const stop = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stop.abort());
  await record(stop.signal).catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = stop.signal.aborted ? 130 : 1;
  });
}
