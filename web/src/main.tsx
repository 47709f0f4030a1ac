import './ui/theme.css';
import './ui/base.css';
import { render } from 'preact';
import { App } from './app.tsx';
import { startEvents } from './data/events.ts';
import { startFirstVisit } from './data/first-visit.ts';
import { startPlan } from './data/plan.ts';
import { startRestores } from './data/restore.ts';
import { startServerFacts } from './data/server.ts';
import { signInByLink } from './data/session.ts';
import { startTasks } from './data/tasks.ts';
import { startLanguage } from './i18n/i18n.ts';
import { startTheme } from './shell/theme.ts';

startTheme();
startServerFacts();
startTasks();
startPlan();
startRestores();
startFirstVisit();
await Promise.all([startLanguage(), signInByLink()]);
startEvents();
// Such a link opened where the dashboard is open already changes the address only.
addEventListener('hashchange', signInByLink);

const root = document.getElementById('app');
// What the document shows until here has done its part.
root?.replaceChildren();
if (root) render(<App />, root);
