import { existsSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { usageError } from "../../command-line/command-error.ts";
import { oneOf, type Given } from "../command-line.ts";
import { writeAtomically } from "../files/write-atomically.ts";
import { PersonaCliError } from "../persona-error.ts";
import { PROJECT_FILE } from "../project/read-project.ts";
import { projectText, TEMPLATES } from "../templates/template.ts";
import type { World } from "../world.ts";

const DEFAULT_TEMPLATE = "flash-sale";
const SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

/** `persona init DIR`. */
export async function initCommand(given: Given, world: World): Promise<number> {
  const [folder = ""] = given.words;
  const name = oneOf(given, "template", Object.keys(TEMPLATES), DEFAULT_TEMPLATE);
  const template = TEMPLATES[name];
  if (template === undefined) throw usageError(`There is no template ${name}.`);
  const publisher = given.publisher ?? "example";
  if (!SLUG.test(publisher))
    throw usageError(`--publisher ${publisher} is no name in the hub: lower-case words joined by dashes.`);
  const path = join(folder, PROJECT_FILE);
  if (existsSync(path))
    throw new PersonaCliError("file-wrong", `${path} is there already: nothing was written. Name another folder.`, {
      code: "project-exists",
    });
  const slug =
    basename(resolve(folder))
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, "-")
      .replaceAll(/^-+|-+$/g, "") || name;
  writeAtomically(path, projectText(slug, publisher, template));
  if (given.json === true)
    world.out(`${JSON.stringify({ project: path, template: name, id: `${publisher}/${slug}` })}\n`);
  else
    world.out(
      `Wrote ${path}: ${publisher}/${slug}, from the template ${name}.\nNext: persona train ${folder} --algorithm clone\n`,
    );
  return 0;
}
