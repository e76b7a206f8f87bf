/** The sign-in written by hand: the form stands in the page, hidden until it is known that nobody is signed in. */
const form = document.querySelector('form');
const response = await fetch('/nobody/v1/session');
const { customer } = await response.json() as { customer: object | null };
if (form !== null) {
  form.hidden = customer !== null;
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void fetch('/nobody/v1/session', { method: 'POST', body: JSON.stringify(Object.fromEntries(new FormData(form))) }).then(() => { location.reload(); });
  });
}

export {};
