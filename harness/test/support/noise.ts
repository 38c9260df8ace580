/** A stream of uniform numbers in [0, 1). */
export type Random = () => number;

/** Makes the noise of one metric: each call gives what one floor reads too much or too little. */
export type NoiseModel = (random: Random) => () => number;

/** A standard normal number (Box–Muller). */
export function standardNormal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** No noise at all: what counts of things show at rest. */
export const silence: NoiseModel = () => () => 0;

/** Each floor errs on its own. */
export function whiteNoise(deviation: number): NoiseModel {
  return (random) => () => deviation * standardNormal(random);
}

/** AR(1): each floor keeps `persistence` of the last one's error; its long-run standard deviation is `deviation`. */
export function autoregressiveNoise(persistence: number, deviation: number): NoiseModel {
  const innovation = deviation * Math.sqrt(1 - persistence ** 2);
  return (random) => {
    let error = deviation * standardNormal(random);
    return () => {
      error = persistence * error + innovation * standardNormal(random);
      return error;
    };
  };
}

/** Errors that add up for ever without a direction. */
export function randomWalkNoise(stepDeviation: number): NoiseModel {
  return (random) => {
    let error = 0;
    return () => {
      error += stepDeviation * standardNormal(random);
      return error;
    };
  };
}
