/**
 * Remembers the last answer of a pure function. Files are identified folder by folder, and what a folder says is the
 * same for all files in it. Arguments are compared by identity.
 */
export function rememberLast<Argument, Answer>(
  read: (argument: Argument) => Answer,
): (argument: Argument) => Answer {
  let last: { readonly argument: Argument; readonly answer: Answer } | undefined;
  return argument => {
    if (last === undefined || last.argument !== argument) last = { argument, answer: read(argument) };
    return last.answer;
  };
}
