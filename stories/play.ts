import { configure, waitFor, within } from 'storybook/test';

configure({
  // A small machine that does other things besides takes its time.
  asyncUtilTimeout: 10_000,
  // The default prints the container and fails on a shadow root.
  getElementError: (message) => new Error(message ?? 'Not found.'),
});

const queriesIn = (element: HTMLElement) => within(element);

/** Testing Library's queries, bound to an element. */
export type Inside = ReturnType<typeof queriesIn>;

/** The shadow root at the end of a path of elements, as soon as it is there and to be seen. Testing Library does not look into shadow roots by itself. */
export async function rootOf(canvas: HTMLElement, ...path: readonly string[]): Promise<ShadowRoot> {
  return waitFor(() => {
    let root: ParentNode = canvas;
    for (const name of path) {
      const next: ShadowRoot | null | undefined = [...root.querySelectorAll(name)].find((element) => element.closest('[hidden]') === null)?.shadowRoot;
      if (next == null) throw new Error(`There is no <${name}> yet.`);
      root = next;
    }
    return root as ShadowRoot;
  });
}

/** Queries inside the element at the end of a path: `(await inside(canvas, 'customer-portal', 'ticket-list')).findByRole('table')`. */
export async function inside(canvas: HTMLElement, ...path: readonly string[]): Promise<Inside> {
  return queriesIn(await rootOf(canvas, ...path) as unknown as HTMLElement);
}
