import type { DemoTicket } from './ticket.ts';

const STAGES = ['new', 'open', 'new', 'waiting', 'new', 'closed', 'open', 'closed', 'on-hold', 'resolved'] as const;

/** Erin's 300 tickets, one per sensor, for lists that are longer than a page. */
export const sensors: readonly DemoTicket[] = Array.from({ length: 300 }, (_, index): DemoTicket => {
  const number = String(index + 1).padStart(3, '0');
  const building = 'ABCDE'[index % 5] ?? 'A';
  const stage = STAGES[index % STAGES.length] ?? 'new';
  return {
    key: `sensor-${number}`, requester: 'erin', stage, daysAgo: 300 - index + (index % 4) / 5,
    subject: `Sensor ${number} ${index % 7 === 0 ? 'reports a low battery' : 'is offline'}`,
    fields: { product: 'cloud', component: 'api', severity: index % 3 === 0 ? 'high' : 'low' },
    ...(stage === 'new' ? {} : { assignee: index % 2 === 0 ? 'agnes' : 'max' }),
    messages: [
      { by: 'erin', after: 0, channel: 'form', text: `Sensor ${number} in building ${building} needs attention.` },
      ...(stage === 'new' ? [] : [{ by: index % 2 === 0 ? 'agnes' : 'max', after: 3 + (index % 20), text: `We restarted the sensor in building ${building}. Is it back?` } as const]),
    ],
  };
});
