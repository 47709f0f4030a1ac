import packageJson from '../../package.json' with { type: 'json' };

/** Of this Butler, as in `package.json`. */
export const version: string = packageJson.version;

/** A clock that reads earlier than this cannot be right. Raised with each release; milliseconds since 1970 UTC. */
export const builtAt = Date.UTC(2026, 10, 1);
