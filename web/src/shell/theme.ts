import { signal } from '@preact/signals';
import { keptInBrowser } from '../data/kept.ts';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

const kept = keptInBrowser('theme');

export const theme = signal<Theme>(themes.find(name => name === kept.read()) ?? 'system');

export function startTheme(): void {
  theme.subscribe(shown => {
    if (shown === 'system') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = shown;
  });
}

export function chooseTheme(chosen: Theme): void {
  kept.write(chosen);
  theme.value = chosen;
}
