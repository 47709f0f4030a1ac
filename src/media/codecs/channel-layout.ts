import { AV_CHANNEL_ORDER_UNSPEC } from 'node-av/constants';
import { avChannelLayoutDefault, type ChannelLayout } from 'node-av/lib';

/** How channels lie, of sound or of its parameters: where nobody says, as so many lie as a rule. */
export function layoutOf({
  channelLayout,
  channels,
}: {
  readonly channelLayout: ChannelLayout;
  readonly channels: number;
}): ChannelLayout {
  return channelLayout.order === AV_CHANNEL_ORDER_UNSPEC ? avChannelLayoutDefault(channels) : channelLayout;
}
