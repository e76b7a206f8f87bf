import type { TemplateResult } from 'lit';
import type { LocalizeController } from '../../../i18n/index.ts';
import { errorState, loadingState } from '../../parts/states.ts';
import { emailField, passwordField } from '../fields.ts';
import type { LoginController } from '../login-controller.ts';
import type { LoginView } from '../login-view.ts';
import { CheckedForm, type FieldTexts } from './checked-form.ts';

const TEXTS: FieldTexts = { email: 'login.emailInvalid', name: 'issue.required', 'new-password': 'access.passwordShort', consent: 'access.termsMissing' };

/** A view with a form. */
export abstract class FormView<Value> implements LoginView {
  protected readonly login: LoginController;
  protected readonly form: CheckedForm<Value>;

  constructor(login: LoginController) {
    this.login = login;
    this.form = new CheckedForm<Value>(login.host, TEXTS);
  }

  protected get t(): LocalizeController['t'] {
    return this.login.localize.t;
  }

  abstract heading(): string;
  abstract render(): TemplateResult;

  closed(): void {
    this.form.reset();
  }

  /** The field of a password that is chosen now, with the rule for it. */
  protected newPassword(label: string = this.t('access.newPassword')): TemplateResult {
    return passwordField(this.t, this.form, { name: 'new-password', label, autocomplete: 'new-password', help: this.t('access.passwordRule') });
  }

  /** The address that the password belongs to, for the person and for password managers. */
  protected knownEmail(email: string): TemplateResult {
    return emailField(this.t, this.form, email, { readOnly: true });
  }

  /** What stands there until it is known which ways in there are. */
  protected waiting(): TemplateResult {
    const { options } = this.login;
    return options.error === undefined ? loadingState(this.t, this.t('login.loading'), options.slow)
      : errorState(this.t, options.error, this.login.retryOptions);
  }
}
