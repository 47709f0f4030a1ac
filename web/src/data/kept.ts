/** What this browser, or this tab, keeps of one person's choices. Where it may keep nothing, nothing is kept. */
export interface Kept {
  read(): string | null;
  write(text: string): void;
  forget(): void;
}

/** Kept until somebody clears it. Never for secrets. */
export function keptInBrowser(name: string): Kept {
  return keptIn(() => localStorage, name);
}

/** Kept over a reload of this tab, and gone with it. */
export function keptInTab(name: string): Kept {
  return keptIn(() => sessionStorage, name);
}

/** Storage that a browser refuses throws as soon as it is named. */
function keptIn(storage: () => Storage, name: string): Kept {
  const key = `butler.${name}`;
  const attempt = <Result>(act: () => Result, otherwise: Result): Result => {
    try {
      return act();
    } catch {
      return otherwise;
    }
  };
  return {
    read: () => attempt(() => storage().getItem(key), null),
    write: text => attempt(() => storage().setItem(key, text), undefined),
    forget: () => attempt(() => storage().removeItem(key), undefined),
  };
}
