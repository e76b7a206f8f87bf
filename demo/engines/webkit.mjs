import { findExpression, notThere } from './find.mjs';
import { startWebKitDriver } from './webkit-driver.mjs';

/** WebKitGTK's MiniBrowser, in a window of a screen that nobody sees. */
export async function openWebKit(options) {
  const driver = await startWebKitDriver(options);
  const first = await driver.call('GET', '/window');
  return toEnginePage(driver, first, () => driver.stop());
}

/** Keys of WebDriver (17.4.2) by the names that the DOM gives them. */
const KEYS = {
  Enter: '\uE007', Tab: '\uE004', Escape: '\uE00C', Backspace: '\uE003', Delete: '\uE017', Home: '\uE011', End: '\uE010',
  ArrowLeft: '\uE012', ArrowUp: '\uE013', ArrowRight: '\uE014', ArrowDown: '\uE015', Shift: '\uE008', Control: '\uE009', Alt: '\uE00A',
};

/** A script that hands over what a function of the page answers, awaited, as JSON in a string: that comes through whatever a page has done to its prototypes, `toJSON` of lists too. */
const calling = (script) => `const given = [...arguments], done = given.pop();
  Promise.resolve().then(() => (${script})(...given)).then((value) => done(value === undefined ? 'u' : 'v' + JSON.stringify(value, function (key) { return this[key]; })), (error) => done('e' + error));`;

function toEnginePage(driver, window, close) {
  /** Commands go to one window at a time. */
  const call = (method, path, body) => driver.inWindow(window, () => driver.call(method, path, body));
  const evaluate = async (script, ...args) => {
    const answer = await call('POST', '/execute/async', { script: calling(script), args });
    if (answer[0] === 'e') throw new Error(answer.slice(1));
    return answer === 'u' ? undefined : JSON.parse(answer.slice(1));
  };
  const at = async (path) => {
    const reference = await call('POST', '/execute/sync', { script: `return ${findExpression(path)};`, args: [] });
    if (reference === null) throw notThere(path);
    return `/element/${Object.values(reference)[0]}`;
  };
  /** Presses keys one after the other, or all together. */
  const keys = async (values, together) => {
    const down = values.map((value) => ({ type: 'keyDown', value }));
    const up = values.map((value) => ({ type: 'keyUp', value }));
    const actions = together ? [...down, ...up.reverse()] : down.flatMap((each, index) => [each, up[index]]);
    await call('POST', '/actions', { actions: [{ type: 'key', id: 'keyboard', actions }] });
  };
  return {
    engine: 'webkit', version: `WebKitGTK/${driver.version}`, downloads: driver.downloads, close,
    goto: async (url) => { await call('POST', '/url', { url }); },
    eval: evaluate,
    type: async (path, text) => { await call('POST', `${await at(path)}/value`, { text }); },
    write: (text) => keys([...text], false),
    press: (names) => keys(names.split('+').map((key) => KEYS[key] ?? key), true),
    click: async (path) => { await call('POST', `${await at(path)}/click`, {}); },
    choose: async (path, files) => { await call('POST', `${await at(path)}/value`, { text: files.join('\n') }); },
    shot: async () => Buffer.from(await call('GET', '/screenshot'), 'base64'),
    newPage: async () => {
      const { handle } = await call('POST', '/window/new', { type: 'window' });
      await driver.inWindow(handle, driver.resize);
      return toEnginePage(driver, handle, () => driver.inWindow(handle, () => driver.call('DELETE', '/window')));
    },
  };
}
