/** Words of a stranger's for a terminal: on one line, without the codes that move its cursor, colour it or turn its text around. */
export function plainText(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ")
    .trim();
}
