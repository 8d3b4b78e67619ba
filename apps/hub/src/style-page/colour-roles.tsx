import { colours, shapePairs, textPairs, type Colour } from "../ui/colours.ts";
import { contrast } from "../ui/contrast.ts";
import { Table, Td, Th } from "../ui/table.tsx";
import { Chapter, Specimen } from "./specimen.tsx";

const roles: readonly (readonly [Colour, string, string])[] = [
  ["surface", "bg-surface", "the page"],
  ["raised", "bg-raised", "cards, controls"],
  ["sunk", "bg-sunk", "wells, what is pointed at"],
  ["line", "bg-line", "between things"],
  ["line-strong", "bg-line-strong", "around buttons"],
  ["edge", "bg-edge", "around fields: nothing else says where they are"],
  ["text", "bg-text", "what is read"],
  ["muted", "bg-muted", "what stands beside it"],
  ["accent", "bg-accent", "links, the one next step"],
  ["accent-strong", "bg-accent-strong", "the same, pointed at"],
  ["accent-wash", "bg-accent-wash", "chosen"],
  ["on-accent", "bg-on-accent", "words on the accent"],
  ["good", "bg-good", "as it should be"],
  ["good-wash", "bg-good-wash", "behind it"],
  ["warn", "bg-warn", "to look at"],
  ["warn-wash", "bg-warn-wash", "behind it"],
  ["bad", "bg-bad", "wrong, or stops something"],
  ["bad-wash", "bg-bad-wash", "behind it"],
  ["focus", "bg-focus", "where the keyboard is"],
];

const data: readonly (readonly [Colour, string])[] = [
  ["data-1", "bg-data-1"],
  ["data-2", "bg-data-2"],
  ["data-3", "bg-data-3"],
  ["data-4", "bg-data-4"],
  ["data-5", "bg-data-5"],
  ["data-6", "bg-data-6"],
  ["data-7", "bg-data-7"],
  ["data-8", "bg-data-8"],
];

/** Every role and data colour, and how well they are read on each other in both modes. */
export function ColourRoles() {
  return (
    <Chapter
      id="colours"
      title="Colours"
      note="Roles, not shades; the same names in light and dark. The swatches show the mode your system is in, the figures both."
    >
      <Specimen name="roles">
        <ul role="list" className="grid grid-cols-2 gap-3 md:grid-cols-3 lg:grid-cols-6">
          {roles.map(([name, look, use]) => (
            <Swatch key={name} name={name} look={look} use={use} />
          ))}
        </ul>
      </Specimen>
      <Specimen name="data (Okabe-Ito)">
        <ul role="list" className="grid grid-cols-4 gap-3 lg:grid-cols-8">
          {data.map(([name, look]) => (
            <Swatch key={name} name={name} look={look} use="" />
          ))}
        </ul>
      </Specimen>
      <Specimen name="contrast (WCAG 2.2): text at least 4.5, shapes at least 3">
        <div className="grid gap-6 lg:grid-cols-2 *:min-w-0">
          <ContrastTable caption="Text" pairs={textPairs} least={4.5} />
          <ContrastTable caption="Shapes" pairs={shapePairs} least={3} />
        </div>
      </Specimen>
    </Chapter>
  );
}

function Swatch({ name, look, use }: { readonly name: string; readonly look: string; readonly use: string }) {
  return (
    <li className="grid content-start gap-1 text-12">
      <span className={`h-12 rounded-2 border border-line ${look}`} />
      <code>{name}</code>
      {use !== "" && <span className="text-muted">{use}</span>}
    </li>
  );
}

type Props = {
  readonly caption: string;
  readonly pairs: readonly (readonly [Colour, Colour])[];
  readonly least: number;
};

function ContrastTable({ caption, pairs, least }: Props) {
  return (
    <Table caption={caption}>
      <thead>
        <tr>
          <Th>{caption}</Th>
          <Th num>Light</Th>
          <Th num>Dark</Th>
        </tr>
      </thead>
      <tbody>
        {pairs.map(([front, back]) => (
          <tr key={`${front} ${back}`}>
            <Th scope="row">
              {front} on {back}
            </Th>
            {(["light", "dark"] as const).map((mode) => (
              <Ratio key={mode} value={contrast(colours[front][mode], colours[back][mode])} least={least} />
            ))}
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function Ratio({ value, least }: { readonly value: number; readonly least: number }) {
  return (
    <Td num className={value < least ? "text-bad" : ""}>
      {value.toFixed(1)}
      {value < least && <span className="sr-only"> too little</span>}
    </Td>
  );
}
