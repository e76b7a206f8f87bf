/** Leads the browser away from the page; an object, so that tests can stay. */
export const navigation = {
  /** @param url To an identity provider. @throws Error for what is no web address */
  go(url: string): void {
    if (!/^https?:$/.test(new URL(url).protocol)) throw new Error('This is no web address.');
    location.assign(url);
  },
};
