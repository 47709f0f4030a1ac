import { useSignal } from '@preact/signals';
import { zone } from '../../data/server.ts';
import { t } from '../../i18n/i18n.ts';
import { currentPlace } from '../../router.ts';
import { minute } from '../../ui/now.ts';
import { Page, PageHeading } from '../../ui/page.tsx';
import { Calendar } from './calendar.tsx';
import { dateOf, isDate } from './days.ts';
import { Night } from './night.tsx';
import { RunPage } from './run-page.tsx';
import { useTitle } from './title.ts';

/** The nights that have passed: all of them from afar, one of them on the clock, each run by itself. */
export function Nights() {
  const [, first, second] = currentPlace.value.segments;
  if (first === 'run') return <RunPage key={second} id={second ?? ''} />;
  return <Overview chosen={first !== undefined && isDate(first) ? first : undefined} />;
}

function Overview({ chosen }: { chosen: string | undefined }) {
  useTitle(t('nights.title'));
  const today = dateOf(minute.value, zone.value);
  /** The last night of which there is anything: what people come for in the morning. */
  const newest = useSignal<string | undefined>(undefined);
  const day = chosen ?? newest.value;
  return (
    <Page>
      <PageHeading title={t('nights.title')} />
      <Calendar
        today={today}
        chosen={day}
        onNewest={found => {
          newest.value = found;
        }}
      />
      {day !== undefined && <Night key={day} day={day} today={today} />}
    </Page>
  );
}
