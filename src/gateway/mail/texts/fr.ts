import type { MailTexts } from './mail-texts.ts';

/** French. Readers are addressed as “vous” and without gender; narrow no-break spaces stand before : and ;. */
export const fr: MailTexts = {
  nobody: '',
  validity: {
    linkMinutes: {
      one: 'Ce lien est valable pendant {count} minute.',
      many: 'Ce lien est valable pendant {count} de minutes.',
      other: 'Ce lien est valable pendant {count} minutes.',
    },
    linkHours: {
      one: 'Ce lien est valable pendant {count} heure.',
      many: 'Ce lien est valable pendant {count} d’heures.',
      other: 'Ce lien est valable pendant {count} heures.',
    },
    linkDays: {
      one: 'Ce lien est valable pendant {count} jour.',
      many: 'Ce lien est valable pendant {count} de jours.',
      other: 'Ce lien est valable pendant {count} jours.',
    },
    codeMinutes: {
      one: 'Ce code est valable pendant {count} minute.',
      many: 'Ce code est valable pendant {count} de minutes.',
      other: 'Ce code est valable pendant {count} minutes.',
    },
    bothMinutes: {
      one: 'Le lien et le code sont valables pendant {count} minute.',
      many: 'Le lien et le code sont valables pendant {count} de minutes.',
      other: 'Le lien et le code sont valables pendant {count} minutes.',
    },
  },
  mails: {
    'verification': {
      subject: 'Confirmez votre adresse e-mail pour {portal}',
      button: 'Confirmer l’adresse',
      text: `Bonjour {name},

Une inscription à {portal} a été demandée avec cette adresse e-mail. Si vous êtes à l’origine de cette demande, confirmez l’adresse\u202f:
{link}

{validity}

Si cette demande ne vient pas de vous, ignorez cet e-mail. Sans confirmation, aucun compte n’est créé et rien d’autre ne se passe.`,
    },
    'known-address': {
      subject: 'Votre compte sur {portal}',
      button: 'Aller à la page de connexion',
      text: `Bonjour {name},

Une inscription à {portal} a été demandée avec cette adresse e-mail. Un compte existe déjà pour cette adresse\u202f; aucun nouveau compte n’a donc été créé.

Si vous êtes à l’origine de cette demande, connectez-vous, ou choisissez un nouveau mot de passe si vous avez oublié le vôtre\u202f:
{link}

{validity}

Si cette demande ne vient pas de vous, ignorez cet e-mail. Votre compte reste inchangé.`,
    },
    'reset': {
      subject: 'Nouveau mot de passe pour {portal}',
      button: 'Choisir un nouveau mot de passe',
      text: `Bonjour {name},

Un nouveau mot de passe a été demandé pour votre compte sur {portal}. Choisissez-le ici\u202f:
{link}

{validity}

Si cette demande ne vient pas de vous, ignorez cet e-mail. Votre mot de passe reste inchangé.`,
    },
    'sign-in': {
      subject: 'Connexion à {portal}',
      button: 'Se connecter',
      text: `Bonjour {name},

Une connexion à {portal} a été demandée avec cette adresse e-mail.

Ce lien vous permet de vous connecter\u202f:
{link}

Ce code vous permet de vous connecter sur la page où vous l’avez demandé\u202f:
{code}

{validity}

Ne transmettez le contenu de cet e-mail à personne\u202f; notre équipe ne vous le demandera jamais. Si cette demande ne vient pas de vous, ignorez cet e-mail. Sans lui, personne ne peut se connecter.`,
    },
    'invitation': {
      subject: 'Votre invitation à {portal}',
      button: 'Accepter l’invitation',
      text: `Bonjour {name},

Vous avez reçu une invitation à {portal}. Vous y retrouvez toutes vos demandes, lisez nos réponses et pouvez nous écrire. Acceptez l’invitation ici\u202f:
{link}

{validity}

Si vous n’attendiez pas cette invitation, ignorez cet e-mail. Si vous ne l’acceptez pas, aucun compte n’est créé.`,
    },
    'password-changed': {
      subject: 'Votre mot de passe pour {portal} a été modifié',
      button: 'Choisir un nouveau mot de passe',
      text: `Bonjour {name},

Le mot de passe de votre compte sur {portal} a été modifié. Si cette modification vient de vous, vous n’avez rien à faire.

Si elle ne vient pas de vous, une autre personne a peut-être eu accès à votre compte.

Choisissez immédiatement un nouveau mot de passe\u202f:
{link}

{validity}`,
    },
  },
};
