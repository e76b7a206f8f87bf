import { portalAt, setDefaultPortal } from 'portico-portal';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app';
import './site.css';

setDefaultPortal(portalAt(import.meta.env.VITE_GATEWAY));
createRoot(document.getElementById('root')!).render(<StrictMode><App /></StrictMode>);
