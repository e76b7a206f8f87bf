import js from '@eslint/js';
import { configs as lit } from 'eslint-plugin-lit';
import { TemplateAnalyzer } from 'eslint-plugin-lit/lib/template-analyzer.js';
import litA11y from 'eslint-plugin-lit-a11y';
import { configs as wc } from 'eslint-plugin-wc';
import { defineConfig } from 'eslint/config';
import ts from 'typescript-eslint';
import { boundaries } from './boundaries.mjs';
import { root } from './entries.mjs';

// It finds where an attribute stands by counting, and in some templates it counts past the end of a line. Without the
// place it cannot tell an expression from a text, which is what it says where there is no place at all.
const { getAttributeValue } = TemplateAnalyzer.prototype;
TemplateAnalyzer.prototype.getAttributeValue = function (element, attribute, source) {
  try {
    return getAttributeValue.call(this, element, attribute, source);
  } catch (error) {
    if (error instanceof RangeError) return element.attribs[attribute];
    throw error;
  }
};

/** Ways to turn a string into elements without the sanitiser. */
const htmlSinks = [
  {
    selector: 'AssignmentExpression > MemberExpression.left[property.name=/^(innerHTML|outerHTML|srcdoc)$/]',
    message: 'Message HTML is untrusted: go through the sanitiser.',
  },
  {
    selector:
      'CallExpression[callee.property.name=/^(insertAdjacentHTML|setHTMLUnsafe|createContextualFragment|parseFromString)$/]',
    message: 'Message HTML is untrusted: go through the sanitiser.',
  },
  {
    selector: 'ImportDeclaration[source.value=/unsafe-(html|svg|mathml|static)/], ImportDeclaration[source.value=/static-html/]',
    message: 'Message HTML is untrusted: go through the sanitiser.',
  },
];

export default defineConfig(
  { ignores: ['**/dist/', '**/node_modules/', 'coverage/', 'storybook-static/', '**/.cache/', '**/.data/', 'demo/hosts/*/site/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.mjs', '**/*.js'],
    extends: [js.configs.recommended],
    languageOptions: {
      globals: Object.fromEntries(
        Object.getOwnPropertyNames(globalThis).concat('document', 'window', 'location', 'customElements', 'HTMLElement')
          .map((name) => [name, 'readonly']),
      ),
    },
  },
  {
    files: ['**/*.ts'],
    extends: [js.configs.recommended, ts.configs.strictTypeChecked],
    languageOptions: { parserOptions: { project: ['tsconfig.json', 'tsconfig.node.json'], tsconfigRootDir: root } },
    plugins: { portico: { rules: { boundaries } } },
    rules: {
      'portico/boundaries': 'error',
      'no-restricted-syntax': ['error', ...htmlSinks],
      'prefer-const': ['error', { ignoreReadBeforeAssign: true }],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      // Lit binds a listener to its host: `@click=${this.#onClick}` is right
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports', disallowTypeAnnotations: false }],
      // code points are what is meant where a string is spread
      '@typescript-eslint/no-floating-promises': [
        'error',
        {
          allowForKnownSafeCalls: [
            { from: 'package', package: 'node:test', name: ['test', 'it', 'describe', 'suite', 'skip', 'todo', 'before', 'after'] },
            { from: 'package', package: '@types/chai', name: 'Equal' }, // @open-wc types it as a promise; it is none
          ],
        },
      ],
      '@typescript-eslint/no-misused-spread': ['error', { allow: ['string'] }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-unnecessary-condition': ['error', { allowConstantLoopConditions: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      // a class of a second copy of the library is as good as ours, see isPortalError
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      // adapters implement asynchronous contracts with synchronous means
      '@typescript-eslint/require-await': 'off',
    },
  },
  {
    files: ['src/{elements,portal,theme,i18n}/**/*.ts', 'stories/**/*.ts'],
    extends: [lit['flat/all'], wc['flat/best-practice']],
    plugins: { 'lit-a11y': litA11y },
    rules: {
      ...litA11y.configs.recommended.rules,
      'lit/no-template-arrow': 'off',
      'lit/no-template-map': 'off',
      'lit/no-template-bind': 'off',
      'lit/prefer-query-decorators': 'off', // what is looked for is often not known beforehand
      // `role="list"` is needed: WebKit takes it from a list without markers
      'lit-a11y/no-redundant-role': 'off',
      'wc/guard-super-call': 'off', // noise on LitElement, which always has the method
    },
  },
  {
    // the one place where a string may become elements
    files: ['src/**/saniti[sz]e*.ts', 'src/**/saniti[sz]er*.ts'],
    rules: { 'no-restricted-syntax': 'off' },
  },
  {
    files: ['**/*.test.ts', 'stories/**/*.ts'],
    rules: {
      'no-restricted-syntax': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unused-expressions': 'off', // chai: expect(x).to.be.true
    },
  },
);
