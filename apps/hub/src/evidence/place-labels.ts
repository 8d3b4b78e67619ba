/** What a label belongs to, px: a mark of that radius around its middle. */
export type LabelledMark = {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  /** As wide as it is drawn, px; 0 for a mark without a label, which others still keep clear of. */
  readonly width: number;
};

/** Where a label's text begins and its baseline, px; `far` where the eye needs a line back to the mark: it is away, or nearer to another. */
export type PlacedLabel = { readonly x: number; readonly y: number; readonly far: boolean };

export type Bounds = { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number };

/** Height of a line of text, px, and how far its baseline is above its bottom. */
export const lineHeight = 14;
const descent = 4;
const gap = 4;
const step = 4;
/** Beyond this a label has left its mark, and a line leads back. */
const near = 14;

type Box = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

/**
 * Places one label a mark, the first marks first, so that no label covers another, a mark, or what is `taken`, and none leaves the
 * bounds. Each gets the free place nearest to its mark, to the right before the left; null where none is left.
 */
export function placeLabels(
  marks: readonly LabelledMark[],
  bounds: Bounds,
  taken: readonly Box[] = [],
): readonly (PlacedLabel | null)[] {
  const occupied: Box[] = [...marks.map(boxOfMark), ...taken];
  return marks.map((mark) => {
    if (mark.width === 0) return null;
    const belongs = (box: Box): boolean =>
      marks.every((other) => other === mark || distance(mark, box) < distance(other, box));
    const box = nearestFree(mark, bounds, { occupied, belongs });
    if (box === null) return null;
    occupied.push(box);
    return { x: box.x, y: box.y + box.height - descent, far: distance(mark, box) > near || !belongs(box) };
  });
}

function boxOfMark({ x, y, radius }: LabelledMark): Box {
  return { x: x - radius, y: y - radius, width: radius * 2, height: radius * 2 };
}

type Surroundings = {
  readonly occupied: readonly Box[];
  /** Whether a name there is nearer to its mark than to every other. */
  readonly belongs: (box: Box) => boolean;
};

function nearestFree(mark: LabelledMark, bounds: Bounds, { occupied, belongs }: Surroundings): Box | null {
  const beside = besideMark(mark).filter((box) => isFree(box, bounds, occupied));
  const clear = beside.find(belongs) ?? beside[0];
  if (clear !== undefined) return clear;
  let best: Box | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (let y = bounds.top; y + lineHeight <= bounds.bottom; y += step)
    for (let x = bounds.left; x + mark.width <= bounds.right; x += step) {
      const box = { x, y, width: mark.width, height: lineHeight };
      const away = distance(mark, box);
      if (away < least && isFree(box, bounds, occupied)) [best, least] = [box, away];
    }
  return best;
}

// Right, left, above, below: where people look for a name first.
function besideMark({ x, y, radius, width }: LabelledMark): readonly Box[] {
  const middle = y - lineHeight / 2;
  const away = radius + gap;
  const at = (left: number, top: number): Box => ({ x: left, y: top, width, height: lineHeight });
  return [
    at(x + away, middle),
    at(x - away - width, middle),
    at(x - width / 2, y - away - lineHeight),
    at(x - width / 2, y + away),
    at(x + radius, y - away - lineHeight),
    at(x + radius, y + away),
    at(x - radius - width, y - away - lineHeight),
    at(x - radius - width, y + away),
  ];
}

function isFree(box: Box, bounds: Bounds, occupied: readonly Box[]): boolean {
  const inside =
    box.x >= bounds.left &&
    box.y >= bounds.top &&
    box.x + box.width <= bounds.right &&
    box.y + box.height <= bounds.bottom;
  return inside && occupied.every((other) => !overlap(box, other));
}

/** Whether two boxes share more than an edge. */
export function overlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

/** From a mark's edge to the nearest point of a box, px. */
function distance({ x, y, radius }: LabelledMark, box: Box): number {
  const dx = Math.max(box.x - x, 0, x - box.x - box.width);
  const dy = Math.max(box.y - y, 0, y - box.y - box.height);
  return Math.hypot(dx, dy) - radius;
}

/** How wide a text is drawn at 12 px, px; rather too much than too little, since the server has no font to measure with. */
export function textWidth(text: string): number {
  let width = 0;
  for (const character of text)
    width += /[A-ZMWmw%@&–—]/u.test(character)
      ? 9.5
      : /[iljtfr.,:;'|() ]/u.test(character)
        ? 4.6
        : /[\u0020-\u007E]/u.test(character)
          ? 7
          : 12;
  return Math.ceil(width);
}
