import { CustomerPortal } from 'portico-portal/react';
import { useState } from 'react';

export function Support() {
  const [heard, setHeard] = useState<string[]>([]);
  const hear = ({ type }: Event) => setHeard((all) => [...all, type]);
  return (
    <>
      <h1>Support</h1>
      <p>Most answers are in <a href="/guides">our guides</a>.</p>
      <form><input name="search" aria-label="Search" /> <button type="button">Search</button></form>
      <CustomerPortal pageTitle="Widget Works Support" onSignIn={hear} onTicketSelect={hear} onTicketLoaded={hear} onTicketCreated={({ ticket }) => console.log(ticket.id)}>
        Write to <a href="mailto:support@widgetworks.example">support@widgetworks.example</a>.
      </CustomerPortal>
      <output>{heard.join(' ')}</output>
    </>
  );
}
