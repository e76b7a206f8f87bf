import type { MailTexts } from './mail-texts.ts';

/** German. Readers are addressed as “Sie”; after the comma of the greeting a sentence goes on in small letters. */
export const de: MailTexts = {
  nobody: '',
  validity: {
    linkMinutes: { one: 'Dieser Link ist {count} Minute gültig.', other: 'Dieser Link ist {count} Minuten gültig.' },
    linkHours: { one: 'Dieser Link ist {count} Stunde gültig.', other: 'Dieser Link ist {count} Stunden gültig.' },
    linkDays: { one: 'Dieser Link ist {count} Tag gültig.', other: 'Dieser Link ist {count} Tage gültig.' },
    codeMinutes: { one: 'Dieser Code ist {count} Minute gültig.', other: 'Dieser Code ist {count} Minuten gültig.' },
    bothMinutes: { one: 'Link und Code sind {count} Minute gültig.', other: 'Link und Code sind {count} Minuten gültig.' },
  },
  mails: {
    'verification': {
      subject: 'E-Mail-Adresse für {portal} bestätigen',
      button: 'Adresse bestätigen',
      text: `Guten Tag {name},

jemand – vermutlich Sie – hat sich mit dieser E-Mail-Adresse bei {portal} registriert. Wenn Sie das waren, bestätigen Sie bitte die Adresse:
{link}

{validity}

Wenn Sie das nicht waren, ignorieren Sie diese E-Mail. Ohne Bestätigung wird kein Konto erstellt, und es geschieht nichts weiter.`,
    },
    'known-address': {
      subject: 'Ihr Konto bei {portal}',
      button: 'Zur Anmeldung',
      text: `Guten Tag {name},

jemand – vermutlich Sie – wollte sich mit dieser E-Mail-Adresse bei {portal} registrieren. Für diese Adresse gibt es bereits ein Konto, deshalb wurde kein neues erstellt.

Wenn Sie das waren, melden Sie sich an oder legen Sie ein neues Passwort fest, falls Sie Ihres vergessen haben:
{link}

{validity}

Wenn Sie das nicht waren, ignorieren Sie diese E-Mail. An Ihrem Konto hat sich nichts geändert.`,
    },
    'reset': {
      subject: 'Neues Passwort für {portal} festlegen',
      button: 'Neues Passwort festlegen',
      text: `Guten Tag {name},

jemand – vermutlich Sie – hat bei {portal} ein neues Passwort angefordert. Legen Sie es hier fest:
{link}

{validity}

Wenn Sie das nicht waren, ignorieren Sie diese E-Mail. Ihr Passwort bleibt unverändert.`,
    },
    'sign-in': {
      subject: 'Anmeldung bei {portal}',
      button: 'Anmelden',
      text: `Guten Tag {name},

jemand – vermutlich Sie – möchte sich mit dieser E-Mail-Adresse bei {portal} anmelden.

Mit diesem Link melden Sie sich an:
{link}

Mit diesem Code melden Sie sich auf der Seite an, auf der Sie ihn angefordert haben:
{code}

{validity}

Geben Sie den Inhalt dieser E-Mail an niemanden weiter; unser Team fragt Sie nie danach. Wenn Sie das nicht waren, ignorieren Sie diese E-Mail. Ohne sie kann sich niemand anmelden.`,
    },
    'invitation': {
      subject: 'Ihre Einladung zu {portal}',
      button: 'Einladung annehmen',
      text: `Guten Tag {name},

Sie sind zu {portal} eingeladen. Dort sehen Sie alle Ihre bisherigen Anfragen, lesen unsere Antworten und können uns schreiben. Nehmen Sie die Einladung hier an:
{link}

{validity}

Wenn Sie keine Einladung erwartet haben, ignorieren Sie diese E-Mail. Ohne Ihre Zustimmung wird kein Konto erstellt.`,
    },
    'password-changed': {
      subject: 'Ihr Passwort für {portal} wurde geändert',
      button: 'Neues Passwort festlegen',
      text: `Guten Tag {name},

das Passwort Ihres Kontos bei {portal} wurde geändert. Wenn Sie das waren, müssen Sie nichts weiter tun.

Wenn Sie das nicht waren, hat möglicherweise jemand anderes Zugriff auf Ihr Konto.

Legen Sie umgehend ein neues Passwort fest:
{link}

{validity}`,
    },
  },
};
