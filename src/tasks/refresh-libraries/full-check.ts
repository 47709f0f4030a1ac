const dayMs = 86_400_000;
const intervalDays = 7;

/**
 * Whether a scan is to look at every file. A file that is overwritten in place leaves no trace in the time of its
 * folder, so it is found in this way only. It is done on every seventh service day, and on a later day when there was
 * no scan since: days without a window must not put it off for ever.
 *
 * @param serviceDay ISO date
 * @param scannedAt when the section was last scanned, in milliseconds since 1970 UTC
 */
export function isFullCheckDue(serviceDay: string, scannedAt: number | undefined): boolean {
  const day = Math.floor(Date.parse(serviceDay) / dayMs);
  const sinceCheck = day % intervalDays;
  return scannedAt === undefined || sinceCheck === 0 || scannedAt < (day - sinceCheck) * dayMs;
}
