/** Whether a list of tags (RFC 9110, 13.1) names one. `*` names any. */
export function matches(list: string | undefined, tag: string): boolean {
  if (list === undefined) return false;
  return list
    .split(',')
    .map(given => given.trim().replace(/^W\//, ''))
    .some(given => given === '*' || given === tag);
}
