import { portalAt, setDefaultPortal } from 'portico-portal';
import 'portico-portal/define';
import { createApp } from 'vue';
import App from './App.vue';
import './site.css';

setDefaultPortal(portalAt(import.meta.env.VITE_GATEWAY));
createApp(App).mount('#app');
