import type { SaidTexts } from '../../said-texts.ts';
import { errors } from './errors.ts';
import { phrases } from './phrases.ts';
import { tasks } from './tasks.ts';
import { texts } from './texts.ts';

export const saidTexts: SaidTexts = { phrases, errors, tasks, texts };
