/** Red, green and blue as light (linear, 0 to 1), cut to what a screen shows. */
type LinearRgb = readonly [red: number, green: number, blue: number];

/** Reads `oklch(L C H)`. The matrices are Ottosson's (https://bottosson.github.io/posts/oklab). */
export function linearRgbOf(oklch: string): LinearRgb {
  const [lightness = Number.NaN, chroma = Number.NaN, hue = Number.NaN] = (oklch.match(/-?[\d.]+/g) ?? []).map(Number);
  const [a, b] = [chroma * Math.cos((hue * Math.PI) / 180), chroma * Math.sin((hue * Math.PI) / 180)];
  const long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const short = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const cut = (light: number): number => Math.min(1, Math.max(0, light));
  return [
    cut(4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short),
    cut(-1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short),
    cut(-0.0041960863 * long - 0.7034186147 * medium + 1.707614701 * short),
  ];
}

/** The contrast ratio of WCAG 2.2, 1 to 21, of two `oklch(…)` colours. */
export function contrast(one: string, other: string): number {
  const luminance = ([red, green, blue]: LinearRgb): number => 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  const [first, second] = [luminance(linearRgbOf(one)) + 0.05, luminance(linearRgbOf(other)) + 0.05];
  return Math.max(first, second) / Math.min(first, second);
}
