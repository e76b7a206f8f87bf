import 'portico-portal/elements/portal-link/define';
import { TicketBadge } from 'portico-portal/react';
import { useSyncExternalStore, type MouseEvent, type ReactNode } from 'react';
import { Support } from './support';

const subscribe = (listener: () => void) => {
  addEventListener('popstate', listener);
  return () => removeEventListener('popstate', listener);
};

/** A link that changes the page without loading another document. */
function Link({ to, children }: { to: string; children: ReactNode }) {
  const go = (event: MouseEvent) => {
    event.preventDefault();
    history.pushState(null, '', to);
    dispatchEvent(new PopStateEvent('popstate'));
  };
  return <a href={to} onClick={go}>{children}</a>;
}

export function App() {
  const path = useSyncExternalStore(subscribe, () => location.pathname);
  return (
    <>
      <nav>
        <Link to="/">Widget Works</Link>
        <Link to="/support">Support <TicketBadge /></Link>
        <portal-link href="/support" onClick={(event) => event.stopPropagation()} />
        <button type="button" className="shade" onClick={() => document.documentElement.classList.toggle('dark')}>Dark</button>
      </nav>
      <main>{path === '/support' ? <Support /> : <><h1>Widgets that work</h1><p>For 40 years. <Link to="/support">Ask us.</Link></p></>}</main>
    </>
  );
}
