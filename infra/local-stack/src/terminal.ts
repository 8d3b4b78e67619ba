const colour = process.stderr.isTTY && process.env.NO_COLOR === undefined && process.env.TERM !== "dumb";
const accent = (text: string): string => (colour ? `\u001b[36m${text}\u001b[0m` : text);
const muted = (text: string): string => (colour ? `\u001b[2m${text}\u001b[0m` : text);

/** Where a run tells what is happening: lines on standard error, the current one rewritten in place on a terminal. */
export type Terminal = {
  line(text: string): void;
  step<T>(title: string, work: () => Promise<T>): Promise<T>;
  progress(text: string): void;
};

export function createTerminal(write: (text: string) => void = (text) => process.stderr.write(text)): Terminal {
  let live = false;
  let lastProgressAt = 0;
  const clear = (): void => {
    if (live) write("\r\u001b[2K");
    live = false;
  };
  return {
    line(text) {
      clear();
      write(`${text}\n`);
    },
    async step(title, work) {
      const began = performance.now();
      if (colour) {
        write(`  ${title} …`);
        live = true;
      }
      const result = await work();
      clear();
      write(`  ${accent("✓")} ${title} ${muted(`${((performance.now() - began) / 1000).toFixed(1)} s`)}\n`);
      return result;
    },
    progress(text) {
      if (colour) {
        clear();
        write(`  ${text}`);
        live = true;
        return;
      }
      // Without a terminal a line every ten seconds says enough.
      if (performance.now() - lastProgressAt < 10_000) return;
      lastProgressAt = performance.now();
      write(`  ${text}\n`);
    },
  };
}

/** Rows of cells as aligned columns: the first to the left, the others to the right. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? "").length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
        .join("   "),
    )
    .map((line) => `  ${line.trimEnd()}`)
    .join("\n");
}
