/** How often random tests run; HCL_RUNS makes them run longer. */
export const runs = Number(process.env.HCL_RUNS ?? 2000);

/** The same documents every time, so that a change is judged by what it changes; HCL_SEED tries others. */
export const seed = Number(process.env.HCL_SEED ?? 20_261_124);
