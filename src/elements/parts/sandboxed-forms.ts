/**
 * Lets the forms of an element be sent in a frame whose sandbox has no `allow-forms`. Browsers drop the `submit` event there together with the
 * navigation, though elements only send a request; nothing would happen, without a word. The forms have `novalidate`.
 */
export function submitInSandbox(root: ShadowRoot): void {
  let isSubmitted = false;
  root.addEventListener('submit', () => { isSubmitted = true; }, true);
  root.addEventListener('click', (event) => {
    // Enter in a field clicks as well.
    const button = (event.target as Element).closest('button');
    if (button?.type !== 'submit' || button.form === null) return;
    const { form } = button;
    isSubmitted = false;
    setTimeout(() => {
      if (isSubmitted || event.defaultPrevented || !form.isConnected) return;
      form.dispatchEvent(new SubmitEvent('submit', { bubbles: true, cancelable: true, submitter: button }));
    });
  });
}
