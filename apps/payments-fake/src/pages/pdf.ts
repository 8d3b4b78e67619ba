/** One line of a page: where it stands (points from the left), its size, and whether it is set in bold or ends there. */
export type PdfText = {
  readonly text: string;
  readonly x: number;
  readonly size?: number;
  readonly bold?: boolean;
  readonly right?: boolean;
};
export type PdfLine = readonly PdfText[];

const WIDTH = 595;
const HEIGHT = 842;
const TOP = 780;
const BOTTOM = 60;
const STEP = 18;

/** Widths of Helvetica's digits and commonest signs, in thousandths of the size; everything else is close to a digit. */
const NARROW = /[.,:;'! ilIjtf|-]/u;

/** A small PDF of A4 pages in Helvetica, which every reader has. */
export function pdfOf(title: string, lines: readonly PdfLine[]): Uint8Array {
  const perPage = Math.floor((TOP - BOTTOM) / STEP);
  const pages: PdfLine[][] = [];
  for (let from = 0; from < Math.max(1, lines.length); from += perPage) pages.push(lines.slice(from, from + perPage));
  const objects: string[] = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    `<< /Type /Pages /Kids [${pages.map((_, at) => `${6 + 2 * at} 0 R`).join(" ")}] /Count ${pages.length} >>`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
    `<< /Title (${escaped(title)}) /Producer (Fleet Persona test payments) >>`,
  ];
  for (const [at, page] of pages.entries()) {
    const content = page.map((line, row) => line.map((text) => drawn(text, TOP - row * STEP)).join("")).join("");
    objects.push(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${WIDTH} ${HEIGHT}] /Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> /Contents ${7 + 2 * at} 0 R >>`,
      `<< /Length ${Buffer.byteLength(content, "latin1")} >>\nstream\n${content}endstream`,
    );
  }
  return assembled(objects);
}

function assembled(objects: readonly string[]): Uint8Array {
  let text = "%PDF-1.4\n";
  const offsets: number[] = [];
  for (const [at, object] of objects.entries()) {
    offsets.push(Buffer.byteLength(text, "latin1"));
    text += `${at + 1} 0 obj\n${object}\nendobj\n`;
  }
  const table = Buffer.byteLength(text, "latin1");
  const entries = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("");
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${entries}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R /Info 5 0 R >>\nstartxref\n${table}\n%%EOF\n`;
  return Buffer.from(text, "latin1");
}

function drawn({ text, x, size = 10, bold = false, right = false }: PdfText, y: number): string {
  const at = right ? x - widthOf(text, size) : x;
  return `BT /${bold ? "F2" : "F1"} ${size} Tf ${at.toFixed(1)} ${y} Td (${escaped(text)}) Tj ET\n`;
}

function widthOf(text: string, size: number): number {
  return Array.from(text).reduce((sum, character) => sum + (NARROW.test(character) ? 0.278 : 0.556), 0) * size;
}

/** WinAnsi has the euro and the dashes outside Latin-1; what it has not at all becomes a question mark. */
function escaped(text: string): string {
  return text
    .replaceAll("€", "\u0080")
    .replaceAll("–", "\u0096")
    .replaceAll("−", "-")
    .replaceAll("×", "\u00d7")
    .replaceAll(/[^\u0020-\u00ff]/gu, "?")
    .replaceAll(/[\\()]/gu, String.raw`\$&`);
}
