import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { mailKind, type MailKind } from '../../contract/index.ts';
import { LINK, order } from './helpers.node.test.ts';
import type { MailOrder } from './outbox.ts';
import { renderMail } from './render.ts';
import { MAIL_LANGUAGES } from './texts/languages.ts';

const write = (changes: Partial<MailOrder> = {}, own: Parameters<typeof renderMail>[2] = {}) => renderMail(order(changes), 'Example Support', own);
/** What a mail program without HTML could show of the HTML part. */
const readable = (html: string): string => html.replace(/^[^]*<body[^>]*>/, '').replace(/<[^>]*>/g, '').replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));

describe('a mail of every kind', () => {
  for (const kind of mailKind.options) {
    for (const language of MAIL_LANGUAGES.keys()) {
      it(`${kind}, ${language}: says the same as text and as HTML, and loads nothing`, () => {
        const { subject, text, html } = write({ kind, language, code: '12345678', minutes: 15 });
        assert.doesNotMatch(subject + text + html, /[{}]|undefined/);
        assert.match(subject + text, /Example Support/);
        assert(text.includes(LINK), text);
        assert(html.startsWith(`<!doctype html>\n<html lang="${language}" dir="${['ar', 'he'].includes(language) ? 'rtl' : 'ltr'}">`), html);
        assert.equal(html.match(new RegExp(`href="${LINK.replace('&', '&#38;')}"`, 'g'))?.length, 2, 'a button, and the address written out');
        assert.doesNotMatch(html, /<(script|img|style|link|iframe|form|input)|url\(|\bsrc=/);
        for (const line of text.split('\n').filter(Boolean)) assert(readable(html).includes(line), line);
      });
    }
  }

  it('tells whoever did not ask for it that nothing happens', () => {
    for (const kind of ['verification', 'known-address', 'reset', 'sign-in'] satisfies MailKind[]) assert.match(write({ kind }).text, /If it was not you, ignore this mail\./);
    assert.match(write({ kind: 'verification' }).text, /Without the confirmation no account is made, and nothing else happens\./);
    assert.match(write({ kind: 'known-address' }).text, /There is an account with it already, so no new one was made\./);
  });

  it('asks to do only what it brings: a link, a code, or both', () => {
    const { link: _, ...codeOnly } = order({ kind: 'sign-in', code: '12345678' });
    const byCode = renderMail(codeOnly, 'P', {}).text;
    assert.match(byCode, /This code signs you in[^\n]*\n1234 5678\n\nThis code works for 30 minutes\./);
    assert.doesNotMatch(byCode, /link/);
    assert.doesNotMatch(write({ kind: 'sign-in' }).text, /code/);
    assert.match(write({ kind: 'sign-in', code: '12345678' }).text, /Link and code work for 30 minutes\./);
    assert.match(write({ kind: 'sign-in', code: '12345678' }).html, /<p style="[^"]*font-size:28px[^"]*">1234 5678<\/p>/);
    assert.doesNotMatch(renderMail({ kind: 'password-changed', to: 'a@b.example', name: '', language: 'en' }, 'P', {}).text, /new password at once/);
  });

  it('says how long it works in a sentence, in the right number', () => {
    const sentence = (minutes: number, language = 'en'): string | undefined => /^.*(?:works|사용할 수).*$/m.exec(write({ minutes, language }).text)?.[0];
    assert.equal(sentence(1), 'This link works for 1 minute.');
    assert.equal(sentence(15), 'This link works for 15 minutes.');
    assert.equal(sentence(60), 'This link works for 1 hour.');
    assert.equal(sentence(120), 'This link works for 2 hours.');
    assert.equal(sentence(1440), 'This link works for 1 day.');
    assert.equal(sentence(14 * 1440), 'This link works for 14 days.');
    assert.deepEqual([1, 2, 5].map((minutes) => /ważny przez .*/.exec(write({ minutes, language: 'pl' }).text)?.[0]), ['ważny przez 1 minutę.', 'ważny przez 2 minuty.', 'ważny przez 5 minut.']);
    assert.equal(sentence(90, 'ko'), '이 링크는 90분 동안 사용할 수 있습니다.');
    assert.equal(sentence(14 * 1440, 'ko'), '이 링크는 14일 동안 사용할 수 있습니다.');
    const { minutes: _, ...endless } = order();
    assert.doesNotMatch(renderMail(endless, 'P', {}).text, /works for/);
  });
});

describe('the language of a mail', () => {
  it('is the nearest one to what was asked for, else English', () => {
    assert.deepEqual(['ko', 'ko-KR', 'KO-kr', 'en-GB', 'de-AT', 'da', '', undefined, '../ko', 'constructor'].map((language) => write({ language }).language),
      ['ko', 'ko', 'ko', 'en', 'de', 'en', 'en', 'en', 'en', 'en']);
    assert.deepEqual(['zh', 'zh-CN', 'zh-TW', 'zh-Hant-HK', 'pt', 'pt-PT', 'PT-br'].map((language) => write({ language }).language),
      ['zh-Hans', 'zh-Hans', 'zh-Hant', 'zh-Hant', 'pt-BR', 'pt-BR', 'pt-BR'], 'by script, and a sister for want of a better');
  });

  it('is the owner\'s where the owner has words in it', () => {
    const own = { reset: { 'da': { subject: 'Ny adgangskode', text: 'Hej {name},\n\nher:\n{link}' }, 'fa': { subject: 'س', text: '{link}' }, 'ko-KR': { subject: '재설정', text: '{name}님 {link}' } } };
    const danish = write({ language: 'da-DK' }, own);
    assert.equal(danish.subject, 'Ny adgangskode');
    assert.equal(danish.text, `Hej Alice Archer,\n\nher:\n${LINK}\n`);
    assert.match(danish.html, /lang="da" dir="ltr"[^]*>Example Support<\/a>/, 'the button has the portal\'s name: there are no words of ours in this language');
    assert.match(write({ language: 'fa' }, own).html, /lang="fa" dir="rtl"/);
    assert.equal(write({ language: 'ko-KR', name: '' }, own).text, `고객님 ${LINK}\n`);
    assert.equal(write({ language: 'ko' }, own).subject, 'Example Support 비밀번호 재설정', 'ours, where the owner has written for one country only');
    assert.equal(write({ language: 'sv' }, own).language, 'en');
    assert.equal(write({ kind: 'invitation', language: 'da' }, own).language, 'en');
    assert.equal(write({ language: 'ko' }, { reset: { KO: { subject: '우리', text: 'x' } } }).subject, '우리');
    assert.equal(write({ language: 'sv' }, { reset: { en: { subject: 'Ours', text: 'x' } } }).subject, 'Ours');
  });

  it('from right to left leaves addresses, names and codes as they are', () => {
    for (const language of ['ar', 'he']) {
      const { text, html } = write({ kind: 'sign-in', language, code: '12345678' });
      // Two groups of digits would change places.
      assert.match(text, /^12345678$/m);
      assert.match(html, />12345678<\/p>/);
      assert.match(html, /<a href="[^"]+" dir="ltr">https:/);
      assert.match(html, /<bdi>Alice Archer<\/bdi>[^]*<bdi>Example Support<\/bdi>/);
      // A mail program without HTML takes the direction of a line from its first letter.
      for (const line of text.split('\n').filter((one) => one !== '' && !one.startsWith('https:') && one !== '12345678')) assert.match(line, /^\P{L}*[\p{Script=Arabic}\p{Script=Hebrew}]/u);
    }
    assert.deepEqual([1, 2, 3, 11, 100].map((minutes) => /صالح.*/.exec(write({ minutes, language: 'ar' }).text)?.[0]),
      ['صالح لمدة دقيقة واحدة.', 'صالح لمدة دقيقتين.', 'صالح لمدة 3 دقائق.', 'صالح لمدة 11 دقيقة.', 'صالح لمدة 100 دقيقة.']);
  });

  it('may be one that no computer knows', () => {
    assert.match(write({ language: 'old_english' }, { reset: { old_english: { subject: 'Hwæt', text: '{link} {minutes}' } } }).html, /lang="old_english" dir="ltr"/);
  });
});

describe('the owner\'s words', () => {
  it('are filled in, and are text', () => {
    const own = { 'sign-in': { en: { subject: 'Code {code}\r\nBcc: x@evil.example', text: 'Dear {name},\r\n<b>{portal}</b>: {code}, {minutes} minutes, {unknown}\r\n\r\nor {link} & so on' } } };
    const { subject, text, html } = write({ kind: 'sign-in', code: '12345678', minutes: 10 }, own);
    assert.equal(subject, 'Code 1234 5678 Bcc: x@evil.example');
    assert.equal(text, `Dear Alice Archer,\n<b>Example Support</b>: 1234 5678, 10 minutes, {unknown}\n\nor ${LINK} & so on\n`);
    assert.match(html, /<p[^>]*>Dear <bdi>Alice Archer<\/bdi>,<br>\n&#60;b&#62;<bdi>Example Support<\/bdi>&#60;\/b&#62;: 1234 5678/);
    assert.match(html, /or <a href="https:[^"]*&#38;token=abc" dir="ltr">https:[^<]*&#38;token=abc<\/a> &#38; so on/);
  });
});

describe('a name in a mail', () => {
  const greeting = (name: string): string | undefined => write({ name }).text.split('\n')[0];

  it('greets', () => {
    assert.equal(greeting('Alice Archer'), 'Hello Alice Archer,');
    assert.equal(greeting(' 김 하나 '), 'Hello 김 하나,');
    assert.equal(greeting('Zoë D’Arcy-O\'Neil, Jr.'), 'Hello Zoë D’Arcy-O\'Neil, Jr.,');
    assert.equal(greeting(''), 'Hello,');
    const nobody = (language: string): string | undefined => write({ name: '', language }).text.split('\n')[0];
    assert.deepEqual(['ko', 'de', 'es', 'pt-BR', 'ar', 'he', 'ja', 'ru', 'tr', 'zh-Hans'].map(nobody),
      ['고객님, 안녕하세요.', 'Guten Tag,', 'Hola:', 'Olá!', 'مرحبًا،', 'שלום,', 'お客様', 'Здравствуйте!', 'Merhaba,', '尊敬的用户，您好！']);
  });

  it('is no place for an advertisement, a link, a header or markup', () => {
    for (const name of [
      'Win now: https://evil.example/x', 'www.evil.example/x', 'me@evil.example', 'Call +1 800 555 1234', 'A\r\nBcc: victim@acme.example', 'A\nB', 'A\u2028B', '<b>A</b>',
      'A "B"', 'A\u202eB', 'A\u200bB', 'evil。example', '{link}', '{code}', '[x](y)', '🎁 Gift',
    ]) assert.equal(greeting(name), 'Hello,', name);
    assert.match(write({ name: 'Fish&chips' }).html, /<bdi>Fish&#38;chips<\/bdi>/);
    assert.equal(greeting('Visit evil.example'), 'Hello Visit evil. example,');
    assert.equal(greeting('www.evil.co.uk'), 'Hello www. evil. co. uk,');
    assert.equal(greeting('J.R.R. Tolkien'), 'Hello J. R. R. Tolkien,');
    assert.equal(greeting('Long '.repeat(40)), `Hello ${'Long '.repeat(12).trim()},`);
    assert.equal(greeting('.a'.repeat(60))?.length, 'Hello ,'.length + 60);
  });
});
