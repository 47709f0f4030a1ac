import type { EventEmitter } from 'node:events';
import type { AnswerStore } from '../../domain/answers.ts';
import type { Butler } from '../../domain/butler.ts';
import type { ButlerEvents } from '../../domain/events.ts';
import type { Guide } from '../../domain/guide.ts';
import type { LogSearch } from '../../domain/log-search.ts';
import type { History, ReportStore } from '../../domain/ports.ts';
import type { UpdateView } from '../../domain/updates.ts';
import type { Gate } from '../auth.ts';
import { respondFailure } from '../failure-response.ts';
import type { Observation } from '../observation.ts';
import type { OwnersToken } from '../owners-token.ts';
import type { SessionCodes } from '../session-codes.ts';
import { activityRoutes } from './activities.ts';
import { type AdministrationServices, administrationRoutes } from './administration.ts';
import { decisionRoutes } from './decisions.ts';
import { documentRoute, makeDocument } from './document.ts';
import { tagAnswers, tagByRevision } from './etags.ts';
import { EventFeed } from './event-feed.ts';
import { eventRoutes } from './events.ts';
import { guideRoutes } from './guide.ts';
import { doOnce } from './idempotency.ts';
import { logRoutes } from './logs.ts';
import { type LookBackOn, lookBackRoutes } from './look-back.ts';
import { apiHealthRoutes, apiMetricsRoutes } from './monitoring.ts';
import { nightRoutes } from './nights.ts';
import { pauseRoutes } from './pauses.ts';
import { planRoutes } from './plan.ts';
import { plexDescriptionRoutes } from './plex-description/route.ts';
import { reportRoutes } from './reports.ts';
import { type Api, routes } from './routes.ts';
import { runSampleRoutes } from './run-samples.ts';
import { runRoutes } from './runs.ts';
import { type ServerServices, serverRoutes } from './server.ts';
import { sessionCodeRoutes, sessionRoutes, tokenRoutes } from './session.ts';
import { taskRoutes } from './tasks.ts';
import { updateRoutes } from './updates.ts';
import { type Webhooks, webhookRoutes } from './webhooks.ts';

/** What the routes of the API speak to. */
export interface ApiServices extends AdministrationServices, ServerServices {
  readonly butler: Butler;
  readonly history: History;
  readonly logs: LogSearch;
  readonly answers: AnswerStore;
  readonly reports: Pick<ReportStore, 'reportsOf'>;
  readonly guide: Guide;
  readonly updates: () => Promise<UpdateView>;
  readonly lookBack: LookBackOn;
  readonly webhooks: Webhooks;
  readonly sessions: SessionCodes;
  readonly token: OwnersToken;
  /** Makes another token the right one, and returns it. Throws `token-given`. */
  readonly renewToken: () => Promise<string>;
  readonly events: EventEmitter<ButlerEvents>;
  readonly observation: Observation;
  /** Wall clock, milliseconds since 1970 UTC. */
  now(): number;
}

/**
 * Butler's own API, to be mounted at `url`. Its description and the webhooks come before the gate, everything else
 * behind it. What does not end by itself ends when `closing` aborts.
 */
export function apiRoutes(
  url: string,
  version: string,
  services: ApiServices,
  gate: Gate,
  closing: AbortSignal,
) {
  const { butler, history, reports, guide, updates, webhooks, events, now } = services;
  const api = routes();
  let document: ReturnType<typeof makeDocument> | undefined;
  api.openapi(documentRoute, c => {
    document ??= makeDocument(api, url, version);
    return c.json(document, 200);
  });
  api.route('/', plexDescriptionRoutes(version, services.settings));
  api.route('/', webhookRoutes(webhooks));
  api.route('/', apiHealthRoutes(services.observation));
  api.route('/', sessionRoutes(services.sessions));
  api.use(gate);
  api.use(tagAnswers());
  api.use(doOnce(services.answers, now));
  for (const path of ['/tasks', '/activities']) api.use(path, tagByRevision(butler));
  api.route('/', sessionCodeRoutes(services.sessions));
  api.route('/', tokenRoutes(services.renewToken));
  api.route('/', serverRoutes(services));
  api.route('/', taskRoutes(butler));
  api.route('/', runRoutes(butler, history, services.units));
  api.route('/', runSampleRoutes(history));
  api.route('/', logRoutes(services.logs));
  api.route('/', activityRoutes(butler));
  api.route('/', planRoutes(butler));
  api.route('/', decisionRoutes(history));
  api.route('/', lookBackRoutes(butler, services.lookBack));
  api.route('/', reportRoutes(reports));
  api.route('/', nightRoutes(history));
  api.route('/', pauseRoutes(butler, now));
  api.route('/', administrationRoutes(butler, services));
  api.route('/', eventRoutes(new EventFeed({ events, now, closing }), services.token));
  api.route('/', apiMetricsRoutes(services.observation));
  api.route('/', guideRoutes(guide, now));
  api.route('/', updateRoutes(updates));
  refuseOtherMethods(api);
  return api;
}

/** An address that is asked with a method which it does not answer to says to which ones it does. */
function refuseOtherMethods(api: Api): void {
  const described = api.openAPIRegistry.definitions.flatMap(entry =>
    entry.type === 'route' ? entry.route : [],
  );
  for (const [path, same] of Map.groupBy(described, route => route.path)) {
    const allowed = same.map(({ method }) => method.toUpperCase()).join(', ');
    const failure = {
      status: 405,
      message: `This address answers to ${allowed}.`,
      headers: { Allow: allowed },
    } as const;
    api.all(path.replaceAll(/{(.+?)}/g, ':$1'), c => respondFailure(failure, c.req));
  }
}
