const TYPE = 'portico-early-answer';

/**
 * Goes to the window when an element needs an answer that the loader may have asked for ahead of time. An event, because the loader
 * starts before there is any other code, and shares none with it; at the window, because markup with an unlucky `name` takes the document's methods away.
 */
export class EarlyAnswerEvent extends Event {
  static readonly type = TYPE;
  /** The address asked for; undefined drops all answers. */
  readonly url: string | undefined;
  /** Set by the loader. */
  answer: Promise<Response> | undefined;

  constructor(url?: string) {
    super(TYPE);
    this.url = url;
  }
}

/** The answer that was asked for early, for one who needs it now; each is used once. */
export function earlyAnswer(url: string): Promise<Response> | undefined {
  const event = new EarlyAnswerEvent(url);
  window.dispatchEvent(event);
  return event.answer;
}

/** Drops what was asked for early: it was meant for somebody who is not signed in any more. */
export const forgetEarlyAnswers = (): void => { window.dispatchEvent(new EarlyAnswerEvent()); };
