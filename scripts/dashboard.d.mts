/** The folder with the dashboard of the sources as they are now, made where there is none; undefined in a checkout that has none. */
export function findOrMakeDashboard(root: string): Promise<string | undefined>;
