/** The anchor of a section of the document. */
export function sectionId(name: string): string {
  return `section-${name.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-")}`;
}
