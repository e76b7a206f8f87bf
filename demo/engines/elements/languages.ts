import assert from 'node:assert/strict';
import type { Person } from '../person.ts';
import { FIELD, ROW } from '../look.ts';
import type { Journey } from '../series.ts';
import { signIn, type ElementsWorld } from './world.ts';

/** Every language but English, and how it names the field of the address at the sign-in. */
const LANGUAGES = ['ko', 'ja', 'zh-Hans', 'zh-Hant', 'de', 'fr', 'es', 'pt-BR', 'it', 'nl', 'pl', 'ru', 'tr', 'ar', 'he'] as const;

const speak = (who: Person, lang: string, dir = 'ltr'): Promise<void> => who.page.eval((tag, direction) => {
  document.documentElement.lang = tag;
  document.documentElement.dir = direction;
}, lang, dir);

/** Languages and formats, where engines differ most. */
export const languages: readonly Journey<ElementsWorld>[] = [
  {
    name: 'languages', title: 'every language shows up when the page’s lang changes, and what was typed stays',
    async walk(world) {
      const who = await world.visit('customer-portal');
      await who.fill('Email', 'kept@example.com');
      const seen = new Map<string, string>([['', await who.finds({ css: 'button.primary' })]]);
      for (const lang of LANGUAGES) {
        // English stands in until a language has been fetched.
        await speak(who, lang, /^(ar|he)/.test(lang) ? 'rtl' : 'ltr');
        const last = [...seen.values()].at(-1) ?? '';
        await who.page.until((before) => {
          const read = (root: ParentNode): string[] => [...root.querySelectorAll('*')].flatMap((element) => [...element.matches('button.primary') ? [element.textContent.trim()] : [], ...element.shadowRoot === null ? [] : read(element.shadowRoot)]);
          return !before.includes(read(document)[0] ?? '');
        }, [last, seen.get('') ?? '']);
        const button = await who.finds({ css: 'button.primary' });
        assert.doesNotMatch(button, /\.|^$/, `${lang}: a key instead of a text`);
        assert.equal((await who.texts({ css: FIELD })).includes('kept@example.com'), true, `${lang}: what was typed is gone`);
        seen.set(lang, button);
      }
    },
  },
  {
    name: 'korean', title: 'the portal in Korean: sign in, read, reply; words are not broken',
    async walk(world) {
      const who = await world.visit('korean', { locale: 'ko-KR' });
      await who.fill('이메일', 'alice@acme.example');
      await who.fill('비밀번호', 'portal-demo');
      await who.press('로그인');
      await who.finds({ css: ROW });
      await who.finds({ css: 'button', name: '로그아웃' });
      assert.match((await who.texts({ css: ROW })).join(' '), /20\d\d년? ?\.?/);
      const breaks = await who.page.eval(() => getComputedStyle(document.querySelector('customer-portal')?.shadowRoot?.querySelector('ticket-list') ?? document.body).wordBreak);
      assert.equal(breaks, 'keep-all');
    },
  },
  {
    name: 'colons', title: 'the cards of a phone have the colon of their language, also where it changes',
    async walk(world) {
      const who = await world.visit('customer-portal', { width: 360, height: 740 });
      await signIn(who);
      await who.finds({ css: 'dl' });
      for (const [lang, colon] of [['fr', '\u202f:'], ['ja', '：'], ['en', ':']] as const) {
        await speak(who, lang);
        await who.page.until((wanted) => {
          const label = document.querySelector('customer-portal')?.shadowRoot?.querySelector('ticket-list')?.shadowRoot?.querySelector('dt');
          return label != null && getComputedStyle(label, '::after').content === `"${wanted}"`;
        }, colon);
      }
    },
  },
  {
    name: 'arabic', title: 'the portal in Arabic from right to left, with the Gregorian calendar and Latin digits, whatever the country',
    async walk(world) {
      const who = await world.visit('arabic');
      await who.fill('البريد الإلكتروني', 'alice@acme.example');
      await who.fill('كلمة المرور', 'portal-demo');
      const place = await who.page.eval(() => {
        const find = (root: ParentNode): Element | undefined => [...root.querySelectorAll('*')].map((element) => (element.matches('label') ? element : element.shadowRoot === null ? undefined : find(element.shadowRoot))).find(Boolean);
        const label = find(document);
        const range = document.createRange();
        if (label !== undefined) range.selectNodeContents(label);
        return { direction: label === undefined ? '' : getComputedStyle(label).direction, fromRight: innerWidth - range.getBoundingClientRect().right, fromLeft: range.getBoundingClientRect().left };
      });
      assert.equal(place.direction, 'rtl');
      assert.ok(place.fromRight < place.fromLeft, `the label stands ${String(place.fromRight)} from the right, ${String(place.fromLeft)} from the left`);
      await who.press('تسجيل الدخول');
      await who.finds({ css: ROW });
      for (const lang of ['ar', 'ar-SA', 'ar-EG']) {
        await speak(who, lang, 'rtl');
        await who.finds({ css: 'button', name: 'تسجيل الخروج' });
        const rows = (await who.texts({ css: ROW })).join(' ');
        assert.match(rows, /202\d/, `${lang}: ${rows.slice(0, 200)}`);
        assert.doesNotMatch(rows, /[٠-٩۰-۹]|14[45]\d/, lang);
      }
      assert.equal(await who.page.eval(() => document.documentElement.scrollWidth <= innerWidth), true, 'nothing stands out');
    },
  },
  {
    name: 'formats', title: 'dates, sizes and plurals of each language are the same as in Node, but for spaces',
    async walk(world) {
      const who = await world.visit('customer-portal', { timezone: 'UTC' });
      await signIn(who);
      await who.finds({ css: ROW });
      const made = (await who.page.eval(() => {
        const list = document.querySelector('customer-portal')?.shadowRoot?.querySelector('ticket-list');
        return [...list?.shadowRoot?.querySelectorAll('tbody tr time') ?? []].map((time) => time.getAttribute('datetime') ?? '');
      })).filter((time) => time !== '');
      assert.ok(made.length > 0);
      const tidy = (text: string): string => text.replace(/[\s\u200e\u200f]+/g, ' ');
      for (const lang of LANGUAGES) {
        const expected = tidy(new Intl.DateTimeFormat(lang, { calendar: 'gregory', numberingSystem: 'latn', dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(made[0] ?? '')));
        await speak(who, lang);
        await who.page.until((wanted) => {
          const list = document.querySelector('customer-portal')?.shadowRoot?.querySelector('ticket-list');
          return [...list?.shadowRoot?.querySelectorAll('tbody tr time') ?? []].some((time) => (time.textContent + (time.getAttribute('title') ?? '')).replace(/[\s\u200e\u200f]+/g, ' ').includes(wanted));
        }, expected).catch(async (error: unknown) => { throw new Error(`${lang}: ${expected} is not in ${(await who.texts({ css: ROW }))[0] ?? ''}`, { cause: error }); });
      }
    },
  },
];
