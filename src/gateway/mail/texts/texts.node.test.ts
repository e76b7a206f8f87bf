import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { mailKind } from '../../../contract/index.ts';
import { LANGUAGES } from '../../../i18n/languages.ts';
import { en } from './en.ts';
import { MAIL_LANGUAGES } from './languages.ts';
import type { MailTexts } from './mail-texts.ts';

/** What is named between braces, in the order of the alphabet. */
const placeholders = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!).sort();
const paragraphs = (text: string): string[] => text.split('\n\n');

it('the mails speak every language that the elements speak, and no other', () => {
  assert.deepEqual([...MAIL_LANGUAGES.keys()].sort(), [...LANGUAGES].sort());
});

for (const [language, { validity, mails }] of MAIL_LANGUAGES) {
  describe(`the mails in ${language}`, () => {
    for (const kind of mailKind.options) {
      it(`${kind}: asks for what the English one asks for, paragraph by paragraph, and says nothing that is empty`, () => {
        const { subject, button, text } = mails[kind];
        assert.deepEqual([subject, button].map(placeholders), [['portal'], []]);
        assert.deepEqual(paragraphs(text).map(placeholders), paragraphs(en.mails[kind].text).map(placeholders));
        for (const words of [subject, button, ...paragraphs(text)]) assert(words !== '' && words === words.trim(), words);
        // A link or a code on a line of its own becomes a block, see render.ts.
        for (const line of text.split('\n')) assert(!/\{(?:link|code|validity)\}/.test(line) || /^\{\w+\}$/.test(line), line);
        if (language !== 'en') assert.notEqual(text, en.mails[kind].text);
      });
    }

    it('say how long they are valid in every number that the language tells apart, and in no other', () => {
      const categories = new Intl.PluralRules(language).resolvedOptions().pluralCategories.toSorted();
      for (const key of Object.keys(en.validity) as (keyof MailTexts['validity'])[]) {
        assert.deepEqual(Object.keys(validity[key]).sort(), categories, key);
        for (const [category, sentence] of Object.entries(validity[key])) {
          // A form for one number alone may write it as a word.
          const free = ['zero', 'one', 'two'].includes(category) && !sentence.includes('{count}');
          assert.deepEqual(placeholders(sentence), free ? [] : ['count'], `${key} (${category})`);
          assert(sentence.trim() === sentence && sentence !== '', key);
        }
      }
    });
  });
}
