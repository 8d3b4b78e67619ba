/** How long until something that is to come: "in 40 min", "in 20 h", "in 3 days"; "any moment" once its time has come. ms. */
export function whenPhrase(ms: number): string {
  const minutes = Math.ceil(ms / 60_000);
  if (minutes <= 0) return "any moment";
  if (minutes < 60) return `in ${minutes} min`;
  const hours = Math.round(minutes / 60);
  return hours < 72 ? `in ${hours} h` : `in ${Math.round(hours / 24)} days`;
}
