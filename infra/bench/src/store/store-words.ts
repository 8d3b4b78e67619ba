import { below, uniform } from "@fleet-persona/learning";
import type { Random } from "@fleet-persona/learning";

// What people write and ask for in such a store; the most frequent first.
const known =
  "surge latency checkout cache cost mobile fleet traffic servers steady peak crowd saver balance capacity night flash sale web shop " +
  "search queue load origin static calm campaign burst response breach conversion session visitor page edge proxy haproxy nginx quota " +
  "limits throttle scale ready early quick lean safe guard smooth nightly weekend holiday morning evening season ticket video stream " +
  "media news auction travel booking payment ledger bank fraud login signup basket catalogue images upload download api gateway mesh " +
  "tenant region europe america asia regional global local cluster worker batch nightshift report invoice telemetry metrics signal trend " +
  "forecast horizon reactive predictive adaptive careful greedy robust gentle bold patient stable elastic compact thrifty frugal eager";

const syllables =
  "ba be bo ca ce co da de di do fa fe fi ga go ha he jo ka ke la le li lo ma me mi mo na ne no pa pe po ra re ri ro sa se si so ta te ti to va ve vi vo za zo".split(
    " ",
  );

/** A vocabulary whose words' frequency falls as one over their place (Zipf). */
export function zipfVocabulary(random: Random, size: number): readonly string[] {
  const words = new Set(known.split(" "));
  while (words.size < size) {
    const length = 2 + below(random, 3);
    words.add(Array.from({ length }, () => syllables[below(random, syllables.length)] ?? "").join(""));
  }
  return [...words];
}

/** A place from 0 to size - 1, drawn with a probability that falls as one over (place + 1). */
export function zipfPlace(random: Random, size: number): number {
  return Math.min(size - 1, Math.floor(Math.exp(uniform(random) * Math.log(size + 1))) - 1);
}

/** One of the items, the first ones most often. */
export function zipfPick<T>(random: Random, items: readonly T[]): T {
  const item = items[zipfPlace(random, items.length)];
  if (item === undefined) throw new RangeError("Nothing can be picked from nothing.");
  return item;
}

/** A slip of the pen: two neighbours swapped, or one letter left out, doubled or replaced. Words of four letters and more. */
export function mistyped(random: Random, word: string): string {
  if (word.length < 4) return word;
  const at = 1 + below(random, word.length - 2);
  const [head, letter, tail] = [word.slice(0, at), word[at] ?? "", word.slice(at + 1)];
  switch (below(random, 4)) {
    case 0:
      return head + (tail[0] ?? "") + letter + tail.slice(1);
    case 1:
      return head + tail;
    case 2:
      return head + letter + letter + tail;
    default:
      return `${head}${String.fromCharCode(97 + below(random, 26))}${tail}`;
  }
}
