/** How many cases random tests try; HCL_RUNS makes them try more. */
export const runs = Number(process.env.HCL_RUNS ?? 2000);

/** The documents are the same in every run, so that only a change can make a test fail; HCL_SEED selects others. */
export const seed = Number(process.env.HCL_SEED ?? 20_261_124);
