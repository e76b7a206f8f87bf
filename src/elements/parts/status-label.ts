import type { PublicSettings, Stage, TicketStatus } from '../../contract/index.ts';
import type { LocalizeController } from '../../i18n/index.ts';
import { textIn } from '../../portal/index.ts';

/** How a status is written where the owner has no settings: as Open or Closed, or by the ticketing system's own name. */
export type StatusMode = 'category' | 'stage';

/** A ticket's status in words: the owner's for its stage, else the ticketing system's where customers are told stages, else Open or Closed. */
export function statusLabel(localize: LocalizeController, settings: PublicSettings | null | undefined, { category, stage, label }: TicketStatus, mode: StatusMode): string {
  // Where customers are not told the stage, the gateway answers the category in its place, or nothing, with its English name.
  const isTold = settings == null ? mode === 'stage' : stage !== '' && (stage !== category || label.toLowerCase() !== category);
  const words = stageLabel(localize, settings, { id: stage, label: isTold ? label : '' });
  return words || localize.t(`status.${category}`);
}

/** A stage in the owner's words for the page's language, else by the ticketing system's own name. */
export const stageLabel = ({ tag }: LocalizeController, settings: PublicSettings | null | undefined, { id, label }: Pick<Stage, 'id' | 'label'>): string =>
  textIn(settings?.stageLabels[id] ?? {}, tag) ?? label;
