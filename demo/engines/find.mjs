/** Runs in the page: the element at a path of selectors, one per shadow root. */
function find(path) {
  let element = document;
  for (const selector of path) {
    element = (element.shadowRoot ?? element).querySelector(selector);
    if (element === null) return null;
  }
  return element;
}

/** The source of an expression that is the element at a path in the page, or null. */
export const findExpression = (path) => `(${find})(${JSON.stringify([path].flat())})`;

export const notThere = (path) => new Error(`There is no element at ${JSON.stringify(path)}.`);
