/**
 * How far ahead the forecasters look. `keepEverySeconds`: a forecast is kept for checking at most this often, so that
 * no more than fifteen wait at a time.
 */
export const HORIZONS = [
  { name: "1m", index: 0, seconds: 60, keepEverySeconds: 10 },
  { name: "5m", index: 1, seconds: 300, keepEverySeconds: 30 },
  { name: "15m", index: 2, seconds: 900, keepEverySeconds: 60 },
  { name: "1h", index: 3, seconds: 3600, keepEverySeconds: 300 },
] as const;

export type Horizon = (typeof HORIZONS)[number];
export type HorizonName = Horizon["name"];
