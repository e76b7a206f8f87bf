import * as z from 'zod/mini';

/** An e-mail address as a person types it. */
export const address = z.string().check(z.minLength(1), z.maxLength(254));

/** A password that somebody chooses. */
export const newPassword = z.string().check(z.minLength(8), z.maxLength(1000));

/** A password that somebody has. */
export const oldPassword = z.string().check(z.minLength(1), z.maxLength(1000));

/** The language of the page, in which mails and terms are wanted. */
export const language = z.optional(z.string().check(z.maxLength(35)));

/** What stands in the link of a mail. */
export const mailToken = z.string().check(z.minLength(1), z.maxLength(200));

/** The version of the terms that somebody has agreed to. */
export const agreedVersion = z.optional(z.string().check(z.maxLength(100)));
