/** Exit code of a benchmark that ran to its end, another than of one that could not be run; `tools/run/benchmarks.mjs` has it, too. */
const FLOOR_MISSED = 3;

/** Ends the process, once it is done, with what the benchmark came to. */
export function conclude(holds: boolean, say: (text: string) => void): void {
  if (!holds) say('A floor is missed.');
  process.exitCode = holds ? 0 : FLOOR_MISSED;
}
