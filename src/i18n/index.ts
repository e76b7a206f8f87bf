/** Texts and formats of the languages that Portico speaks. */
export { isRightToLeft } from '../contract/index.ts';
export { en, type Text, type TextKey, type Texts } from './en.ts';
export { Formatter } from './format.ts';
export { bestLanguage, LANGUAGES, loadTexts, setTexts } from './languages.ts';
export { LocalizeController, type OwnerTexts, type TextValues } from './localize-controller.ts';
