import { access } from '../../../i18n/en/access.ts';
import { account } from '../../../i18n/en/account.ts';
import { ways } from '../../../i18n/en/ways.ts';
import { addEnglish } from '../../../i18n/languages.ts';
import type { LoginController } from '../login-controller.ts';
import type { FetchedView, LoginView } from '../login-view.ts';
import { AccountView } from './account.ts';
import { adopt } from './adopt.ts';
import { ConsentView } from './consent.ts';
import { DeniedView } from './denied.ts';
import { InvitationView, NewPasswordView, PreviewView, SignInLinkView, VerifyView } from './link-views.ts';
import { ResetView, SignInMailView } from './mail-requests.ts';
import { MailSentView } from './mail-sent.ts';
import { RegisterView } from './register.ts';
import { SignOutView } from './sign-out.ts';
import { styles } from './views.styles.ts';

addEnglish([ways, access, account]);

const VIEWS: Readonly<Record<FetchedView, new (login: LoginController) => LoginView>> = {
  register: RegisterView, reset: ResetView, 'sign-in-mail': SignInMailView, 'mail-sent': MailSentView,
  verify: VerifyView, 'new-password': NewPasswordView, 'sign-in-link': SignInLinkView, invitation: InvitationView, preview: PreviewView,
  consent: ConsentView, denied: DeniedView, 'sign-out': SignOutView, account: AccountView,
};

/** Makes a view that is not part of the sign-in's own code. */
export function createView(name: FetchedView, login: LoginController): LoginView {
  adopt(login.host.renderRoot, styles);
  return new VIEWS[name](login);
}
