import { expect } from '@open-wc/testing';
import { waitUntil } from '../parts/wait-until.test.ts';

const POLICY = 'default-src \'none\'; script-src \'nonce-x\' \'self\'; style-src \'nonce-x\'; img-src blob: data:; connect-src \'self\'; require-trusted-types-for \'script\'';

/** A page of its own with a strict policy, that shows one of the sample tickets. */
async function page(key: string): Promise<{ frame: HTMLIFrameElement; violations: string[]; detail: HTMLElement }> {
  const violations: string[] = [];
  const frame = document.createElement('iframe');
  Object.assign(window, { reportViolation: (text: string) => violations.push(text) });
  frame.srcdoc = `<!doctype html><html lang="en"><meta http-equiv="Content-Security-Policy" content="${POLICY}">
    <script nonce="x">addEventListener('securitypolicyviolation', (event) => parent.reportViolation(event.effectiveDirective + ' ' + event.blockedURI));</script>
    <script nonce="x" type="module">
      import '/src/elements/ticket-detail/define.ts';
      import { memory, memoryAccess, sampleData } from '/src/adapters/memory/index.ts';
      import { Portal } from '/src/portal/index.ts';
      const data = sampleData();
      const backend = memory({ data });
      const portal = new Portal({ key: 'csp', ticketing: backend.adapterFor({ id: '1', email: 'bob@acme.example', name: 'Bob' }, { views: ['mine', 'organization', 'cc'], filter: null }), access: memoryAccess({ customers: data.customers, signedIn: 'bob@acme.example' }) });
      const detail = document.createElement('ticket-detail');
      Object.assign(detail, { portal, ticketId: backend.idOf('${key}') });
      document.body.append(detail);
    </script><body></body></html>`;
  document.body.append(frame);
  await waitUntil(() => frame.contentDocument?.querySelector('ticket-detail')?.shadowRoot?.querySelector('article'), 'the ticket is shown');
  return { frame, violations, detail: frame.contentDocument!.querySelector('ticket-detail')! };
}

describe('ticket-detail under a strict content security policy with Trusted Types', () => {
  it('shows hostile mail without a single violation', async () => {
    const { frame, violations, detail } = await page('hostile-mail');
    expect(detail.shadowRoot!.textContent).to.include('Please click here.');
    expect(violations).to.deep.equal([]);
    frame.remove();
  });

  it('shows HTML mail with its pictures, folds and colours, and is reported to if anything would break the policy', async () => {
    const { frame, violations, detail } = await page('html-mail');
    await waitUntil(() => detail.shadowRoot!.querySelector('img')!.naturalWidth > 0);
    expect(violations).to.deep.equal([]);
    const image = frame.contentDocument!.createElement('img');
    image.src = 'https://evil.test/x.png';
    await waitUntil(() => violations.length > 0);
    expect(violations).to.deep.equal(['img-src https://evil.test/x.png']);
    frame.remove();
  });
});
