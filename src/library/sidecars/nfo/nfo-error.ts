/** What is wrong with the content of an NFO file, as a clause: `it has a DOCTYPE`. */
export class NfoError extends Error {}
