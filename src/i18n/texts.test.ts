import { expect } from '@open-wc/testing';
import { en, LANGUAGES, loadTexts, type Text, type TextKey } from './index.ts';
import { addLanguageFiles } from './languages.ts';
import { settingsFiles } from './settings-files.ts';

const all = Object.keys(en) as TextKey[];
const forms = (text: Text): Partial<Record<string, string>> => (typeof text === 'string' ? { other: text } : text);
const placeholders = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!).sort();
const namesIn = (text: Text): Set<string> => new Set(Object.values(forms(text)).flatMap((form) => placeholders(form ?? '')));

for (const language of LANGUAGES) {
  describe(`the texts of ${language}`, () => {
    // The owner's settings speak fewer languages than customers do.
    const keys = language === 'en' || language in settingsFiles ? all : all.filter((key) => !key.startsWith('settings.'));
    let texts: Readonly<Record<string, Text>>;
    let categories: readonly string[];
    before(async () => {
      addLanguageFiles(settingsFiles);
      texts = language === 'en' ? en : await loadTexts(language);
      categories = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    });

    it('are all there, and none besides', () => {
      expect(Object.keys(texts).sort()).to.deep.equal([...keys].sort());
    });

    it('are not empty, and have no space at their ends', () => {
      const bad = keys.filter((key) => Object.values(forms(texts[key]!)).some((form) => form === undefined || form.trim() === '' || form !== form.trim()));
      expect(bad).to.deep.equal([]);
    });

    it('hold the same placeholders in every form', () => {
      const bad = keys.flatMap((key) => Object.entries(forms(texts[key]!)).filter(([category, form]) => {
        const wanted = [...namesIn(en[key])].sort();
        // A form for one number alone may write it as a word.
        const free = ['zero', 'one', 'two'].includes(category) ? wanted.filter((name) => name !== 'count') : wanted;
        const found = [...new Set(placeholders(form ?? ''))];
        return free.some((name) => !found.includes(name)) || found.some((name) => !wanted.includes(name));
      }).map(([category]) => `${key} (${category})`));
      expect(bad).to.deep.equal([]);
    });

    it('have all plural categories of the language, and no other', () => {
      const bad = keys.filter((key) => namesIn(en[key]).has('count')).filter((key) => {
        const own = Object.keys(forms(texts[key]!)).sort();
        return own.join() !== [...categories].sort().join();
      });
      expect(bad).to.deep.equal([]);
    });

    it('have plural forms only where there is a number', () => {
      expect(keys.filter((key) => typeof texts[key] !== 'string' && !namesIn(en[key]).has('count'))).to.deep.equal([]);
    });
  });
}
