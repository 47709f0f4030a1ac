/** Articles that libraries leave out when they sort. Words that also are something else in a title stay: `die`, `la`. */
const article = /^(?:the|an?|das|der|el|les?|los)\s+(?=\S)/iu;

/** What a title is sorted by. */
export function sortTitleOf(title: string): string {
  return title.replace(article, '');
}
