import { distance } from 'fastest-levenshtein';

/**
 * A third of the letters may be wrong, and two are always allowed. Beyond that, a guess confuses more than it helps.
 */
const toleratedShare = 1 / 3;
const toleratedLetters = 2;

/** Too many words begin with fewer letters than this. */
const shortestBeginning = 3;

/** The known word nearest to what was typed, or null when none is near. Upper and lower case are the same. */
export function nearestWord(typed: string, known: readonly string[]): string | null {
  return nearestByLetters(typed, known) ?? nearestByBeginning(typed, known);
}

function nearestByBeginning(typed: string, known: readonly string[]): string | null {
  if (typed.length < shortestBeginning) return null;
  return known.find((word) => word.toLowerCase().startsWith(typed.toLowerCase())) ?? null;
}

function nearestByLetters(typed: string, known: readonly string[]): string | null {
  const limit = Math.max(toleratedLetters, Math.floor(typed.length * toleratedShare));
  let nearest: string | null = null;
  let nearestDistance = limit + 1;
  for (const word of known) {
    const away = distance(typed.toLowerCase(), word.toLowerCase());
    if (away >= nearestDistance) continue;
    nearest = word;
    nearestDistance = away;
  }
  return nearest;
}

/** `did you mean "x"?`, or all known words when none is near. */
export function didYouMean(typed: string, known: readonly string[], choice: string): string {
  const nearest = nearestWord(typed, known);
  return nearest === null ? `${choice}: ${known.join(', ')}` : `did you mean "${nearest}"?`;
}
