import type { MailTexts } from './mail-texts.ts';

/** English. */
export const en: MailTexts = {
  nobody: '',
  validity: {
    linkMinutes: { one: 'This link works for {count} minute.', other: 'This link works for {count} minutes.' },
    linkHours: { one: 'This link works for {count} hour.', other: 'This link works for {count} hours.' },
    linkDays: { one: 'This link works for {count} day.', other: 'This link works for {count} days.' },
    codeMinutes: { one: 'This code works for {count} minute.', other: 'This code works for {count} minutes.' },
    bothMinutes: { one: 'Link and code work for {count} minute.', other: 'Link and code work for {count} minutes.' },
  },
  mails: {
    'verification': {
      subject: 'Confirm your email address for {portal}',
      button: 'Confirm address',
      text: `Hello {name},

Somebody, probably you, has registered at {portal} with this email address. If it was you, confirm the address:
{link}

{validity}

If it was not you, ignore this mail. Without the confirmation no account is made, and nothing else happens.`,
    },
    'known-address': {
      subject: 'Your account at {portal}',
      button: 'Go to sign-in',
      text: `Hello {name},

Somebody, probably you, has tried to register at {portal} with this email address. There is an account with it already, so no new one was made.

If it was you, sign in, or set a new password if you have forgotten yours:
{link}

{validity}

If it was not you, ignore this mail. Your account is as it was.`,
    },
    'reset': {
      subject: 'Set a new password for {portal}',
      button: 'Set a new password',
      text: `Hello {name},

Somebody, probably you, has asked for a new password at {portal}. Set it here:
{link}

{validity}

If it was not you, ignore this mail. Your password stays as it is.`,
    },
    'sign-in': {
      subject: 'Sign in to {portal}',
      button: 'Sign in',
      text: `Hello {name},

Somebody, probably you, wants to sign in to {portal} with this email address.

This link signs you in:
{link}

This code signs you in on the page where you asked for it:
{code}

{validity}

Give it to nobody; our team never asks for it. If it was not you, ignore this mail. Nobody gets in without it.`,
    },
    'invitation': {
      subject: 'Your invitation to {portal}',
      button: 'Accept the invitation',
      text: `Hello {name},

You are invited to {portal}. There you see all that you have asked us, read our answers, and write to us. Accept the invitation here:
{link}

{validity}

If you did not expect this, ignore this mail. Without you no account is made.`,
    },
    'password-changed': {
      subject: 'Your password for {portal} has been changed',
      button: 'Set a new password',
      text: `Hello {name},

The password of your account at {portal} has been changed. If it was you, there is nothing to do.

If it was not you, somebody else may have got into your account.

Set a new password at once:
{link}

{validity}`,
    },
  },
};
