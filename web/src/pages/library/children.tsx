import type { Api } from '../../../../sdk/src/index.ts';
import { useResource } from '../../data/resource.ts';
import { server } from '../../data/session.ts';
import { t } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { LongList } from '../../ui/long-list.tsx';
import { Failed, Skeleton } from '../../ui/states.tsx';
import css from './children.module.css';
import { ItemRow } from './item-row.tsx';
import { countItems, titleOfTask } from './words.ts';
import { workOn } from './work.ts';

/** What lies directly below an item, in its order, and what can be done with all of it. */
export function Children({ item, section }: { item: Api.ItemDetails; section: Api.Section }) {
  const { value, error, reload } = useResource(
    async () => {
      const found = await Array.fromAsync(server.peek().library.items({ parent: item.id, limit: 500 }));
      return found.toSorted((a, b) => (a.index ?? 1e9) - (b.index ?? 1e9));
    },
    [item.id],
    ['media-added'],
  );
  const children = value.value;
  const tasks = [...new Set(section.coverage.filter(({ of }) => of > 0).map(({ task }) => task))];
  const [first] = children ?? [];
  return (
    <>
      <Card title={first ? countItems(first.type, item.children) : t('ui.loading')} flush>
        {children !== undefined ? (
          <LongList
            label={item.title}
            items={children}
            rowHeight={72}
            keyOf={({ id }) => id}
            row={child => <ItemRow item={child} isBelow />}
          />
        ) : error.value !== undefined ? (
          <Failed error={error.value} onRetry={reload} />
        ) : (
          <Skeleton lines={4} />
        )}
      </Card>
      {tasks.length > 0 && (
        <Card title={t('item.workBelow')}>
          <div class={css['tasks']}>
            {tasks.map(task => (
              <Button key={task} icon="play" onPress={() => workOn(item.id, task)}>
                {titleOfTask(task)}
              </Button>
            ))}
          </div>
        </Card>
      )}
    </>
  );
}
