import '@fontsource-variable/inter/index.css';
import '@fontsource-variable/jetbrains-mono/index.css';
// First of all that knows zod: see there.
import '../../api/no-eval.ts';
import '../../ui/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { invariant } from '../../../shared/assert.ts';
import type { StartFailureContract } from '../../../shared/ipc/start-failure.ts';
import { createClient } from '../../api/client.ts';
import { StartFailurePage } from './start-failure.tsx';

const root = document.getElementById('root');
invariant(root !== null, 'start-failure.html has the root');
const bridge = window.runwright;
invariant(bridge !== undefined, 'the page is opened by the app');

createRoot(root).render(
  <StrictMode>
    <StartFailurePage client={createClient<StartFailureContract>(bridge)} />
  </StrictMode>,
);
