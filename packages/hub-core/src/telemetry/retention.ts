/** How long frames, decisions and events are kept, days. Whole days are dropped. */
export const retentionDays = 30;
