import type { MailTexts } from './mail-texts.ts';

/** Italian. Addresses the reader informally, as interfaces do, and without gender; after the comma of the greeting a sentence goes on in small letters. */
export const it: MailTexts = {
  nobody: '',
  validity: {
    linkMinutes: {
      one: 'Questo link è valido per {count} minuto.',
      many: 'Questo link è valido per {count} di minuti.',
      other: 'Questo link è valido per {count} minuti.',
    },
    linkHours: { one: 'Questo link è valido per {count} ora.', many: 'Questo link è valido per {count} di ore.', other: 'Questo link è valido per {count} ore.' },
    linkDays: { one: 'Questo link è valido per {count} giorno.', many: 'Questo link è valido per {count} di giorni.', other: 'Questo link è valido per {count} giorni.' },
    codeMinutes: {
      one: 'Questo codice è valido per {count} minuto.',
      many: 'Questo codice è valido per {count} di minuti.',
      other: 'Questo codice è valido per {count} minuti.',
    },
    bothMinutes: {
      one: 'Il link e il codice sono validi per {count} minuto.',
      many: 'Il link e il codice sono validi per {count} di minuti.',
      other: 'Il link e il codice sono validi per {count} minuti.',
    },
  },
  mails: {
    'verification': {
      subject: 'Conferma il tuo indirizzo email per {portal}',
      button: 'Conferma l’indirizzo',
      text: `Ciao {name},

qualcuno, probabilmente tu, ha richiesto la registrazione a {portal} con questo indirizzo email. Se la richiesta è tua, conferma l’indirizzo:
{link}

{validity}

Se la richiesta non è tua, ignora questa email. Senza la conferma non verrà creato alcun account e non succederà nient’altro.`,
    },
    'known-address': {
      subject: 'Il tuo account su {portal}',
      button: 'Vai alla pagina di accesso',
      text: `Ciao {name},

qualcuno, probabilmente tu, ha richiesto la registrazione a {portal} con questo indirizzo email. Per questo indirizzo esiste già un account, quindi non ne è stato creato uno nuovo.

Se la richiesta è tua, accedi oppure scegli una nuova password se hai dimenticato la tua:
{link}

{validity}

Se la richiesta non è tua, ignora questa email. Il tuo account è rimasto invariato.`,
    },
    'reset': {
      subject: 'Scegli una nuova password per {portal}',
      button: 'Scegli una nuova password',
      text: `Ciao {name},

qualcuno, probabilmente tu, ha richiesto una nuova password per {portal}. Sceglila qui:
{link}

{validity}

Se la richiesta non è tua, ignora questa email. La tua password resterà invariata.`,
    },
    'sign-in': {
      subject: 'Accedi a {portal}',
      button: 'Accedi',
      text: `Ciao {name},

qualcuno, probabilmente tu, vuole accedere a {portal} con questo indirizzo email.

Con questo link puoi accedere:
{link}

Con questo codice puoi accedere dalla pagina in cui lo hai richiesto:
{code}

{validity}

Non comunicare a nessuno il contenuto di questa email: il nostro team non te lo chiederà mai. Se la richiesta non è tua, ignora questa email. Senza di essa nessuno può accedere.`,
    },
    'invitation': {
      subject: 'Il tuo invito a {portal}',
      button: 'Accetta l’invito',
      text: `Ciao {name},

hai ricevuto un invito a {portal}. Lì puoi vedere tutte le tue richieste, leggere le nostre risposte e scriverci. Accetta l’invito qui:
{link}

{validity}

Se non aspettavi questo invito, ignora questa email. Se non lo accetti, non verrà creato alcun account.`,
    },
    'password-changed': {
      subject: 'La tua password per {portal} è stata cambiata',
      button: 'Scegli una nuova password',
      text: `Ciao {name},

la password del tuo account su {portal} è stata cambiata. Se la modifica è tua, non devi fare nulla.

Se la modifica non è tua, un’altra persona potrebbe essere entrata nel tuo account.

Scegli subito una nuova password:
{link}

{validity}`,
    },
  },
};
