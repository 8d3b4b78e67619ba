// Format characters turn the direction of text, join, or show nothing; the fillers are letters that look like nothing.
const unseen = /\p{Cf}|\u115F|\u1160|\u17B4|\u17B5|\u2800|\u3164|\uFFA0/gu;
const joiners = new Set(["\u200C", "\u200D"]);
// Where a joiner changes what is seen: within emoji, and between letters of scripts that join.
const joinsBefore =
  /(?:\p{Extended_Pictographic}[\uFE0F\p{Emoji_Modifier}]?|[\p{Script=Arabic}\p{Script=Syriac}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Gujarati}\p{Script=Gurmukhi}\p{Script=Oriya}\p{Script=Sinhala}\p{Script=Khmer}])$/u;
const joinsAfter =
  /^(?:\p{Extended_Pictographic}|[\p{Script=Arabic}\p{Script=Syriac}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Gujarati}\p{Script=Gurmukhi}\p{Script=Oriya}\p{Script=Sinhala}\p{Script=Khmer}])/u;
// Written languages put up to four marks on a letter; more of them run into the lines around.
const piledMarks = /\p{M}{5,}/u;

/**
 * What a person sees of a text: composed (NFC), without characters that turn its direction or show nothing (a joiner stays where it
 * joins), and with every kind of space and line break as the plain one.
 */
export function visibleText(text: string): string {
  return text
    .normalize("NFC")
    .replaceAll(/[\u2028\u2029\u0085]|\r\n?/gu, "\n")
    .replaceAll(/\p{Zs}/gu, " ")
    .replaceAll(unseen, (character, offset: number, whole: string) => {
      if (!joiners.has(character)) return "";
      const joins =
        joinsBefore.test(whole.slice(Math.max(0, offset - 4), offset)) && joinsAfter.test(whole.slice(offset + 1));
      return joins ? character : "";
    });
}

/** Whether marks are piled up on a letter higher than any language does. */
export function hasPiledMarks(text: string): boolean {
  return piledMarks.test(text.normalize("NFD"));
}
