import type { GatewayOptions } from '../src/gateway/index.ts';

/** How customers get in at the demo: every way that needs no provider, and the invented company's terms in two languages. */
export const access = (origin: string): NonNullable<GatewayOptions['access']> => ({
  portalURL: `${origin}/support`,
  registration: true,
  signInMail: 'both',
  passkeys: true,
  consent: {
    version: '2026-11',
    texts: {
      en: {
        text: `Widget Works keeps your name, your address and what you write here, to answer you and for nothing else.\n\nThe [help page](${origin}/help) says more.`,
        label: 'I agree that Widget Works processes my data to answer my tickets.',
      },
      ko: {
        text: `Widget Works는 문의에 답변하기 위해서만 이름, 이메일 주소, 작성하신 내용을 보관합니다.\n\n자세한 내용은 [도움말](${origin}/help)에 있습니다.`,
        label: '문의 답변을 위한 개인정보 처리에 동의합니다.',
      },
    },
  },
});
