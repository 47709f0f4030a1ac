/** Plex counts instants in whole seconds since 1970 UTC. */
export function toSeconds(at: number | undefined): number | undefined {
  return at === undefined ? undefined : Math.floor(at / 1000);
}
