const started = performance.now();

/** @param {number} since  a reading of performance.now() */
export const seconds = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`;

/** @param {string} text */
export const say = (text) => console.log(text);

/**
 * Says that a step of the command begins.
 * @param {string} text
 */
export const step = (text) => say(`[${seconds(started).padStart(7)}] ${text}`);

/**
 * Repeats a line while long work goes on, so that silence means trouble.
 * @template T
 * @param {string} text
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function reporting(text, work) {
  const since = performance.now();
  const timer = setInterval(
    () => say(`            ${text} ... ${Math.round((performance.now() - since) / 1000)} s`),
    5_000,
  );
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}
