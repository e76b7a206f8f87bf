import { walk } from '../engines/series.ts';
import { owners } from './owner.ts';

walk(owners, 'chromium');
