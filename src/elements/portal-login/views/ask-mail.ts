import type { TemplateResult } from 'lit';
import type { SignInOptions } from '../../../contract/index.ts';
import { emailField, loginForm } from '../fields.ts';
import type { FormEntries, FormRequest } from '../form-request.ts';
import type { LoginController } from '../login-controller.ts';
import type { SentMail } from '../login-view.ts';

/** What the gateway answers when it was asked for a mail. */
type Ask = (entries: FormEntries, signal: AbortSignal) => Promise<Pick<SentMail, 'delayed' | 'challenge'>>;

/** Sends a form that asks for a mail, and goes on to what is to be done with that. */
export async function askForMail(login: LoginController, form: FormRequest<SentMail>, event: SubmitEvent, kind: SentMail['kind'], ask: Ask): Promise<void> {
  const sent = await form.submit(event, (entries, signal) => {
    const order = async (abort: AbortSignal): Promise<SentMail> => ({ ...await ask(entries, abort), kind, email: entries['email'] ?? '', again: order });
    return order(signal);
  });
  if (sent === undefined) return;
  login.sent = sent;
  login.show('mail-sent');
}

/** The form that asks for a mail to sign in with. */
export function signInMailForm(login: LoginController, form: FormRequest<SentMail>, mail: NonNullable<SignInOptions['mail']>): TemplateResult {
  const { t, tag: language } = login.localize;
  const onSubmit = (event: SubmitEvent): void => {
    void askForMail(login, form, event, 'sign-in', ({ email = '' }, signal) => login.portal.account('requestSignInMail', { email, language }, signal));
  };
  return loginForm(t, { request: form, submit: t(`login.mail.${mail}`), submitting: t('login.mailSending'), onSubmit },
    emailField(t, form, login.typed.email, { autocomplete: 'email' }));
}
