import type { Session } from '../../contract/index.ts';
import type { LoginViewName } from './login-view.ts';

/** The customer has signed in. Bubbles. */
export class SignInEvent extends Event {
  static readonly type = 'sign-in';
  readonly session: Session;

  constructor(session: Session) {
    super(SignInEvent.type, { bubbles: true, composed: true });
    this.session = session;
  }
}

/** Another view of the sign-in is shown. Bubbles. */
export class ViewChangeEvent extends Event {
  static readonly type = 'view-change';
  readonly view: LoginViewName;

  constructor(view: LoginViewName) {
    super(ViewChangeEvent.type, { bubbles: true, composed: true });
    this.view = view;
  }
}

declare global {
  interface GlobalEventHandlersEventMap { 'sign-in': SignInEvent; 'view-change': ViewChangeEvent }
}
