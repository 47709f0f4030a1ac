/** The name of a run's own folder below the staging folder. */
export function formatStaging(runId: number): string {
  return `run-${runId}`;
}

/** The run to which a folder below the staging folder belongs; undefined where its name is none of theirs. */
export function parseStaging(name: string): number | undefined {
  const [, digits] = /^run-(\d{1,15})$/.exec(name) ?? [];
  return digits === undefined ? undefined : Number(digits);
}
