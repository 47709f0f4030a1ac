import { Hono } from 'hono';
import { friendlyName } from '../../settings/preferences.ts';
import type { Settings } from '../../settings/settings.ts';
import { preferredEncoding } from '../negotiation.ts';
import { encode, respond } from './response.ts';
import { toSeconds } from './seconds.ts';

/** Who this server is. */
export interface ServerIdentity {
  /** 40 hexadecimal digits, the same for as long as the data folder lives. */
  readonly machineIdentifier: string;
  /** Of Butler, as `major.minor.patch`. */
  readonly version: string;
  /** Shown while the preference FriendlyName is empty: the name of the computer. */
  readonly friendlyName: string;
}

/** What it runs on. */
export interface Host {
  /** As `process.platform` and `os.release()` tell. */
  readonly platform: string;
  readonly platformVersion: string;
  /** When the server was started. */
  readonly startedAt: number;
}

/** `/identity`, the one answer that needs no token. */
export function identityRoutes({ machineIdentifier, version }: ServerIdentity): Hono {
  const container = { size: 0, claimed: false, machineIdentifier, version: formatVersion(version) };
  return new Hono({ strict: false }).get('/identity', c => {
    const encoding = preferredEncoding(c.req.header('accept'));
    return respond(encoding, encode(encoding, 'MediaContainer', container));
  });
}

/** `/`: what clients read when they connect. */
export function serverRoutes(identity: ServerIdentity, host: Host, settings: Settings): Hono {
  return new Hono({ strict: false }).get('/', c => {
    const encoding = preferredEncoding(c.req.header('accept'));
    const container = { size: 0, ...serverElement(identity, host, settings) };
    return respond(encoding, encode(encoding, 'MediaContainer', container));
  });
}

/** What the server tells of itself. */
export function serverElement(identity: ServerIdentity, host: Host, settings: Settings) {
  return {
    friendlyName: nameOf(identity, settings),
    machineIdentifier: identity.machineIdentifier,
    version: formatVersion(identity.version),
    platform: platformNames[host.platform] ?? host.platform,
    platformVersion: host.platformVersion,
    myPlex: false,
    // What there is at `/diagnostics/`.
    diagnostics: 'databases',
    eventStream: true,
    hubSearch: true,
    mediaProviders: true,
    // @ctrl/plex splits it without looking whether it is there.
    ownerFeatures: '',
    transcoderActiveVideoSessions: 0,
    updatedAt: toSeconds(host.startedAt),
  };
}

/**
 * `/servers`: of the servers that Plex knows in its network, this one. Tautulli learns the name from it, where the preference
 * is empty.
 */
export function neighbourRoutes(identity: ServerIdentity, settings: Settings): Hono {
  return new Hono({ strict: false }).get('/servers', c => {
    const encoding = preferredEncoding(c.req.header('accept'));
    const { hostname, port } = new URL(c.req.url);
    const server = {
      name: nameOf(identity, settings),
      host: hostname,
      address: hostname,
      port: Number(port || 80),
      machineIdentifier: identity.machineIdentifier,
      version: formatVersion(identity.version),
    };
    return respond(encoding, encode(encoding, 'MediaContainer', { size: 1, Server: [server] }));
  });
}

function nameOf(identity: ServerIdentity, settings: Settings): string {
  return settings.get(friendlyName) || identity.friendlyName;
}

const platformNames: Record<string, string> = { linux: 'Linux', darwin: 'MacOSX', win32: 'Windows' };

/** In the shape of Plex's versions, four numbers and a tail, which some clients take apart. */
function formatVersion(version: string): string {
  const [release] = version.split('-');
  return `${release}.0-butler`;
}
