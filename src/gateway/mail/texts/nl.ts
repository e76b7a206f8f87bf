import type { MailTexts } from './mail-texts.ts';

/** Dutch. Addresses the reader as “u”. */
export const nl: MailTexts = {
  nobody: 'klant',
  validity: {
    linkMinutes: { one: 'Deze link is {count} minuut geldig.', other: 'Deze link is {count} minuten geldig.' },
    linkHours: { one: 'Deze link is {count} uur geldig.', other: 'Deze link is {count} uur geldig.' },
    linkDays: { one: 'Deze link is {count} dag geldig.', other: 'Deze link is {count} dagen geldig.' },
    codeMinutes: { one: 'Deze code is {count} minuut geldig.', other: 'Deze code is {count} minuten geldig.' },
    bothMinutes: { one: 'De link en de code zijn {count} minuut geldig.', other: 'De link en de code zijn {count} minuten geldig.' },
  },
  mails: {
    'verification': {
      subject: 'Bevestig uw e-mailadres voor {portal}',
      button: 'Adres bevestigen',
      text: `Beste {name},

Iemand, waarschijnlijk u, heeft zich met dit e-mailadres geregistreerd bij {portal}. Als u dat was, bevestig dan het adres:
{link}

{validity}

Was u dit niet? Dan kunt u deze e-mail negeren. Zonder bevestiging wordt er geen account aangemaakt en gebeurt er verder niets.`,
    },
    'known-address': {
      subject: 'Uw account bij {portal}',
      button: 'Naar de inlogpagina',
      text: `Beste {name},

Iemand, waarschijnlijk u, heeft geprobeerd zich met dit e-mailadres te registreren bij {portal}. Er is al een account met dit adres, dus er is geen nieuw account aangemaakt.

Als u dat was, log dan in of stel een nieuw wachtwoord in als u uw wachtwoord bent vergeten:
{link}

{validity}

Was u dit niet? Dan kunt u deze e-mail negeren. Er is niets aan uw account veranderd.`,
    },
    'reset': {
      subject: 'Nieuw wachtwoord instellen voor {portal}',
      button: 'Nieuw wachtwoord instellen',
      text: `Beste {name},

Iemand, waarschijnlijk u, heeft een nieuw wachtwoord aangevraagd voor {portal}. Stel het hier in:
{link}

{validity}

Was u dit niet? Dan kunt u deze e-mail negeren. Uw wachtwoord blijft hetzelfde.`,
    },
    'sign-in': {
      subject: 'Inloggen bij {portal}',
      button: 'Inloggen',
      text: `Beste {name},

Iemand, waarschijnlijk u, wil met dit e-mailadres inloggen bij {portal}.

Met deze link logt u in:
{link}

Met deze code logt u in op de pagina waar u de code hebt aangevraagd:
{code}

{validity}

Deel de inhoud van deze e-mail met niemand; ons team vraagt er nooit om. Was u dit niet? Dan kunt u deze e-mail negeren. Zonder deze e-mail kan niemand inloggen.`,
    },
    'invitation': {
      subject: 'Uw uitnodiging voor {portal}',
      button: 'Uitnodiging accepteren',
      text: `Beste {name},

U bent uitgenodigd voor {portal}. Daar ziet u al uw aanvragen, leest u onze antwoorden en kunt u ons schrijven. Accepteer de uitnodiging hier:
{link}

{validity}

Had u deze uitnodiging niet verwacht? Dan kunt u deze e-mail negeren. Als u de uitnodiging niet accepteert, wordt er geen account aangemaakt.`,
    },
    'password-changed': {
      subject: 'Uw wachtwoord voor {portal} is gewijzigd',
      button: 'Nieuw wachtwoord instellen',
      text: `Beste {name},

Het wachtwoord van uw account bij {portal} is gewijzigd. Als u dat zelf hebt gedaan, hoeft u niets te doen.

Hebt u dit niet zelf gedaan? Dan heeft mogelijk iemand anders toegang gekregen tot uw account.

Stel direct een nieuw wachtwoord in:
{link}

{validity}`,
    },
  },
};
