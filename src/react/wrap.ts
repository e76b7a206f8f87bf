import { createComponent, type EventName, type ReactWebComponent } from '@lit/react';
import * as React from 'react';

/** Names of events that elements fire. */
type Name = keyof GlobalEventHandlersEventMap;

type Pascal<Text extends string> = Text extends `${infer Word}-${infer Rest}` ? `${Capitalize<Word>}${Pascal<Rest>}` : Capitalize<Text>;

/** The props that take handlers: `ticket-select` becomes `onTicketSelect`. */
export type Handlers<Events extends Name> = { [Event in Events as `on${Pascal<Event>}`]: EventName<GlobalEventHandlersEventMap[Event]> };

const propOf = (event: string): string => `on-${event}`.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());

/**
 * A custom element as a React component: its properties are props, and so are its events.
 * @param events Names of the events that get a prop; a test compares them with the element's doc block.
 */
export function wrap<Tag extends keyof HTMLElementTagNameMap, Events extends Name = never>(
  tagName: Tag, elementClass: new () => HTMLElementTagNameMap[Tag], ...events: Events[]
): ReactWebComponent<HTMLElementTagNameMap[Tag], Handlers<Events>> {
  const props: Readonly<Record<string, Name>> = Object.fromEntries(events.map((event) => [propOf(event), event]));
  return createComponent({ tagName, elementClass, react: React, displayName: elementClass.name, events: props as Handlers<Events> });
}
