/** A duration as text, e.g. `850 ms`, `9.0 s`, `1 min 05 s`. */
export function formatDuration(ms: number): string {
  if (ms < 999.5) return `${Math.round(ms)} ms`;
  if (ms < 59_950) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`;
}

/** A rough estimate as text, rounded to what is known: `8 s`, `40 s`, `1 min 40 s`. */
export function formatRoughly(ms: number): string {
  const step = ms < 10_000 ? 1_000 : ms < 60_000 ? 5_000 : 10_000;
  const seconds = Math.max(1, (Math.round(ms / step) * step) / 1_000);
  return seconds < 60 ? `${seconds} s` : formatDuration(seconds * 1_000);
}

/** A moment as text, in UTC so that a shared report is the same everywhere: `2026-05-04 10:15:00 UTC`. */
export function formatMoment(isoDate: string): string {
  const date = new Date(isoDate);
  return Number.isNaN(date.getTime()) ? isoDate : `${date.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}
