import { html, type TemplateResult } from 'lit';
import { systemPageHref } from '../../portal/system-page.ts';
import { isForBrowser } from '../parts/links.ts';
import type { LoginController } from './login-controller.ts';
import type { LoginViewName } from './login-view.ts';

/** A link to another view. */
export const viewLink = (login: LoginController, view: LoginViewName, text: string): TemplateResult =>
  html`<a href=${systemPageHref(view)} @click=${onViewLink(login, view)}>${text}</a>`;

/** Changes the view in place. */
export const onViewLink = (login: LoginController, view: LoginViewName) => (event: MouseEvent): void => {
  if (isForBrowser(event)) return;
  event.preventDefault();
  login.show(view);
};
