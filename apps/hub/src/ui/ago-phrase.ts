const steps = [
  [60, 1, "s"],
  [3_600, 60, "min"],
  [86_400, 3_600, "h"],
] as const;

/** "12 s ago", "3 min ago", "5 h ago", "2 days ago"; within two seconds of now it is "now". `elapsed` in ms. */
export function agoPhrase(elapsed: number): string {
  const seconds = Math.floor(elapsed / 1_000);
  if (seconds < 2) return "now";
  for (const [below, size, unit] of steps) {
    if (seconds < below) return `${Math.floor(seconds / size)} ${unit} ago`;
  }
  const days = Math.floor(seconds / 86_400);
  return days === 1 ? "yesterday" : `${days} days ago`;
}

/** "59:07" or "1:00:00" for a countdown; never negative. */
export function countdown(remaining: number): string {
  const seconds = Math.max(0, Math.ceil(remaining / 1_000));
  const [h, m, s] = [Math.floor(seconds / 3_600), Math.floor((seconds % 3_600) / 60), seconds % 60];
  const two = (n: number): string => String(n).padStart(2, "0");
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}
