const pattern = /^(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?: *(Z|[A-Za-z]{3,4}|[+-]\d\d:?\d\d))?$/;

/**
 * Minutes east of UTC. The American names are those of RFC 5322, section 4.3; `BST` is British summer time, as in the
 * example of the XMLTV DTD. Others mean several zones, or none.
 */
const zones: Readonly<Record<string, number>> = {
  Z: 0,
  UTC: 0,
  GMT: 0,
  WET: 0,
  WEST: 60,
  BST: 60,
  CET: 60,
  CEST: 120,
  EET: 120,
  EEST: 180,
  EST: -300,
  EDT: -240,
  CST: -360,
  CDT: -300,
  MST: -420,
  MDT: -360,
  PST: -480,
  PDT: -420,
};

/**
 * Reads an instant of XMLTV: `YYYYMMDDhhmmss ±zzzz`, which may end early after any of its parts; without a zone it is
 * UTC (https://github.com/XMLTV/xmltv/blob/master/xmltv.dtd). Returns milliseconds since 1970 UTC, or undefined for what
 * is no such instant, or names a zone that is not known: an hour that is wrong is worse than none.
 */
export function parseXmltvTime(text: string): number | undefined {
  const match = pattern.exec(text.trim());
  if (!match) return undefined;
  const [, year, month = '01', day = '01', hour = '00', minute = '00', second = '00', zone = 'Z'] = match;
  const offset = parseOffset(zone);
  if (offset === undefined || hour > '23' || minute > '59' || second > '59') return undefined;
  const date = [Number(year), Number(month) - 1, Number(day)] as const;
  const at = Date.UTC(...date, Number(hour), Number(minute), Number(second));
  return isReal(...date) ? at - offset * 60_000 : undefined;
}

/** Whether there is such a day; `Date` goes on to the next month where there is none. */
function isReal(year: number, month: number, day: number): boolean {
  if (month < 0 || month > 11 || day < 1) return false;
  return day <= 28 || new Date(Date.UTC(year, month, day)).getUTCDate() === day;
}

/** Minutes east of UTC. */
function parseOffset(zone: string): number | undefined {
  const named = zones[zone.toUpperCase()];
  if (named !== undefined) return named;
  const match = /^([+-])(\d\d):?(\d\d)$/.exec(zone);
  if (!match) return undefined;
  const minutes = Number(match[2]) * 60 + Number(match[3]);
  // No clock on Earth is further from UTC than 14 hours.
  if (Number(match[3]) > 59 || minutes > 14 * 60) return undefined;
  return match[1] === '-' ? -minutes : minutes;
}
