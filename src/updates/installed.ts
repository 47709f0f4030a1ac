import packageJson from '../../package.json' with { type: 'json' };

/** The version of this Butler. */
export const installed: string = packageJson.version;
