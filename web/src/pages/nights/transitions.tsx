import type { Api } from '../../../../sdk/src/index.ts';
import { t } from '../../i18n/i18n.ts';
import { Said } from '../../i18n/said.tsx';
import { Card } from '../../ui/card.tsx';
import { TimeOfDay } from '../../ui/moment.tsx';
import { stateWord, toneOf } from './run-words.ts';
import css from './transitions.module.css';

const noFailures = { done: 0, failed: 0, bytesDone: 0 } as const;

/** Every change of the state of a run, and why. */
export function Transitions({ transitions }: { transitions: readonly Api.Transition[] }) {
  return (
    <Card title={t('run.transitions')}>
      <ol class={css['transitions']}>
        {transitions.map(({ at, to, reason, said }, index) => (
          <li key={index} data-tone={toneOf({ state: to, progress: noFailures })}>
            <TimeOfDay at={Date.parse(at)} />
            <div>
              <strong>{stateWord(to)}</strong>
              {reason !== undefined && (
                <p>
                  <Said text={reason} said={said} />
                </p>
              )}
            </div>
          </li>
        ))}
      </ol>
    </Card>
  );
}
