// Letters and signs that look like a letter of a-z, by what they look like: from the confusables of Unicode TR39, for the scripts
// that names are forged with. Compatibility forms (full width, mathematical, Roman numerals) are gone before by NFKD.
const lookalikes: Readonly<Record<string, string>> = {
  a: "аɑαᴀАΑᎪꓮ@ⲁ",
  b: "ЬьВвΒβƅʙᏴꓐƀɓ",
  c: "сСςϹᴄᏟꓚⲥ¢ȼ",
  d: "ԁԀᴅᎠꓓđɗժ",
  e: "еЕΕεєЄҽᴇᎬꓰ℮ɛə€",
  f: "ϝƒҒꓝք",
  g: "ɡɢԍԌᏀꓖցǥ",
  h: "һҺнНΗհʜᎻꓧħ",
  i: "іІιΙɩıɪᎥӏꙇ",
  j: "јЈϳȷᴊᎫꓙյ",
  k: "кКκΚᴋᏦꓗķ",
  l: "ӏӀʟᏞꓡłŀ|ǀ∣ו",
  m: "мМΜᴍᎷꓟ",
  n: "пΝηոռɴꓠŋ",
  o: "оОοΟσօՕᴏⲟꓳסøºо٥ه",
  p: "рРρΡᴘᏢꓑþ",
  q: "ԛԚզգ",
  r: "гʀᎡꓣɾ",
  s: "ѕЅꜱᏚꓢ$ʂ",
  t: "тТτΤᴛᎢꓔŧ",
  u: "υսᴜꓴʋ",
  v: "νѵѴᴠᏙꓦ",
  w: "ԝԜѡωաᴡᎳꓪ",
  x: "хХχΧᕁꓫ×",
  y: "уУγΥүҮʏꓬ",
  z: "ᴢΖᏃꓜƶ",
};

const byLetter = new Map(
  Object.entries(lookalikes).flatMap(([letter, same]) =>
    Array.from(same).map((one): [string, string] => [one, letter]),
  ),
);
// Wider than one letter.
const ligatures = new Map(Object.entries({ æ: "ae", œ: "oe", ß: "ss", ĳ: "ij", ю: "lo" }));
// What a quick look does not tell apart: digits in the place of letters, i and l, two letters that make one.
const digits = new Map(Object.entries({ "0": "o", "1": "l", "5": "s", i: "l" }));

/**
 * What a name looks like at a quick look: two names with one skeleton are taken for each other. Letters and digits alone, without
 * marks, case, spaces and dashes. Of a name in another script than Latin, what does not look Latin stays.
 */
export function skeletonOf(name: string): string {
  const letters = Array.from(name.normalize("NFKD").replaceAll(/\p{M}/gu, ""), looksLike).join("");
  return Array.from(letters, (letter) => digits.get(letter) ?? letter)
    .join("")
    .replaceAll("rn", "m")
    .replaceAll("vv", "w");
}

function looksLike(character: string): string {
  const known = byLetter.get(character);
  if (known !== undefined) return known;
  const lower = character.toLowerCase();
  return ligatures.get(lower) ?? byLetter.get(lower) ?? lower.replaceAll(/[^\p{L}\p{N}]/gu, "");
}

const mixable = [
  /\p{Script=Latin}/u,
  /\p{Script=Cyrillic}/u,
  /\p{Script=Greek}/u,
  /\p{Script=Armenian}/u,
  /\p{Script=Cherokee}/u,
];

/** Whether one word is written in letters of two scripts that look alike, as no language does. */
export function mixesScripts(name: string): boolean {
  const words = name.normalize("NFKC").split(/[\s\p{P}]+/u);
  return words.some((word) => mixable.filter((script) => script.test(word)).length > 1);
}
