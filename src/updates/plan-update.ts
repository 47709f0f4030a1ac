import semver from 'semver';
import type { Release, UpdateChannel } from '../domain/updates.ts';

/**
 * The newest release that is newer than what is installed, by the rules of semver.org: never an older one. Of the public
 * channel, one that is marked as not final (`1.2.0-beta.1`) is none. What has no such version is passed over.
 */
export function planUpdate<R extends Pick<Release, 'version'>>(
  releases: readonly R[],
  channel: UpdateChannel,
  installed: string,
): R | undefined {
  return releases
    .filter(({ version }) => semver.valid(version) === version && semver.gt(version, installed))
    .filter(({ version }) => channel === 'beta' || semver.prerelease(version) === null)
    .toSorted((a, b) => semver.rcompare(a.version, b.version))[0];
}
