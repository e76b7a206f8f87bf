import type { MailTexts } from './mail-texts.ts';

/** Polish. Impersonal, or in the imperative where the reader has something to do; no past tense that tells the reader’s gender. */
export const pl: MailTexts = {
  nobody: '',
  validity: {
    linkMinutes: {
      one: 'Ten link jest ważny przez {count} minutę.',
      few: 'Ten link jest ważny przez {count} minuty.',
      many: 'Ten link jest ważny przez {count} minut.',
      other: 'Ten link jest ważny przez {count} minuty.',
    },
    linkHours: {
      one: 'Ten link jest ważny przez {count} godzinę.',
      few: 'Ten link jest ważny przez {count} godziny.',
      many: 'Ten link jest ważny przez {count} godzin.',
      other: 'Ten link jest ważny przez {count} godziny.',
    },
    linkDays: {
      one: 'Ten link jest ważny przez {count} dzień.',
      few: 'Ten link jest ważny przez {count} dni.',
      many: 'Ten link jest ważny przez {count} dni.',
      other: 'Ten link jest ważny przez {count} dnia.',
    },
    codeMinutes: {
      one: 'Ten kod jest ważny przez {count} minutę.',
      few: 'Ten kod jest ważny przez {count} minuty.',
      many: 'Ten kod jest ważny przez {count} minut.',
      other: 'Ten kod jest ważny przez {count} minuty.',
    },
    bothMinutes: {
      one: 'Link i kod są ważne przez {count} minutę.',
      few: 'Link i kod są ważne przez {count} minuty.',
      many: 'Link i kod są ważne przez {count} minut.',
      other: 'Link i kod są ważne przez {count} minuty.',
    },
  },
  mails: {
    'verification': {
      subject: 'Potwierdź adres e-mail – {portal}',
      button: 'Potwierdź adres',
      text: `Dzień dobry, {name}!

Otrzymaliśmy prośbę o rejestrację w portalu {portal} z tym adresem e-mail. Jeśli pochodzi ona od Ciebie, potwierdź adres:
{link}

{validity}

Jeśli ta prośba nie pochodzi od Ciebie, zignoruj tę wiadomość. Bez potwierdzenia konto nie zostanie utworzone i nic więcej się nie stanie.`,
    },
    'known-address': {
      subject: 'Twoje konto – {portal}',
      button: 'Przejdź do logowania',
      text: `Dzień dobry, {name}!

Otrzymaliśmy prośbę o rejestrację w portalu {portal} z tym adresem e-mail. Konto z tym adresem już istnieje, dlatego nowe nie zostało utworzone.

Jeśli pochodzi ona od Ciebie, zaloguj się albo ustaw nowe hasło, jeśli nie pamiętasz obecnego:
{link}

{validity}

Jeśli ta prośba nie pochodzi od Ciebie, zignoruj tę wiadomość. Na Twoim koncie nic się nie zmieniło.`,
    },
    'reset': {
      subject: 'Ustaw nowe hasło – {portal}',
      button: 'Ustaw nowe hasło',
      text: `Dzień dobry, {name}!

Otrzymaliśmy prośbę o nowe hasło do portalu {portal}. Możesz je ustawić tutaj:
{link}

{validity}

Jeśli ta prośba nie pochodzi od Ciebie, zignoruj tę wiadomość. Hasło się nie zmieni.`,
    },
    'sign-in': {
      subject: 'Logowanie – {portal}',
      button: 'Zaloguj się',
      text: `Dzień dobry, {name}!

Otrzymaliśmy prośbę o zalogowanie do portalu {portal} z tym adresem e-mail.

Ten link umożliwia zalogowanie się:
{link}

Ten kod umożliwia zalogowanie się na stronie, na której o niego poproszono:
{code}

{validity}

Nie udostępniaj nikomu treści tej wiadomości; nasz zespół nigdy o nią nie prosi. Jeśli ta prośba nie pochodzi od Ciebie, zignoruj tę wiadomość. Bez niej nikt się nie zaloguje.`,
    },
    'invitation': {
      subject: 'Zaproszenie – {portal}',
      button: 'Przyjmij zaproszenie',
      text: `Dzień dobry, {name}!

Zapraszamy do portalu {portal}. Znajdziesz tam wszystkie swoje zgłoszenia i nasze odpowiedzi, a także możesz do nas napisać. Przyjmij zaproszenie tutaj:
{link}

{validity}

Jeśli nie spodziewasz się zaproszenia, zignoruj tę wiadomość. Bez jego przyjęcia konto nie zostanie utworzone.`,
    },
    'password-changed': {
      subject: 'Hasło zostało zmienione – {portal}',
      button: 'Ustaw nowe hasło',
      text: `Dzień dobry, {name}!

Hasło do Twojego konta w portalu {portal} zostało zmienione. Jeśli to Twoja zmiana, nie musisz nic robić.

Jeśli to nie Twoja zmiana, ktoś inny mógł uzyskać dostęp do Twojego konta.

Ustaw od razu nowe hasło:
{link}

{validity}`,
    },
  },
};
