import fc from 'fast-check';

/**
 * The same cases at every run, so that a run that fails tells of a change. Other cases with another seed:
 * `FAST_CHECK_SEED=7 npm test`.
 */
fc.configureGlobal({ seed: Number(process.env['FAST_CHECK_SEED'] ?? 1) });
