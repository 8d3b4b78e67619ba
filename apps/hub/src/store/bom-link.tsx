type Props = { readonly personaId: string; readonly version: number };

/** To the bill of materials of a version, for people and for scanners. */
export function BomLink({ personaId, version }: Props) {
  const path = `/api/v1/store/personas/${personaId}/versions/${version}/bom`;
  return (
    <a
      href={path}
      download={`${personaId.replace("/", "-")}-${version}.cdx.json`}
      type="application/vnd.cyclonedx+json"
    >
      ML bill of materials
    </a>
  );
}
