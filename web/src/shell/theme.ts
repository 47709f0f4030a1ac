import { signal } from '@preact/signals';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

const place = 'butler.theme';

export const theme = signal<Theme>(themes.find(name => name === localStorage.getItem(place)) ?? 'system');

export function startTheme(): void {
  theme.subscribe(shown => {
    if (shown === 'system') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = shown;
  });
}

export function chooseTheme(chosen: Theme): void {
  localStorage.setItem(place, chosen);
  theme.value = chosen;
}
