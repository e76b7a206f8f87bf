/**
 * Does something while no other tab does what goes by the same name.
 * @param act Gets whether that is so: a browser without locks, or that refuses them to this page, does it without.
 */
export async function locked(name: string, act: (isAlone: boolean) => Promise<void>): Promise<void> {
  const { locks } = navigator as { readonly locks?: LockManager };
  const progress = { hasBegun: false };
  try {
    if (locks !== undefined) {
      await locks.request(name, async () => {
        progress.hasBegun = true;
        await act(true);
      });
      return;
    }
  } catch (error) {
    if (progress.hasBegun) throw error;
  }
  await act(false);
}
